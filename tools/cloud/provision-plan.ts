import { type TaskContract, taskContracts } from '@userport/contracts';
import { QUEUE_RETRY, queueNameOf } from '@userport/queue';
import { type Expiry, expiryDaysOf, type Table, type TableName, tables } from '@userport/warehouse';
import type { Command, Step } from './command';
import { accountId, type AccountName, accounts, emailOf, type Place, serviceUrl } from './place';
import { allSecrets } from './variables';

/** What is provisioned beyond the place itself. */
export interface ProvisionOptions extends Expiry {
  /** Service accounts that may call the gateway: Django's. */
  readonly callers: readonly string[];
  readonly contracts?: readonly TaskContract[];
}

const SERVICES = [
  ...['run', 'cloudbuild', 'artifactregistry', 'bigquery', 'cloudtasks', 'cloudscheduler'],
  ...['secretmanager', 'iam'],
];

/** Vendors refuse more at once; what waits in a queue costs nothing. */
const CONCURRENT_DISPATCHES = 100;
const DISPATCHES_PER_SECOND = 50;
/** Three times in the 15 minutes after which the sweep takes a job for stuck. */
const SWEEP_SCHEDULE = '*/5 * * * *';
/** Reading jobs that someone else has started; the creator alone may otherwise. */
const JOB_READER = 'userportJobReader';
const DAY_SECONDS = 86_400;

const gcloud = ({ project }: Place, ...args: string[]): Command => [
  'gcloud',
  ...args,
  `--project=${project}`,
];
const member = (place: Place, name: AccountName): string => `serviceAccount:${emailOf(place, name)}`;

const enableServices = (place: Place): Step => ({
  what: 'APIs that are used',
  make: gcloud(place, 'services', 'enable', ...SERVICES.map((name) => `${name}.googleapis.com`)),
});

const makeAccount = (place: Place, name: AccountName): Step => ({
  what: `Service account of ${accounts[name]}`,
  check: gcloud(place, 'iam', 'service-accounts', 'describe', emailOf(place, name)),
  make: gcloud(
    place,
    ...['iam', 'service-accounts', 'create', accountId(name)],
    `--description=${accounts[name]}`,
  ),
});

const makeDataset = (place: Place): Step => ({
  what: `Dataset ${place.dataset} in ${place.location}`,
  check: ['bq', `--project_id=${place.project}`, 'show', '--dataset', `${place.project}:${place.dataset}`],
  make: [
    ...(['bq', `--project_id=${place.project}`, `--location=${place.location}`, 'mk', '--dataset'] as const),
    '--description=Userport Workers',
    `${place.project}:${place.dataset}`,
  ],
});

const makeTable = (place: Place, name: TableName, expiryOptions: Expiry): Step => {
  const { about, partition, cluster }: Table = tables[name];
  const expiryDays = expiryDaysOf(name, expiryOptions);
  const table = `${place.project}:${place.dataset}.${name}`;
  const schema = `docs/schema/${name}.json`;
  const bq = ['bq', `--project_id=${place.project}`] as const;
  const expiry = expiryDays === undefined ? 0 : expiryDays * DAY_SECONDS;
  const partitions = `--time_partitioning_expiration=${expiry}`;
  return {
    what: `Table ${name}: ${about}`,
    check: [...bq, 'show', table],
    make: [
      ...[...bq, 'mk', '--table', `--schema=${schema}`, `--description=${about}`],
      ...[`--time_partitioning_field=${partition}`, '--time_partitioning_type=DAY'],
      ...(expiry === 0 ? [] : [partitions]),
      ...[`--clustering_fields=${cluster.join(',')}`, table],
    ] as unknown as Command,
    change: [
      ...[...bq, 'update', `--description=${about}`],
      ...(expiry === 0 ? [] : [partitions]),
      ...[table, schema],
    ] as unknown as Command,
  };
};

const makeQueue = (place: Place, { name, summary }: TaskContract): Step => {
  const queue = queueNameOf(name);
  const at = `--location=${place.region}`;
  const limits = [
    `--max-attempts=${QUEUE_RETRY.maxAttempts}`,
    `--min-backoff=${QUEUE_RETRY.minBackoffMs / 1000}s`,
    `--max-backoff=${QUEUE_RETRY.maxBackoffMs / 1000}s`,
    `--max-doublings=${QUEUE_RETRY.maxDoublings}`,
    `--max-concurrent-dispatches=${CONCURRENT_DISPATCHES}`,
    `--max-dispatches-per-second=${DISPATCHES_PER_SECOND}`,
  ];
  return {
    what: `Queue of ${name}: ${summary}`,
    check: gcloud(place, 'tasks', 'queues', 'describe', queue, at),
    make: gcloud(place, 'tasks', 'queues', 'create', queue, at, ...limits),
    change: gcloud(place, 'tasks', 'queues', 'update', queue, at, ...limits),
  };
};

const makeSweep = (place: Place): Step => {
  const gateway = serviceUrl(place, 'gateway');
  const job = [
    ...['userport-sweep', `--location=${place.region}`, `--schedule=${SWEEP_SCHEDULE}`],
    ...[`--uri=${gateway}/api/v1/sweep`, '--http-method=POST', '--attempt-deadline=180s'],
    `--oidc-service-account-email=${emailOf(place, 'scheduler')}`,
    `--oidc-token-audience=${gateway}`,
  ];
  return {
    what: 'Scheduler job of the sweep: brings back what does not move by itself',
    check: gcloud(place, 'scheduler', 'jobs', 'describe', 'userport-sweep', `--location=${place.region}`),
    make: gcloud(place, 'scheduler', 'jobs', 'create', 'http', ...job),
    change: gcloud(place, 'scheduler', 'jobs', 'update', 'http', ...job),
  };
};

const makeSecret = (place: Place, name: string): Step => ({
  what: `Secret ${name}; give it a value: printf %s "$${name}" | gcloud secrets versions add ${name} --data-file=-`,
  check: gcloud(place, 'secrets', 'describe', name),
  make: gcloud(place, 'secrets', 'create', name, '--replication-policy=automatic'),
});

const readSecret = (place: Place, name: string): Step => ({
  what: `The functions read ${name}`,
  make: gcloud(
    place,
    ...['secrets', 'add-iam-policy-binding', name, `--member=${member(place, 'worker')}`],
    '--role=roles/secretmanager.secretAccessor',
  ),
});

const makeJobReader = (place: Place): Step => ({
  what: 'Role that reads jobs of BigQuery: who holds a name is told by a job that somebody else made',
  check: gcloud(place, 'iam', 'roles', 'describe', JOB_READER),
  make: gcloud(
    place,
    ...['iam', 'roles', 'create', JOB_READER, '--title=Userport job reader'],
    '--permissions=bigquery.jobs.get',
  ),
});

const grantOnProject = (place: Place, name: AccountName, role: string, why: string): Step => ({
  what: why,
  make: gcloud(
    place,
    ...['projects', 'add-iam-policy-binding', place.project, `--member=${member(place, name)}`],
    ...[`--role=${role}`, '--condition=None'],
  ),
});

/** Deployments from a folder are built by this account: https://cloud.google.com/run/docs/deploying-source-code#permissions_required_to_deploy */
const build = (place: Place): Step => ({
  what: 'Cloud Build may build what is deployed',
  make: gcloud(
    place,
    ...['projects', 'add-iam-policy-binding', place.project],
    `--member=serviceAccount:${place.projectNumber}-compute@developer.gserviceaccount.com`,
    ...['--role=roles/run.builder', '--condition=None'],
  ),
});

const grantOnDataset = (place: Place, name: AccountName): Step => ({
  what: `${accountId(name)} reads and writes the rows of ${place.dataset}`,
  make: [
    ...(['bq', `--project_id=${place.project}`, `--location=${place.location}`, 'query'] as const),
    '--use_legacy_sql=false',
    `GRANT \`roles/bigquery.dataEditor\` ON SCHEMA \`${place.project}.${place.dataset}\` TO "${member(place, name)}"`,
  ],
});

const enqueue = (place: Place, { name }: TaskContract): Step => ({
  what: `The gateway enqueues ${name}`,
  make: gcloud(
    place,
    ...['tasks', 'queues', 'add-iam-policy-binding', queueNameOf(name), `--location=${place.region}`],
    ...[`--member=${member(place, 'gateway')}`, '--role=roles/cloudtasks.enqueuer'],
  ),
});

const actAs = (place: Place): Step => ({
  what: "The gateway may put the queue's account into tasks",
  make: gcloud(
    place,
    ...['iam', 'service-accounts', 'add-iam-policy-binding', emailOf(place, 'queue')],
    ...[`--member=${member(place, 'gateway')}`, '--role=roles/iam.serviceAccountUser'],
  ),
});

const invoke = (place: Place, app: string, who: string): Step => ({
  what: `${who} may call ${app}`,
  make: gcloud(
    place,
    ...['run', 'services', 'add-iam-policy-binding', app, `--region=${place.region}`],
    ...[`--member=serviceAccount:${who}`, '--role=roles/run.invoker'],
  ),
  needs: {
    check: gcloud(place, 'run', 'services', 'describe', app, `--region=${place.region}`),
    otherwise: `${app} is not deployed yet: deploy it, then provision once more.`,
  },
});

/**
 * Everything that a project needs before and besides the services themselves, in an order that works. Nothing here
 * depends on what is there already, so the plan is the same for everyone.
 */
export function provisionPlan(place: Place, options: ProvisionOptions): readonly Step[] {
  const contracts = options.contracts ?? Object.values(taskContracts);
  const names = Object.keys(accounts) as AccountName[];
  const readers = ['gateway', 'worker'] as const;
  const jobReader = `projects/${place.project}/roles/${JOB_READER}`;
  const apps = [...new Set(contracts.map(({ app }) => app))];
  return [
    enableServices(place),
    ...names.map((name) => makeAccount(place, name)),
    makeDataset(place),
    ...(Object.keys(tables) as TableName[]).map((name) => makeTable(place, name, options)),
    ...contracts.map((contract) => makeQueue(place, contract)),
    ...allSecrets().map((name) => makeSecret(place, name)),
    build(place),
    makeJobReader(place),
    ...readers.flatMap((name) => [
      grantOnDataset(place, name),
      grantOnProject(place, name, 'roles/bigquery.jobUser', `${accountId(name)} runs jobs of BigQuery`),
      grantOnProject(place, name, jobReader, `${accountId(name)} reads jobs of BigQuery`),
    ]),
    ...contracts.map((contract) => enqueue(place, contract)),
    actAs(place),
    ...allSecrets().map((name) => readSecret(place, name)),
    ...apps.map((app) => invoke(place, app, emailOf(place, 'queue'))),
    ...[emailOf(place, 'scheduler'), ...options.callers].map((who) => invoke(place, 'gateway', who)),
    makeSweep(place),
  ];
}
