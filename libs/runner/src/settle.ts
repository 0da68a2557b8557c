import { type CallbackBody, type JsonObject, type ResultKind, type TaskEvent } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { settlingName } from './names';
import type { BodyHead, FixedBody, JobStore, StoredBody } from './ports';
import { type Unit, unitEvent } from './unit';

/** A result about to be settled. */
export interface ResultToSettle {
  readonly kind: ResultKind;
  readonly bodies: readonly CallbackBody[] | AsyncIterable<CallbackBody>;
  readonly total: number;
  /** The claim under which it came about; 0 when nobody ran. */
  readonly epoch: number;
  /** Further events to store together with `settled`, such as the failed attempt behind it. */
  readonly alongside?: readonly TaskEvent[];
  /** What else must be stored before the vote, waited for once the bodies are. */
  readonly beforeVote?: () => Promise<void>;
}

/** What settling needs from outside. */
export interface SettlingTools {
  readonly store: Pick<JobStore, 'appendBodies' | 'appendEvents' | 'putIfAbsent'>;
  fix(body: CallbackBody): FixedBody;
  readonly token: string;
  now(): number;
}

/** The one result of a generation, whoever settled it. */
export interface Settlement {
  readonly token: string;
  readonly kind: ResultKind;
  readonly total: number;
  readonly won: boolean;
  /** The bodies, when they are the caller's own and few bytes; otherwise they are read back. */
  readonly own?: ReadonlyMap<number, StoredBody>;
}

/** One append carries at most this much: below the 10 MB that a BigQuery insert takes, base64 included. */
const APPEND_BYTES = 4 * 1024 * 1024;
const APPEND_ROWS = 100;
/** Own bytes up to this much are kept in memory for sending; larger results are read back body by body. */
const KEPT_BYTES = 4 * 1024 * 1024;

/** Stores all bodies under the settler's token, in appends of bounded size; answers them if they are few bytes. */
async function storeBodies(
  tools: SettlingTools,
  unit: Unit,
  result: ResultToSettle,
): Promise<Map<number, StoredBody> | undefined> {
  let own: Map<number, StoredBody> | undefined = new Map();
  let held: StoredBody[] = [];
  let heldBytes = 0;
  let keptBytes = 0;
  let position = 0;
  const flush = async () => {
    if (held.length > 0) await tools.store.appendBodies(unit, unit.generation, held);
    held = [];
    heldBytes = 0;
  };
  for await (const body of result.bodies) {
    position += 1;
    const fixed = tools.fix(body);
    if (heldBytes + fixed.bytes.length > APPEND_BYTES || held.length >= APPEND_ROWS) await flush();
    const { kind, total } = result;
    const stored = { ...fixed, token: tools.token, kind, position, total, fingerprint: unit.fingerprint };
    held.push(stored);
    heldBytes += fixed.bytes.length;
    keptBytes += fixed.bytes.length;
    if (keptBytes > KEPT_BYTES) own = undefined;
    own?.set(position, stored);
  }
  if (position !== result.total || position === 0) {
    const rule = `A result of ${result.total} bodies held ${position}; the task must say the true total, at least 1.`;
    throw new TerminalError(rule, { code: 'result_total' });
  }
  await flush();
  return own;
}

/** Whether settling was won is not known: nothing may be sent, nothing run, and the lease is kept. */
export const SETTLING_UNKNOWN = 'settling_unknown';

const unclear = (cause: unknown): RetryableError =>
  new RetryableError('Whether the result was settled is not known yet; the next delivery will find out.', {
    cause,
    code: SETTLING_UNKNOWN,
  });

/**
 * Votes for a stored set of bodies and makes the winner's `settled` event durable, be it one's own or another's.
 * @throws RetryableError {@link SETTLING_UNKNOWN}
 */
export async function vote(
  tools: Pick<SettlingTools, 'store' | 'now'>,
  unit: Unit,
  set: { readonly token: string; readonly kind: ResultKind; readonly total: number; readonly epoch: number },
  alongside: readonly TaskEvent[] = [],
): Promise<Settlement> {
  try {
    const labels = {
      kind: set.kind,
      total: `${set.total}`,
      epoch: `${set.epoch}`,
      fingerprint: unit.fingerprint,
    };
    const holder = await tools.store.putIfAbsent(settlingName(unit, unit.generation), set.token, labels);
    const settlement = settlementOf(holder.token, holder.labels, holder.won);
    const settled = settledEvent(unit, holder.token, holder.labels, tools.now());
    await tools.store.appendEvents(holder.won ? [...alongside, settled] : [settled]);
    return settlement;
  } catch (cause) {
    throw unclear(cause);
  }
}

const settlementOf = (token: string, labels: Readonly<Record<string, string>>, won: boolean): Settlement => ({
  token,
  kind: labels['kind'] as ResultKind,
  total: Number(labels['total']),
  won,
});

/** The `settled` event as anyone writes it who knows the holder of the settling's name. */
export function settledEvent(
  unit: Unit,
  token: string,
  labels: Readonly<Record<string, string>>,
  nowMs: number,
): TaskEvent {
  const detail: JsonObject = {
    kind: labels['kind'] ?? '',
    total: Number(labels['total']),
    epoch: Number(labels['epoch']),
  };
  return unitEvent(unit, 'settled', nowMs, { token, detail });
}

/**
 * Settles a result in four steps: bodies under one's own token, the vote, the `settled` event; only then may anyone
 * send. Losing the vote is no error: the winner's result is answered.
 * @throws RetryableError `storage` while nothing is decided; {@link SETTLING_UNKNOWN} when the vote's end is unclear
 * @throws TerminalError `body_too_large`, `result_total`
 */
export async function settle(tools: SettlingTools, unit: Unit, result: ResultToSettle): Promise<Settlement> {
  const own = await storeBodies(tools, unit, result);
  await result.beforeVote?.();
  const { kind, total, epoch } = result;
  const settlement = await vote(tools, unit, { token: tools.token, kind, total, epoch }, result.alongside);
  return settlement.won && own !== undefined ? { ...settlement, own } : settlement;
}

/** The token of a complete, unsettled set of success bodies for this fingerprint; the smallest if there are several. */
export function completeSuccess(bodies: readonly BodyHead[], fingerprint: string): BodyHead | undefined {
  const sets = Map.groupBy(
    bodies.filter((body) => body.kind === 'success' && body.fingerprint === fingerprint),
    (body) => body.token,
  );
  const whole = [...sets.values()].filter(
    (set) => new Set(set.map((body) => body.position)).size === (set[0]?.total ?? Number.NaN),
  );
  return whole.map((set) => set[0]).sort((a, b) => ((a?.token ?? '') < (b?.token ?? '') ? -1 : 1))[0];
}
