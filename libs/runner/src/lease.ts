import { RetryableError } from '@userport/errors';
import type { Clock } from './ports';

/** The runner stops its own work here, well before anyone else may begin. */
const WORK_SHARE = 0.8;
/** Sending stored bytes may go on a little longer: it pays nothing. */
const SEND_SHARE = 0.95;

/** Why a run stops before its time. */
export type StopReason = 'lease_over' | 'draining' | 'settled_elsewhere' | 'forgotten' | 'ended';

const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  lease_over: 'The time for this delivery is used up; the next one goes on.',
  draining: 'This instance is stopping; another one goes on.',
  settled_elsewhere: 'The job was settled elsewhere in the meantime.',
  forgotten: 'The job was forgotten in the meantime.',
  ended: 'The run of this task is over; what it left behind may not go on.',
};

const stopped = (reason: StopReason): RetryableError =>
  new RetryableError(STOP_WORDS[reason], { code: reason });

/** The right to work, as its owner measures it: on the monotonic clock, from before the claim was sent. */
export interface Lease {
  /** Aborted when work must stop. */
  readonly signal: AbortSignal;
  /** Aborted when sending must stop. */
  readonly sendSignal: AbortSignal;
  /** Why `signal` was aborted, once it was. */
  stopReason(): StopReason | undefined;
  /**
   * Call in the same turn as a paid request: timers may be late, the clock is not.
   * @throws RetryableError with the reason as code
   */
  check(): void;
  /** False when sending must stop. Look in the same turn as the send, for the same reason. */
  maySend(): boolean;
  stop(reason: StopReason): void;
  /** Stops the timers. */
  close(): void;
}

/** Opens a lease that began at `startMs` of the monotonic clock. */
export function openLease(clock: Clock, startMs: number, leaseMs: number, drain: AbortSignal): Lease {
  const work = new AbortController();
  const send = new AbortController();
  let reason: StopReason | undefined;
  const stop = (why: StopReason) => {
    if (reason !== undefined) return;
    reason = why;
    work.abort(stopped(why));
  };
  const leftMs = (share: number) => startMs + leaseMs * share - clock.monotonicMs();
  const onDrain = () => {
    stop('draining');
    send.abort(stopped('draining'));
  };
  const cancels = [
    clock.after(leftMs(WORK_SHARE), () => stop('lease_over')),
    clock.after(leftMs(SEND_SHARE), () => send.abort(stopped('lease_over'))),
  ];
  drain.addEventListener('abort', onDrain);
  if (drain.aborted) onDrain();
  return {
    signal: work.signal,
    sendSignal: send.signal,
    stopReason: () => reason,
    check() {
      if (reason === undefined && leftMs(WORK_SHARE) <= 0) stop('lease_over');
      if (reason !== undefined) throw stopped(reason);
    },
    maySend() {
      if (leftMs(SEND_SHARE) <= 0) send.abort(stopped('lease_over'));
      return !send.signal.aborted;
    },
    stop,
    close() {
      for (const cancel of cancels) cancel();
      drain.removeEventListener('abort', onDrain);
    },
  };
}
