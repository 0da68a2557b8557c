import { RetryableError } from '@userport/errors';

/** Bodies that may wait in memory together; beyond it `enqueue` asks to come again. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Counts what is held, refuses more than fits, and tells when there is nothing left. */
export const openHoldings = (mostBytes = MOST_BYTES) => {
  const waiters: (() => void)[] = [];
  let tasks = 0;
  let bytes = 0;
  let closed = false;
  const tell = () => {
    if (tasks === 0 || closed) for (const resolve of waiters.splice(0)) resolve();
  };
  return {
    /** @throws RetryableError `queue_closed`, `queue_full` */
    checkRoom(more: number): void {
      if (closed)
        throw new RetryableError('The queue is closed; the process is stopping.', { code: 'queue_closed' });
      if (bytes + more <= mostBytes) return;
      const rule = `The in-process queue holds ${mostBytes} bytes and is full; send the task again later.`;
      throw new RetryableError(rule, { code: 'queue_full' });
    },
    add(size: number): void {
      tasks += 1;
      bytes += size;
    },
    remove(size: number): void {
      tasks -= 1;
      bytes -= size;
      tell();
    },
    idle(): Promise<void> {
      const idle = new Promise<void>((resolve) => waiters.push(resolve));
      tell();
      return idle;
    },
    isClosed: () => closed,
    close(): void {
      closed = true;
      tell();
    },
  };
};
