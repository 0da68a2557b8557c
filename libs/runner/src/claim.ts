import { endOf, type GenerationState } from './job-state';
import { claimName } from './names';
import type { Holder, JobStore } from './ports';
import type { Unit } from './unit';

/** Claims that ended with neither a failure nor a result before the job is set aside. */
const CRASHES_BEFORE_QUARANTINE = 3;
/** More claims than any queue delivers; a bound, not a rule. */
const MOST_EPOCHS = 1000;

/** What asking for the right to run came to. */
export type ClaimAnswer =
  | { readonly name: 'granted'; readonly epoch: number; readonly atMs: number }
  | { readonly name: 'held'; readonly retryAfterMs: number }
  | { readonly name: 'crashed_too_often'; readonly crashes: number };

/** Who asks, and for how long. */
export interface ClaimRequest {
  readonly token: string;
  readonly leaseMs: number;
  /** The store's clock, as the lookup told it. */
  readonly nowMs: number;
  /** False while only sending is left to do: a result that exists is never quarantined. */
  readonly mayQuarantine: boolean;
  /** Called when storage left it open whether an epoch was won: whoever may hold it gives it back. */
  readonly onUnclear: (epoch: number) => Promise<void>;
}

const leaseOf = (holder: Holder): number => Number(holder.labels['lease_ms'] ?? 0);

/** Asks for one epoch of a generation. */
export const askForClaim = (
  store: Pick<JobStore, 'putIfAbsent'>,
  unit: Unit,
  epoch: number,
  { token, leaseMs }: Pick<ClaimRequest, 'token' | 'leaseMs'>,
): Promise<Holder> =>
  store.putIfAbsent(claimName(unit, unit.generation, epoch), token, {
    kind: 'claim',
    lease_ms: `${Math.round(leaseMs)}`,
    fingerprint: unit.fingerprint,
  });

const askOrGiveBack = async (
  store: Pick<JobStore, 'putIfAbsent'>,
  unit: Unit,
  epoch: number,
  request: ClaimRequest,
): Promise<Holder> => {
  try {
    return await askForClaim(store, unit, epoch, request);
  } catch (error) {
    await request.onUnclear(epoch);
    throw error;
  }
};

/** True when a claim is over: its owner said so, the engine proves the owner dead, or its lease lapsed by the store's clock. */
const isOver = (state: GenerationState | undefined, epoch: number, holder: Holder, nowMs: number): boolean =>
  endOf(state?.claims.get(epoch), holder.token) !== undefined ||
  holder.holderGone ||
  nowMs > holder.at.getTime() + leaseOf(holder);

const firstOpenEpoch = (state: GenerationState | undefined): number => {
  const last = Math.max(0, ...(state?.claims.keys() ?? []));
  const claim = state?.claims.get(last);
  if (last === 0) return 1;
  return endOf(claim, claim?.token) === undefined ? last : last + 1;
};

const endedByOwner = (state: GenerationState | undefined, before: number): number =>
  [...(state?.claims.values() ?? [])].filter(
    // Where the `claimed` event was lost, any end that was said is the owner's.
    ({ epoch, token, ends }) => epoch < before && (token === undefined ? ends.size > 0 : ends.has(token)),
  ).length;

/**
 * Walks the names of a generation's claims to the first that is free, and takes it. A claim whose event was lost in a
 * crash is still met, since names are never lost.
 * @param first the answer for epoch 1 when it was asked for already
 */
export async function claimGeneration(
  store: Pick<JobStore, 'putIfAbsent'>,
  unit: Unit,
  state: GenerationState | undefined,
  request: ClaimRequest,
  first?: Holder,
): Promise<ClaimAnswer> {
  for (let epoch = firstOpenEpoch(state); epoch <= MOST_EPOCHS; epoch += 1) {
    const crashes = epoch - 1 - endedByOwner(state, epoch);
    if (request.mayQuarantine && crashes >= CRASHES_BEFORE_QUARANTINE)
      return { name: 'crashed_too_often', crashes };
    const holder =
      epoch === 1 && first !== undefined ? first : await askOrGiveBack(store, unit, epoch, request);
    if (holder.won) return { name: 'granted', epoch, atMs: holder.at.getTime() };
    if (!isOver(state, epoch, holder, request.nowMs)) {
      return {
        name: 'held',
        retryAfterMs: Math.max(1000, holder.at.getTime() + leaseOf(holder) - request.nowMs),
      };
    }
  }
  return { name: 'crashed_too_often', crashes: MOST_EPOCHS };
}
