import type { JsonObject, TaskEvent } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { endOf, type GenerationState, openRound, type RoundState } from './job-state';
import { webhookIdOf } from './names';
import type { Env, JobStore, PageAnswer, StoredBody } from './ports';
import type { Settlement } from './settle';
import { type Unit, unitEvent } from './unit';

/** Which bodies go out, and as what. */
export interface Sending {
  readonly unit: Unit;
  readonly settlement: Settlement;
  /** What was known when the delivery began; undefined when this delivery settled the result itself. */
  readonly before?: GenerationState | undefined;
  /** The claim under which it is sent, and its owner. */
  readonly epoch: number;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** How the sending of a result ended. */
export type Sent =
  | { readonly name: 'all_accepted'; readonly sent: number }
  | { readonly name: 'not_taken'; readonly reason: string }
  | { readonly name: 'parked'; readonly reason: string }
  | { readonly name: 'unfinished'; readonly reason: string; readonly retryAfterMs: number };

/** A receiver that answers 500 to the same body in this many deliveries, over this long, means it. */
const FAULTS_BEFORE_PARKING = 5;
const FAULTS_SPAN_MS = 10 * 60 * 1000;
/** Asked of the queue when the receiver named no time itself. */
const CALLBACK_RETRY_MS = 30_000;

const NOTHING_SENT: RoundState = { accepted: new Set(), notTaken: new Set(), refused: [] };

const positionsOf = (total: number): number[] => Array.from({ length: total }, (_, index) => index + 1);

const refusalDetail = (answer: Refusal): JsonObject => ({
  answer: answer.kind === 'refused' ? answer.answer : answer.reason,
  http_status: answer.httpStatus ?? null,
  unanswered: answer.kind === 'unanswered',
});

/** Claims of which it is written down how their sending ended. */
const closedEpochs = ({ rounds }: GenerationState): Set<number> =>
  new Set(
    [...rounds.values()]
      .flatMap(({ delivered, notTakenEvent, parked }) => [delivered, notTakenEvent, parked])
      .map((event) => Number(event?.detail['epoch'] ?? 0)),
  );

/** Whether an earlier delivery may have sent this body without having been able to say so. */
function mayHaveArrived(position: number, before: GenerationState | undefined, round: RoundState): boolean {
  if (before?.settled === undefined) return false;
  if (round.refused.some((refusal) => refusal.position === position && refusal.detail['unanswered'] === true))
    return true;
  const settledIn = before.settled.epoch;
  const closed = closedEpochs(before);
  return [...before.claims.values()].some((claim) => {
    if (claim.epoch < settledIn || closed.has(claim.epoch)) return false;
    const end = endOf(claim, claim.token);
    return end === undefined || end === 'unsure';
  });
}

const isFaultForGood = (position: number, round: RoundState, nowMs: number): boolean => {
  const faults = round.refused.filter(
    (refusal) => refusal.position === position && refusal.detail['http_status'] === 500,
  );
  const firstMs = Math.min(nowMs, ...faults.map((fault) => fault.at.getTime()));
  return faults.length + 1 >= FAULTS_BEFORE_PARKING && nowMs - firstMs >= FAULTS_SPAN_MS;
};

/** The stored bytes of one body. A body that storage cannot show whole is a fault of storage, never skipped. */
export async function bodyAt(
  store: JobStore,
  unit: Unit,
  settlement: Settlement,
  position: number,
): Promise<StoredBody> {
  const own = settlement.own?.get(position);
  if (own !== undefined) return own;
  const [body] = await store.readBodies(unit, unit.generation, settlement.token, [position]);
  if (body === undefined) {
    const missing = `Body ${position} of ${settlement.total} is not to be seen in storage yet.`;
    throw new RetryableError(missing, { code: 'storage' });
  }
  return body;
}

/** Writes that are not waited for one by one, but all before the answer. */
function openJournal(store: JobStore) {
  const writes: Promise<unknown>[] = [];
  return {
    write(events: readonly TaskEvent[]): void {
      writes.push(
        store.appendEvents(events).then(
          () => undefined,
          (error: unknown) => error,
        ),
      );
    },
    /** @throws the first error of any write */
    async flush(): Promise<void> {
      const errors = (await Promise.all(writes)).filter((error) => error !== undefined);
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** Sends one body; being aborted means that nothing is known of it. */
async function sendBody(
  env: Env,
  store: JobStore,
  sending: Sending,
  position: number,
  replay: boolean,
): Promise<PageAnswer> {
  const { unit, settlement, signal } = sending;
  const { bytes, total, once } = await bodyAt(store, unit, settlement, position);
  const webhookId = webhookIdOf(unit, unit.generation, position);
  try {
    return await env.callbacks.send(
      { webhookId, bytes, position, total, once, generation: unit.generation, replay },
      signal,
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    return {
      kind: 'unanswered',
      reason: 'The delivery had to stop while the receiver was being called.',
      retryAfterMs: 0,
    };
  }
}

type Refusal = Extract<PageAnswer, { kind: 'refused' | 'unanswered' }>;

/** Writes down that a body was not taken, and either parks the result or gives the claim back. */
async function closeRefused(
  env: Env,
  store: JobStore,
  sending: Sending,
  at: {
    readonly position: number;
    readonly answer: Refusal;
    readonly round: RoundState;
    readonly number: number;
  },
): Promise<Sent> {
  const { unit, epoch, token } = sending;
  const { position, answer, round, number } = at;
  const nowMs = env.clock.now();
  const detail = refusalDetail(answer);
  const reason = answer.kind === 'refused' ? answer.answer : answer.reason;
  const refused = unitEvent(unit, 'page_refused', nowMs, { round: number, position, try: epoch, detail });
  const faulty = answer.kind === 'refused' && (answer.forGood || isFaultForGood(position, round, nowMs));
  if (faulty) {
    await store.appendEvents([
      refused,
      unitEvent(unit, 'parked', nowMs, { round: number, detail: { ...detail, position, epoch } }),
    ]);
    return {
      name: 'parked',
      reason: `The receiver refuses body ${position} of ${sending.settlement.total}: ${reason}`,
    };
  }
  await store.appendEvents([
    refused,
    unitEvent(unit, 'claim_ended', nowMs, { epoch, token, detail: { reason: 'released' } }),
  ]);
  const retryAfterMs = (answer.kind === 'unanswered' ? answer.retryAfterMs : undefined) ?? CALLBACK_RETRY_MS;
  return {
    name: 'unfinished',
    reason: `Body ${position} of ${sending.settlement.total} was not taken: ${reason}`,
    retryAfterMs,
  };
}

/** The time for sending was over before the next body left: the claim is given back. */
async function stopUnsent(env: Env, store: JobStore, { unit, epoch, token }: Sending): Promise<Sent> {
  const detail = { reason: 'released' };
  await store.appendEvents([unitEvent(unit, 'claim_ended', env.clock.now(), { epoch, token, detail })]);
  return {
    name: 'unfinished',
    reason: 'The time of this delivery was over before all bodies were sent.',
    retryAfterMs: 1000,
  };
}

/**
 * Sends the bodies of a settled result in order, each after the answer to the one before, and writes down every
 * answer. Bodies with a stored answer of this round are left out.
 * @throws RetryableError `storage`
 */
export async function sendResult(env: Env, store: JobStore, sending: Sending): Promise<Sent> {
  const { unit, settlement, before, epoch } = sending;
  const number = before?.round ?? 1;
  const round: RoundState = before === undefined ? NOTHING_SENT : openRound(before);
  const open = positionsOf(settlement.total).filter(
    (position) => !round.accepted.has(position) && !round.notTaken.has(position),
  );
  const journal = openJournal(store);
  let notTaken = round.notTaken.size > 0 ? 'An earlier body of this result was not taken.' : undefined;
  for (const position of open) {
    if (sending.signal.aborted) {
      await journal.flush();
      return stopUnsent(env, store, sending);
    }
    const answer = await sendBody(env, store, sending, position, number > 1);
    if (answer.kind === 'refused' || answer.kind === 'unanswered') {
      await journal.flush();
      return closeRefused(env, store, sending, { position, answer, round, number });
    }
    const skipped = answer.kind === 'skipped' ? answer.reason : undefined;
    const taken = skipped === undefined || mayHaveArrived(position, before, round);
    if (!taken) notTaken = skipped;
    const detail: JsonObject = {
      http_status: answer.httpStatus,
      ...(skipped === undefined ? {} : { skipped }),
    };
    const nowMs = env.clock.now();
    const answered = unitEvent(unit, taken ? 'page_accepted' : 'not_taken', nowMs, {
      round: number,
      position,
      detail,
    });
    const last = position === open.at(-1) && notTaken === undefined;
    journal.write(
      last
        ? [answered, unitEvent(unit, 'delivered', nowMs, { round: number, detail: { epoch } })]
        : [answered],
    );
  }
  if (open.length === 0 && notTaken === undefined)
    journal.write([unitEvent(unit, 'delivered', env.clock.now(), { round: number, detail: { epoch } })]);
  await journal.flush();
  return notTaken === undefined
    ? { name: 'all_accepted', sent: open.length }
    : { name: 'not_taken', reason: notTaken };
}

/**
 * Sends a delivered result again, as it is stored: nothing is written down, and what must not be applied twice stays
 * home once it was accepted. Answers how many bodies were taken.
 */
export async function replayResult(env: Env, store: JobStore, sending: Sending): Promise<number> {
  let taken = 0;
  for (const position of positionsOf(sending.settlement.total)) {
    const body = await bodyAt(store, sending.unit, sending.settlement, position);
    if (body.once) continue;
    const answer = await sendBody(env, store, sending, position, true);
    if (answer.kind !== 'accepted' && answer.kind !== 'skipped') {
      env.log.warn('A replay was not taken; the result was delivered before.', { position });
      return taken;
    }
    taken += 1;
  }
  return taken;
}
