import type { JsonObject, ResultKind } from '@userport/contracts';
import type { GenerationState, SettledState } from './job-state';
import { FORGOTTEN } from './judge';
import { settlingName } from './names';
import type { Outcome } from './outcome';
import { type ClaimedRun, type Run } from './run';
import { replayResult, type Sending, sendResult } from './send-result';
import { settledEvent, type Settlement } from './settle';

/** What is sent, and how the answer to the queue is told. */
export interface Deliverable {
  readonly settlement: Settlement;
  /** What was known before; undefined when this delivery settled the result itself. */
  readonly before?: GenerationState | undefined;
  readonly summary: JsonObject;
}

const NAMES = { success: 'delivered', failure: 'failed', cancelled: 'cancelled' } as const;

const sendingOf = (
  { run, epoch, lease, claimedAtMs }: ClaimedRun,
  { settlement, before }: Pick<Deliverable, 'settlement' | 'before'>,
): Sending => ({
  ...{ env: run.env, store: run.store, unit: run.unit, token: run.token, forget: run.forget },
  ...{ settlement, before, epoch, lease },
  storeNow: () => claimedAtMs + run.env.clock.monotonicMs() - run.startedMs,
});

/** Sends a settled result and says how the delivery ended. */
export async function deliver(claimed: ClaimedRun, deliverable: Deliverable): Promise<Outcome> {
  const { settlement, before, summary } = deliverable;
  const sent = await sendResult(sendingOf(claimed, deliverable));
  if (sent.name === 'forgotten') return FORGOTTEN;
  if (sent.name === 'parked') return sent;
  if (sent.name === 'not_taken') return { name: 'not_taken', summary: { ...summary, reason: sent.reason } };
  if (sent.name === 'unfinished')
    return { name: 'callback_failed', reason: sent.reason, retryAfterMs: sent.retryAfterMs };
  if (before !== undefined) return { name: 'resumed', summary: { ...summary, sent: sent.sent } };
  return { name: NAMES[settlement.kind], summary };
}

/** A result as its `settled` event tells it. */
export const settlementIn = ({ token, kind, total }: SettledState): Settlement => ({
  ...{ token, kind, total, won: false },
});

/** Sends a delivered result again. */
export async function replay(claimed: ClaimedRun, settlement: Settlement): Promise<Outcome> {
  const taken = await replayResult(sendingOf(claimed, { settlement }));
  if (taken === undefined) return FORGOTTEN;
  return { name: 'replayed', summary: { bodies: settlement.total, taken } };
}

/** Finishes what the winner of the vote left undone: makes its `settled` event durable. */
export async function adopt(run: Run): Promise<Settlement | undefined> {
  const holder = await run.store.holderOf(settlingName(run.unit, run.unit.generation));
  if (holder === undefined) return undefined;
  await run.store.appendEvents([settledEvent(run.unit, holder.token, holder.labels, run.env.clock.now())]);
  const { kind, total } = holder.labels;
  return { token: holder.token, kind: kind as ResultKind, total: Number(total), won: false };
}
