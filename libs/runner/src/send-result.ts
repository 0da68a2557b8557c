import type { EventKind, JsonObject, TaskEvent } from '@userport/contracts';
import { sha256Base32 } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import type { ForgetWatch } from './forget-watch';
import { type GenerationState, openRound, type RoundState } from './job-state';
import type { Lease } from './lease';
import { mayHaveArrived } from './may-have-arrived';
import { webhookIdOf } from './names';
import type { Env, JobStore, PageAnswer, StoredBody } from './ports';
import type { Settlement } from './settle';
import { type Place, type Unit, unitEvent } from './unit';

/** Which bodies go out, and as what. */
export interface Sending {
  readonly env: Env;
  readonly store: JobStore;
  readonly unit: Unit;
  readonly settlement: Settlement;
  /** What was known before; undefined when this delivery settled the result itself. */
  readonly before?: GenerationState | undefined;
  /** The claim under which it is sent, and its owner. */
  readonly epoch: number;
  readonly token: string;
  readonly lease: Pick<Lease, 'maySend' | 'sendSignal'>;
  readonly forget: Pick<ForgetWatch, 'isForgotten'>;
  /** The store's clock, ms since 1970. */
  storeNow(): number;
}

/** How the sending of a result ended. */
export type Sent =
  | { readonly name: 'all_accepted'; readonly sent: number }
  | { readonly name: 'not_taken'; readonly reason: string }
  | { readonly name: 'parked'; readonly reason: string }
  | { readonly name: 'forgotten' }
  | { readonly name: 'unfinished'; readonly reason: string; readonly retryAfterMs: number };

/** A receiver that answers 500 to the same body in this many deliveries, over this long, means it. */
const FAULTS_BEFORE_PARKING = 5;
const FAULTS_SPAN_MS = 10 * 60 * 1000;
/** Asked of the queue when the receiver named no time itself. */
const CALLBACK_RETRY_MS = 30_000;
/** Asked of the queue when only the time of this delivery was over. */
const GO_ON_MS = 1000;

const NOTHING_SENT: RoundState = { accepted: new Set(), notTaken: new Set(), refused: [] };

const positionsOf = (total: number): number[] => Array.from({ length: total }, (_, index) => index + 1);

type Refusal = Extract<PageAnswer, { kind: 'refused' | 'unanswered' }>;

/** What the receiver meant, without its own words: those may repeat what we sent, and are kept in the row alone. */
const reasonOf = (answer: Refusal): string =>
  answer.kind === 'unanswered' ? answer.reason : `it answered ${answer.httpStatus}`;

const isFaultForGood = (position: number, round: RoundState, storeNowMs: number): boolean => {
  const faults = round.refused.filter(
    (refusal) => refusal.position === position && refusal.detail['http_status'] === 500,
  );
  const sinceMs = Math.min(storeNowMs, ...faults.map(({ detail }) => Number(detail['store_ms'])));
  return faults.length + 1 >= FAULTS_BEFORE_PARKING && storeNowMs - sinceMs >= FAULTS_SPAN_MS;
};

/** The stored bytes of one body. A body that storage cannot show whole is a fault of storage, never skipped. */
async function bodyAt({ store, unit, settlement }: Sending, position: number): Promise<StoredBody> {
  const own = settlement.own?.get(position);
  if (own !== undefined) return own;
  const [body] = await store.readBodies(unit, unit.generation, settlement.token, [position]);
  if (body === undefined || sha256Base32(body.bytes) !== body.sha256) {
    const missing = `Body ${position} of ${settlement.total} is not to be seen whole in storage yet.`;
    throw new RetryableError(missing, { code: 'storage' });
  }
  return body;
}

/** Writes that are not waited for one by one, but all before the answer. */
function openJournal(store: JobStore) {
  const writes: Promise<void>[] = [];
  return {
    write(events: readonly TaskEvent[]): void {
      if (events.length === 0) return;
      const written = store.appendEvents(events);
      // Whoever flushes hears of it; until then it is nobody's unhandled rejection.
      written.catch(() => undefined);
      writes.push(written);
    },
    /**
     * Resolves when all is stored.
     * @throws the first error of any write, when all have ended
     */
    async flush(): Promise<void> {
      await Promise.allSettled(writes);
      await Promise.all(writes);
    },
  };
}

const STOPPED: PageAnswer = {
  kind: 'unanswered',
  reason: 'The delivery had to stop while the receiver was being called.',
  retryAfterMs: GO_ON_MS,
};

/**
 * Sends one body, unless the job was forgotten; undefined when the time for sending is over. Being given up means that
 * nothing is known of it.
 */
async function sendBody(
  sending: Sending,
  { bytes, total, once, position }: StoredBody,
  replay: boolean,
): Promise<PageAnswer | 'forgotten' | undefined> {
  const { env, unit, lease, forget } = sending;
  const { generation } = unit;
  const webhookId = webhookIdOf(unit, generation, position);
  if (await forget.isForgotten(() => lease.maySend())) return 'forgotten';
  if (!lease.maySend()) return undefined;
  try {
    const page = { webhookId, bytes, position, total, once, generation, replay };
    const answer = await env.callbacks.send(page, lease.sendSignal);
    // Seen so late, it may be the answer to a repeat: somebody else may have sent this body in the meantime.
    if (answer.kind === 'skipped' && !lease.maySend()) return STOPPED;
    return answer;
  } catch (error) {
    if (!lease.sendSignal.aborted) throw error;
    return STOPPED;
  }
}

const eventOf = (
  { env, unit }: Pick<Sending, 'env' | 'unit'>,
  kind: EventKind,
  place: Place = {},
): TaskEvent => unitEvent(unit, kind, env.clock.now(), place);

/** Says that the owner is done with its claim; written together with what it did last. */
const released = (sending: Sending): TaskEvent => {
  const { epoch, token } = sending;
  return eventOf(sending, 'claim_ended', { epoch, token, detail: { reason: 'released' } });
};

/**
 * Says that the job was forgotten, and ends the claim. Whoever forgot it may have died after it took the name at which
 * senders look: the tombstone is what all others see.
 */
const buried = (sending: Sending): TaskEvent[] => [eventOf(sending, 'forgotten'), released(sending)];

/** Writes down that a body was not taken, and either parks the result or leaves the rest to the next delivery. */
async function closeRefused(
  sending: Sending,
  at: {
    readonly position: number;
    readonly answer: Refusal;
    readonly round: RoundState;
    readonly number: number;
  },
): Promise<Sent> {
  const { position, answer, round, number } = at;
  const storeNowMs = Math.floor(sending.storeNow());
  const forGood = answer.kind === 'refused' && answer.forGood;
  const detail: JsonObject = {
    answer: answer.kind === 'refused' ? answer.answer : answer.reason,
    http_status: answer.httpStatus ?? null,
    may_have_arrived: !forGood,
    store_ms: storeNowMs,
  };
  const { epoch } = sending;
  const rows = [eventOf(sending, 'page_refused', { round: number, position, try: epoch, detail })];
  const parks = forGood || (answer.kind === 'refused' && isFaultForGood(position, round, storeNowMs));
  if (parks) rows.push(eventOf(sending, 'parked', { round: number, detail: { ...detail, position } }));
  await sending.store.appendEvents([...rows, released(sending)]);
  const which = `body ${position} of ${sending.settlement.total}`;
  if (parks) return { name: 'parked', reason: `The receiver refuses ${which}: ${reasonOf(answer)}.` };
  const retryAfterMs = (answer.kind === 'unanswered' ? answer.retryAfterMs : undefined) ?? CALLBACK_RETRY_MS;
  const reason = `The receiver did not take ${which}: ${reasonOf(answer)}`;
  return { name: 'unfinished', reason, retryAfterMs };
}

/** The time for sending was over before the next body left. */
async function stopUnsent(sending: Sending): Promise<Sent> {
  await sending.store.appendEvents([released(sending)]);
  const reason = 'The time of this delivery was over before all bodies were sent.';
  return { name: 'unfinished', reason, retryAfterMs: GO_ON_MS };
}

/**
 * Sends the bodies of a settled result in order, each after the answer to the one before, writes down every answer and
 * ends the claim. Bodies with a stored answer of this round are left out.
 * @throws RetryableError `storage`
 */
export async function sendResult(sending: Sending): Promise<Sent> {
  const { store, settlement, before, epoch } = sending;
  const number = before?.round ?? 1;
  const round: RoundState = before === undefined ? NOTHING_SENT : openRound(before);
  const open = positionsOf(settlement.total).filter(
    (position) => !round.accepted.has(position) && !round.notTaken.has(position),
  );
  const journal = openJournal(store);
  let notTaken = round.notTaken.size > 0 ? 'An earlier body of this result was not taken.' : undefined;
  const rows: TaskEvent[] = [];
  for (const position of open) {
    journal.write(rows.splice(0));
    const answer = await sendBody(sending, await bodyAt(sending, position), number > 1);
    if (answer === 'forgotten') {
      await journal.flush();
      await store.appendEvents(buried(sending));
      return { name: 'forgotten' };
    }
    if (answer === undefined || answer.kind === 'refused' || answer.kind === 'unanswered') {
      await journal.flush();
      return answer === undefined
        ? stopUnsent(sending)
        : closeRefused(sending, { position, answer, round, number });
    }
    const skipped = answer.kind === 'skipped' ? answer.reason : undefined;
    const taken = skipped === undefined || mayHaveArrived(position, before, epoch);
    if (!taken) notTaken = skipped;
    const { httpStatus } = answer;
    const detail = { http_status: httpStatus, ...(skipped === undefined ? {} : { skipped }) };
    rows.push(eventOf(sending, taken ? 'page_accepted' : 'not_taken', { round: number, position, detail }));
  }
  if (notTaken === undefined) rows.push(eventOf(sending, 'delivered', { round: number, detail: { epoch } }));
  // Whoever reads that it is over must be able to read all that came before.
  await journal.flush();
  await store.appendEvents([...rows, released(sending)]);
  return notTaken === undefined
    ? { name: 'all_accepted', sent: open.length }
    : { name: 'not_taken', reason: notTaken };
}

/**
 * Sends a delivered result again, as it is stored: no answer is written down, and what must not be applied twice stays
 * home. Answers how many bodies were taken; undefined when the job was forgotten.
 * @throws RetryableError `storage`
 */
export async function replayResult(sending: Sending): Promise<number | undefined> {
  let taken = 0;
  for (const position of positionsOf(sending.settlement.total)) {
    const body = await bodyAt(sending, position);
    if (body.once) continue;
    const answer = await sendBody(sending, body, true);
    if (answer === 'forgotten') {
      await sending.store.appendEvents(buried(sending));
      return undefined;
    }
    if (answer?.kind !== 'accepted' && answer?.kind !== 'skipped') {
      sending.env.log.warn('A replay was not taken; the result was delivered before.', { position });
      break;
    }
    taken += 1;
  }
  await sending.store.appendEvents([released(sending)]);
  return taken;
}
