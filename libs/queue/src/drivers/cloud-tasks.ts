import type { CloudTasksClient } from '@google-cloud/tasks';
import { RetryableError } from '@userport/errors';
import type { Enqueued, Queue, QueueTask } from '../queue';
import { queueNameOf } from '../queue-name';
import { taskBodyOf } from '../task-body';
import { openTasksClient } from './cloud-tasks-client';
import { cloudTasksError, grpcCodeOf, grpcCodes } from './cloud-tasks-errors';

/** Where tasks go, and as whom they are delivered. */
export interface CloudTasksOptions {
  readonly project: string;
  readonly location: string;
  /** Account of the deliveries' ID token; the creator of tasks needs `iam.serviceAccounts.actAs` on it. */
  readonly serviceAccountEmail: string;
  /** Base address of a function, by the name of its app; also the token's audience. */
  readonly addressOf: (app: string) => string;
  /** 15 to 1800 (https://cloud.google.com/tasks/docs/creating-http-target-tasks). */
  readonly dispatchDeadlineSeconds: number;
  /** Other address, with scheme. Plain http is an emulator and gets no credentials. */
  readonly apiEndpoint?: string | undefined;
  /** How long one CreateTask may take, ms. */
  readonly callTimeoutMs?: number;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** The client does not repeat CreateTask by itself; names make a repeat harmless. Waits before the repeats. */
const WAITS_MS = [200, 1000] as const;
/** CreateTask answers within a second; Django waits for create, so a call that hangs is repeated soon. */
const CALL_TIMEOUT_MS = 10_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The port on Cloud Tasks: one queue a kind of task, one named HTTP task an enqueue, with an ID token whose audience
 * is the function's base address. The client is loaded at the first enqueue.
 */
export function openCloudTasks(options: CloudTasksOptions): Queue {
  const { project, location, serviceAccountEmail, addressOf, dispatchDeadlineSeconds } = options;
  const { callTimeoutMs: timeout = CALL_TIMEOUT_MS, sleep = pause } = options;
  let opening: Promise<CloudTasksClient> | undefined;

  /** A client that could not be made is not kept: credentials may come. */
  const open = async (queue: string): Promise<CloudTasksClient> => {
    const own = (opening ??= openTasksClient(options.apiEndpoint));
    try {
      return await own;
    } catch (error) {
      if (opening === own) opening = undefined;
      throw cloudTasksError(error, queue);
    }
  };

  const queueOf = ({ taskName }: QueueTask): string =>
    `projects/${project}/locations/${location}/queues/${queueNameOf(taskName)}`;

  const create = async (client: CloudTasksClient, task: QueueTask, bytes: Buffer): Promise<Enqueued> => {
    const parent = queueOf(task);
    const taskId = `${parent}/tasks/${task.name}`;
    const address = addressOf(task.app);
    const httpRequest = {
      httpMethod: 'POST' as const,
      url: `${address}/api/v1/tasks/${task.taskName}`,
      // Cloud Tasks sets none, and the framework would then hand on a Buffer.
      headers: {
        'Content-Type': 'application/json',
        ...(task.traceId === undefined ? {} : { 'X-Request-ID': task.traceId }),
      },
      body: bytes,
      oidcToken: { serviceAccountEmail, audience: address },
    };
    const dispatchDeadline = { seconds: dispatchDeadlineSeconds };
    try {
      await client.createTask({ parent, task: { name: taskId, dispatchDeadline, httpRequest } }, { timeout });
      return { taskId, existing: false };
    } catch (error) {
      if (grpcCodeOf(error) === grpcCodes.alreadyExists) return { taskId, existing: true };
      throw cloudTasksError(error, parent);
    }
  };

  return {
    async enqueue(task) {
      const bytes = taskBodyOf(task);
      const client = await open(queueOf(task));
      for (let tries = 0; ; tries += 1) {
        try {
          return await create(client, task, bytes);
        } catch (error) {
          const waitMs = WAITS_MS[tries];
          if (!(error instanceof RetryableError) || waitMs === undefined) throw error;
          await sleep(waitMs);
        }
      }
    },
    async close() {
      await (await opening)?.close();
    },
  };
}
