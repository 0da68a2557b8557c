/** What the queue says about a delivery. Information only: none of it is trusted for identity or for counting attempts. */
export interface DeliveryHeaders {
  /** Short id of the queue's task; empty when nobody said. */
  readonly queueTask: string;
  readonly queue: string;
  /** Deliveries of this queue task before this one, as far as the header makes sense; else 0. */
  readonly retryCount: number;
}

/** A queue is set to 100 attempts; more is not a count. */
const LARGEST_RETRY_COUNT = 1000;
const ID = /^[\w-]{1,500}$/;

const idOf = (text: string | undefined): string => (text !== undefined && ID.test(text) ? text : '');

/** Reads the `X-CloudTasks-*` headers; absent or absurd values count as not said. */
export function readDeliveryHeaders(headers: Readonly<Record<string, string>>): DeliveryHeaders {
  const count = Number(headers['x-cloudtasks-taskretrycount'] ?? 0);
  const sane = Number.isInteger(count) && count >= 0 && count <= LARGEST_RETRY_COUNT;
  return {
    queueTask: idOf(headers['x-cloudtasks-taskname']),
    queue: idOf(headers['x-cloudtasks-queuename']),
    retryCount: sane ? count : 0,
  };
}
