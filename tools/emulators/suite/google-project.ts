import { readFileSync } from 'node:fs';
import type { TableField } from '@google-cloud/bigquery';
import { taskContracts } from '@userport/contracts';
import { queueNameOf } from '@userport/queue';
import { type Table, tables } from '@userport/warehouse';
import { openTasksClient } from '../../../libs/queue/src/drivers/cloud-tasks-client';
import { openClient } from '../../../libs/warehouse/src/drivers/bigquery-client';
import type { Emulators } from './start';

/** What is made on the emulators before anything can run. */
export interface GoogleProject {
  readonly project: string;
  readonly dataset: string;
  readonly location: string;
  /** The account that deliveries carry a token of. */
  readonly queueEmail: string;
}

/** How the queues retry; everything else is as provisioned. */
export interface ProjectOptions {
  /** Least back-off; 10 s in production, which a test would sit out. */
  readonly minBackoffSeconds: number;
  readonly maxBackoffSeconds: number;
  /** Deliveries of one kind of task at a time; as many as Cloud Tasks allows unless given. */
  readonly maxConcurrentDispatches?: number;
}

const fieldsOf = (table: string): TableField[] =>
  JSON.parse(readFileSync(`docs/schema/${table}.json`, 'utf8')) as TableField[];

async function makeTables(emulators: Emulators, dataset: string): Promise<void> {
  const client = await openClient({ project: 'demo', apiEndpoint: emulators.bigquery.url, location: 'US' });
  await client.createDataset(dataset);
  for (const [name, { partition, cluster }] of Object.entries<Table>(tables)) {
    await client.dataset(dataset).createTable(name, {
      schema: { fields: fieldsOf(name) },
      timePartitioning: { type: 'DAY', field: partition },
      clustering: { fields: [...cluster] },
    });
  }
}

/** Makes a dataset with all tables and a queue for each task, both new, so that runs do not meet. */
export async function makeGoogleProject(
  emulators: Emulators,
  { minBackoffSeconds, maxBackoffSeconds, maxConcurrentDispatches = 1000 }: ProjectOptions,
): Promise<GoogleProject> {
  const word = crypto.randomUUID();
  const project = 'demo';
  const dataset = `way_${word.replaceAll('-', '_')}`;
  const location = `way-${word}`;
  await makeTables(emulators, dataset);
  const tasks = await openTasksClient(emulators.cloudTasksUrl);
  const parent = `projects/${project}/locations/${location}`;
  for (const { name } of Object.values(taskContracts)) {
    const retryConfig = {
      maxAttempts: 100,
      minBackoff: { seconds: minBackoffSeconds },
      maxBackoff: { seconds: maxBackoffSeconds },
    };
    await tasks.createQueue({
      parent,
      queue: {
        name: `${parent}/queues/${queueNameOf(name)}`,
        retryConfig,
        rateLimits: { maxConcurrentDispatches },
      },
    });
  }
  await tasks.close();
  return { project, dataset, location, queueEmail: 'queue@demo.iam.gserviceaccount.com' };
}

/** How many deliveries the queues of a project still owe: a queue forgets a task as soon as it is answered with 2xx. */
export async function tasksWaiting(
  emulators: Emulators,
  { project, location }: GoogleProject,
): Promise<number> {
  const client = await openTasksClient(emulators.cloudTasksUrl);
  try {
    const queues = Object.values(taskContracts).map(
      ({ name }) => `projects/${project}/locations/${location}/queues/${queueNameOf(name)}`,
    );
    const waiting = await Promise.all(queues.map((parent) => client.listTasks({ parent })));
    return waiting.reduce((sum, [tasks]) => sum + tasks.length, 0);
  } finally {
    await client.close();
  }
}
