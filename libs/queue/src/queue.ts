import type { DeliveryBody } from '@userport/contracts';

/** One delivery to be made. */
export interface QueueTask {
  /** Deterministic and hash-first; the same name is taken once. Letters, digits, `-`, `_`; at most 500. */
  readonly name: string;
  /** The task's contract name; it picks the queue and the address. */
  readonly taskName: string;
  /** The folder and service name of the function. */
  readonly app: string;
  readonly body: DeliveryBody;
  /** Names the request that asked for this; sent along as `X-Request-ID`, so that the function's lines carry it too. */
  readonly traceId?: string | undefined;
}

/** What became of an enqueue. `existing` is success: this very delivery is already there, or was. */
export interface Enqueued {
  readonly taskId: string;
  readonly existing: boolean;
}

/** The port of both queues: at least once, unordered, retried with back-off until a 2xx. */
export interface Queue {
  /**
   * @throws RetryableError when the queue could not be reached; nothing can be said of the task then
   * @throws TerminalError when the queue refuses the task for good (missing queue, no permission, too large)
   */
  enqueue(task: QueueTask): Promise<Enqueued>;
  close(): Promise<void>;
}
