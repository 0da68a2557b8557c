import type { JsonObject } from '@userport/contracts';
import type { Enqueued, Queue, QueueTask } from '../queue';
import { backoffMs, QUEUE_RETRY, retryAfterMs, type RetryRules } from '../retry-rules';
import { takenNames } from '../taken-names';
import { taskBodyOf } from '../task-body';
import { type Clock, openTimers, systemClock } from './clock';
import { type Attempt, dispatch, type DispatchAnswer } from './dispatch';
import { openHoldings } from './holdings';
import { openLanes } from './lanes';

/** Where the queue says what it gave up; never a body. */
export interface QueueLog {
  warn(message: string, fields: JsonObject): void;
  error(message: string, fields: JsonObject): void;
}

/** What the in-process queue is made of. */
export interface InProcessOptions {
  /** Base address of a function, by the name of its app; no slash at the end. */
  readonly addressOf: (app: string) => string;
  /** A token for an audience, which is the function's base address. No token is sent when absent. */
  readonly tokenFor?: ((audience: string) => Promise<string>) | undefined;
  /** {@link QUEUE_RETRY} unless told otherwise. */
  readonly retry?: RetryRules;
  /** After this the queue stops listening and delivers again, while the function may still be at work. */
  readonly dispatchDeadlineMs?: number;
  /** Deliveries of one kind of task at a time. */
  readonly concurrentPerTask?: number;
  readonly clock?: Clock;
  readonly log?: QueueLog;
}

/** The queue of the local stack, with what tests and a demo need besides. */
export interface InProcessQueue extends Queue {
  /** Begins no further delivery; those on their way go on. */
  pause(): void;
  resume(): void;
  /** Resolves when nothing waits, nothing is on its way and no retry is due; also after `close`. */
  idle(): Promise<void>;
}

interface Delivery extends Attempt {
  /** Base address of the function. */
  readonly address: string;
  readonly body: Buffer;
}

/** What Cloud Tasks takes for dispatchDeadline at the most (task.proto). */
const LONGEST_DEADLINE_MS = 1_800_000;
/** One machine runs every function; more at once would only queue inside the process. */
const CONCURRENT_PER_TASK = 20;
/** "Up to 24 hours" in the REST reference of Cloud Tasks. */
const REMEMBER_NAMES_MS = 86_400_000;
/** About 15 MB of names. */
const MOST_NAMES = 100_000;
const silent: QueueLog = { warn: () => undefined, error: () => undefined };

const firstAttempt = (
  { name, taskName, traceId }: QueueTask,
  address: string,
  body: Buffer,
  etaMs: number,
): Delivery => ({
  name,
  taskName,
  traceId,
  address,
  body,
  etaMs,
  retryCount: 0,
  executionCount: 0,
});

const reasonOf = (answer: DispatchAnswer): string =>
  answer.name === 'answered' ? `answered ${answer.status}` : answer.reason;

/** The same task as its next attempt. A 5xx does not count as an execution. */
const nextAttempt = (delivery: Delivery, answer: DispatchAnswer, etaMs: number): Delivery => {
  const status = answer.name === 'answered' ? answer.status : undefined;
  return {
    ...delivery,
    etaMs,
    retryCount: delivery.retryCount + 1,
    executionCount: delivery.executionCount + (status !== undefined && status < 500 ? 1 : 0),
    previousResponse: status,
    retryReason: reasonOf(answer),
  };
};

const isTaken = (answer: DispatchAnswer): boolean =>
  answer.name === 'answered' && answer.status >= 200 && answer.status < 300;

/**
 * A queue inside the process: named tasks, delivered over HTTP with the headers of Cloud Tasks until a 2xx. It differs
 * where one machine cannot do otherwise: tasks are gone with the process (the sweep brings them back), and 429 or 503
 * slow one task down, not the whole queue.
 */
export function openInProcessQueue(options: InProcessOptions): InProcessQueue {
  const { addressOf, tokenFor, retry = QUEUE_RETRY, clock = systemClock, log = silent } = options;
  const deadlineMs = options.dispatchDeadlineMs ?? LONGEST_DEADLINE_MS;
  const names = takenNames(REMEMBER_NAMES_MS, MOST_NAMES);
  const timers = openTimers(clock);
  const holdings = openHoldings();

  const finish = ({ name, body }: Delivery) => {
    names.release(name, clock.now());
    holdings.remove(body.length);
  };

  const retryLater = (delivery: Delivery, answer: DispatchAnswer) => {
    const { name, taskName } = delivery;
    const attempts = delivery.retryCount + 1;
    const about = { task_name: taskName, queue_task: name, attempts, reason: reasonOf(answer) };
    if (attempts >= retry.maxAttempts) {
      log.error('A task was given up after its last attempt.', about);
      return finish(delivery);
    }
    const nowMs = clock.now();
    const asked = answer.name === 'answered' ? answer.retryAfter : undefined;
    const waitMs = Math.max(backoffMs(retry, attempts), retryAfterMs(asked, nowMs));
    log.warn('A delivery was not taken and will be tried again.', { ...about, wait_ms: waitMs });
    timers.after(waitMs, () => lanes.add(taskName, nextAttempt(delivery, answer, nowMs + waitMs)));
  };

  const deliver = async (delivery: Delivery, closing: AbortSignal): Promise<void> => {
    const deadline = new AbortController();
    const cancelDeadline = timers.after(deadlineMs, () => deadline.abort());
    const signal = AbortSignal.any([closing, deadline.signal]);
    const { address } = delivery;
    const answer = await dispatch({ address, attempt: delivery, body: delivery.body, tokenFor, signal });
    cancelDeadline();
    if (isTaken(answer)) finish(delivery);
    else if (!holdings.isClosed()) retryLater(delivery, answer);
  };

  const lanes = openLanes(options.concurrentPerTask ?? CONCURRENT_PER_TASK, deliver);

  const take = (task: QueueTask): Enqueued => {
    const body = taskBodyOf(task);
    holdings.checkRoom(body.length);
    const address = addressOf(task.app);
    const nowMs = clock.now();
    if (!names.take(task.name, nowMs)) return { taskId: task.name, existing: true };
    holdings.add(body.length);
    lanes.add(task.taskName, firstAttempt(task, address, body, nowMs));
    return { taskId: task.name, existing: false };
  };

  return {
    enqueue: (task) => Promise.resolve().then(() => take(task)),
    pause: lanes.pause,
    resume: lanes.resume,
    idle: holdings.idle,
    async close() {
      holdings.close();
      timers.cancelAll();
      await lanes.close();
    },
  };
}
