import { RetryableError, TerminalError } from '@userport/errors';
import type { PageAnswer } from '@userport/runner';

/** What is on the other side of a boundary; each fails in its own ways. */
export type Side = 'store' | 'receiver' | 'progress' | 'slot' | 'vendor' | 'queue' | 'sleep';

/** When the effect of a call takes place. */
type Effect = 'now' | 'never' | 'late';

/** What a fault does to one crossing of a boundary. */
export interface Fault {
  readonly name: string;
  readonly effect: Effect;
  /** The caller's process dies and hears nothing. */
  readonly dies?: true;
  /** The caller hears this instead of the answer. */
  readonly error?: () => Error;
  /** The receiver's answer instead of its own. */
  readonly answer?: PageAnswer;
  /** Also the next so many tries of the same operation. */
  readonly repeats?: number;
  /** The answer comes only when so much time has passed. */
  readonly slowMs?: number;
  /** The same happens to the next so many sends of this body, or calls of this kind, by whomever. */
  readonly sticky?: number;
}

const crash = (): Fault[] => [
  { name: 'crash before', effect: 'never', dies: true },
  { name: 'crash after', effect: 'now', dies: true },
];

const noAnswer = () => new RetryableError('Storage gave no answer.', { code: 'unreachable' });

/** As often as the runner tries one storage operation in place, less one. */
const ALL_TRIES = 2;

const storeFaults: Fault[] = [
  ...crash(),
  { name: 'error before', effect: 'never', error: noAnswer },
  { name: 'error after', effect: 'now', error: noAnswer },
  { name: 'applied late', effect: 'late', error: noAnswer },
  { name: 'outage before', effect: 'never', error: noAnswer, repeats: ALL_TRIES },
  { name: 'outage after', effect: 'now', error: noAnswer, repeats: ALL_TRIES },
  { name: 'outage, applied late', effect: 'late', error: noAnswer, repeats: ALL_TRIES },
];

/** One crash more than a job is allowed, so that it must be set aside. */
const CRASH_LOOP = 3;

const refused = (httpStatus: number, forGood: boolean): PageAnswer => ({
  kind: 'refused',
  httpStatus,
  // Receivers like to repeat what they were sent.
  answer: `CANARY-BODY is not wanted`,
  forGood,
});
const unanswered = (reason: string, httpStatus?: number): PageAnswer =>
  httpStatus === undefined
    ? { kind: 'unanswered', reason }
    : { kind: 'unanswered', reason, httpStatus, retryAfterMs: 7_000 };

const receiverFaults: Fault[] = [
  ...crash(),
  { name: 'refused for good', effect: 'never', answer: refused(422, true) },
  ...[1, 2, 3].map((times): Fault => ({
    name: `applied, then 500, ${times} times`,
    effect: 'now',
    answer: refused(500, false),
    sticky: times - 1,
  })),
  ...[1, 3].map((times): Fault => ({
    name: `503, ${times} times`,
    effect: 'never',
    answer: unanswered('busy', 503),
    sticky: times - 1,
  })),
  { name: 'timed out', effect: 'never', answer: unanswered('no answer in time') },
  { name: 'applied, then timed out', effect: 'now', answer: unanswered('no answer in time') },
  { name: 'arrives late', effect: 'late', answer: unanswered('no answer in time') },
  { name: 'hangs', effect: 'now', slowMs: 3_600_000 },
];

const vendorFaults: Fault[] = [
  ...crash(),
  { name: 'crash loop', effect: 'now', dies: true, sticky: CRASH_LOOP },
  {
    name: '429',
    effect: 'never',
    error: () => new RetryableError('The vendor is busy.', { code: 'vendor' }),
  },
  {
    name: '429 with Retry-After',
    effect: 'never',
    error: () => new RetryableError('The vendor is busy.', { code: 'vendor', retryAfterMs: 42_000 }),
  },
  {
    name: '5xx',
    effect: 'never',
    error: () => new RetryableError('The vendor is down.', { code: 'vendor' }),
  },
  {
    name: 'answer lost',
    effect: 'now',
    error: () => new RetryableError('The connection broke.', { code: 'vendor' }),
  },
  { name: 'malformed', effect: 'now', error: () => new SyntaxError('Unexpected token < at CANARY-BODY') },
  {
    name: 'refused for good',
    effect: 'never',
    error: () => new TerminalError('The vendor knows no such thing.', { code: 'vendor' }),
  },
  { name: 'slow past the deadline', effect: 'now', slowMs: 3_600_000 },
];

/** Every way in which each side fails. */
export const faultsOf: Readonly<Record<Side, readonly Fault[]>> = {
  store: storeFaults,
  receiver: receiverFaults,
  progress: [
    ...crash(),
    { name: 'lost', effect: 'never' },
    { name: 'hangs', effect: 'now', slowMs: 3_600_000 },
  ],
  slot: [...crash().slice(0, 1), { name: 'free after an hour', effect: 'now', slowMs: 3_600_000 }],
  vendor: vendorFaults,
  queue: storeFaults.filter(({ repeats }) => repeats === undefined),
  sleep: crash().slice(0, 1),
};
