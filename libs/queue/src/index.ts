export type { Clock } from './drivers/clock';
export {
  type InProcessOptions,
  type InProcessQueue,
  openInProcessQueue,
  type QueueLog,
} from './drivers/in-process';
export { openQueue, type OpenQueueOptions, type TokenFor } from './open-queue';
export type { Enqueued, Queue, QueueTask } from './queue';
export { queueNameOf } from './queue-name';
export { QUEUE_RETRY, type RetryRules } from './retry-rules';
