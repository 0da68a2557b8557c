import type { JsonObject, ResultKind, TaskEvent } from '@userport/contracts';
import { canonicalJson } from '@userport/contracts';

/** How a claim's owner said that it is over; `unsure` when something may have been sent that is not written down. */
export type ClaimEnd = 'failed' | 'released' | 'drained' | 'superseded' | 'unsure';

/** A claim as its events tell it; one that crashed before its event is known by its name alone. */
export interface ClaimState {
  readonly epoch: number;
  readonly token?: string | undefined;
  readonly atMs?: number | undefined;
  readonly leaseMs?: number | undefined;
  /** Who said that it is over, by token. Only the owner's word counts. */
  readonly ends: ReadonlyMap<string, ClaimEnd>;
}

/** How the owner of a claim ended it; undefined while it did not. */
export const endOf = (claim: ClaimState | undefined, token: string | undefined): ClaimEnd | undefined =>
  token === undefined ? undefined : claim?.ends.get(token);

/** A settled result. */
export interface SettledState {
  readonly token: string;
  readonly kind: ResultKind;
  readonly total: number;
  /** The epoch that settled it; 0 when nobody ran, as with a cancel. */
  readonly epoch: number;
  readonly at: Date;
  readonly detail: JsonObject;
}

/** One answer of the receiver that was no acceptance. */
export interface RefusalState {
  readonly position: number;
  readonly epoch: number;
  readonly at: Date;
  readonly detail: JsonObject;
}

/** One round of delivery: the first, and one for each redeliver. */
export interface RoundState {
  readonly accepted: ReadonlySet<number>;
  readonly notTaken: ReadonlySet<number>;
  readonly refused: readonly RefusalState[];
  readonly delivered?: TaskEvent | undefined;
  readonly notTakenEvent?: TaskEvent | undefined;
  readonly parked?: TaskEvent | undefined;
}

/** One life of a unit of work. */
export interface GenerationState {
  readonly generation: number;
  readonly requested?: TaskEvent | undefined;
  readonly enqueued: readonly TaskEvent[];
  readonly claims: ReadonlyMap<number, ClaimState>;
  readonly failedAttempts: readonly TaskEvent[];
  readonly settled?: SettledState | undefined;
  readonly quarantined?: TaskEvent | undefined;
  readonly cancelled?: TaskEvent | undefined;
  /** Parked apart from any round of delivery: a payload that nobody can read, or a request too old to go on. */
  readonly unreadable?: TaskEvent | undefined;
  readonly rejected: readonly TaskEvent[];
  /** The tombstone, if the job was forgotten; it stands for every generation, also for one that came after it. */
  readonly forgotten?: TaskEvent | undefined;
  /** The round that is open or was closed last; 1 unless an operator asked again. */
  readonly round: number;
  readonly rounds: ReadonlyMap<number, RoundState>;
}

/** The whole life of one unit of work. */
export interface JobState {
  /** By number, ascending; empty for a job that was never asked for. */
  readonly generations: readonly GenerationState[];
}

const byId = (events: readonly TaskEvent[]): TaskEvent[] => {
  const kept = new Map<string, TaskEvent>();
  const rank = (event: TaskEvent) =>
    `${event.at.toISOString()} ${event.token ?? ''} ${canonicalJson(event.detail)}`;
  for (const event of events) {
    const other = kept.get(event.eventId);
    if (other === undefined || rank(event) < rank(other)) kept.set(event.eventId, event);
  }
  return [...kept.values()].sort((a, b) => placeOf(a) - placeOf(b) || (a.eventId < b.eventId ? -1 : 1));
};

/** Epochs, rounds, positions and tries are small: this orders events of one kind within a generation. */
const placeOf = (event: TaskEvent): number =>
  ((event.epoch ?? 0) + (event.round ?? 0)) * 1e9 + (event.position ?? 0) * 1e4 + (event.try ?? 0);

const claimsOf = (events: readonly TaskEvent[]): Map<number, ClaimState> => {
  const claims = new Map<number, ClaimState>();
  const known = (epoch: number): ClaimState => claims.get(epoch) ?? { epoch, ends: new Map() };
  for (const { kind, epoch = 0, token = '', at, detail } of events) {
    if (kind === 'claimed') {
      const atMs = Number(detail['claimed_at_ms'] ?? at.getTime());
      claims.set(epoch, { ...known(epoch), token, atMs, leaseMs: Number(detail['lease_ms'] ?? 0) });
    }
    // The last failure is written together with the result that it leads to: its owner still has to send that.
    const goesOn = kind === 'attempt_failed' && detail['settles'] === true;
    const end = goesOn
      ? undefined
      : kind === 'attempt_failed'
        ? 'failed'
        : kind === 'claim_ended'
          ? (detail['reason'] as ClaimEnd)
          : undefined;
    if (end !== undefined && known(epoch).ends.get(token) !== 'failed') {
      claims.set(epoch, { ...known(epoch), ends: new Map([...known(epoch).ends, [token, end]]) });
    }
  }
  return claims;
};

const roundOf = (events: readonly TaskEvent[]): RoundState => {
  const positions = (kind: TaskEvent['kind']) =>
    new Set(
      events
        .filter((event) => event.kind === kind && event.position !== undefined)
        .map((event) => event.position ?? 0),
    );
  return {
    accepted: positions('page_accepted'),
    notTaken: positions('not_taken'),
    refused: events
      .filter((event) => event.kind === 'page_refused')
      .map(({ position = 0, try: epoch = 0, at, detail }) => ({ position, epoch, at, detail })),
    delivered: events.find((event) => event.kind === 'delivered'),
    notTakenEvent: events.find((event) => event.kind === 'not_taken'),
    parked: events.find((event) => event.kind === 'parked'),
  };
};

const settledOf = (event: TaskEvent | undefined): SettledState | undefined =>
  event && {
    token: event.token ?? '',
    kind: event.detail['kind'] as ResultKind,
    total: Number(event.detail['total']),
    epoch: Number(event.detail['epoch'] ?? 0),
    at: event.at,
    detail: event.detail,
  };

const foldGeneration = (generation: number, events: readonly TaskEvent[]): GenerationState => {
  const of = (kind: TaskEvent['kind']) => events.filter((event) => event.kind === kind);
  const numbers = events.map((event) => event.round ?? 0);
  const rounds = [...new Set([1, ...numbers.filter((round) => round > 0)])].sort((a, b) => a - b);
  return {
    generation,
    requested: of('requested')[0],
    enqueued: of('enqueued'),
    claims: claimsOf(events),
    failedAttempts: of('attempt_failed'),
    settled: settledOf(of('settled')[0]),
    quarantined: of('quarantined')[0],
    cancelled: of('cancelled')[0],
    unreadable: of('parked').find((event) => event.round === undefined),
    rejected: of('rejected'),
    round: Math.max(...rounds),
    rounds: new Map(rounds.map((round) => [round, roundOf(events.filter((event) => event.round === round))])),
  };
};

/** What may be written of a generation that nobody asked for: a refused delivery, and a claim given back unused. */
const STRAY_KINDS: ReadonlySet<TaskEvent['kind']> = new Set(['rejected', 'claim_ended']);

/** A job's life, and the numbers that deliveries have named and that nothing came of (yet). */
export interface JobWithStrays extends JobState {
  readonly strays: readonly GenerationState[];
}

/** See {@link foldJob}; for a delivery, which must also see the claims of a generation that it may begin itself. */
export function foldWithStrays(events: readonly TaskEvent[]): JobWithStrays {
  const groups = [...Map.groupBy(byId(events), (event) => event.generation)].sort(([a], [b]) => a - b);
  const forgotten = groups.flatMap(([, group]) => group).find(({ kind }) => kind === 'forgotten');
  const states = groups.map(([generation, group]) => ({
    isStray: group.every((event) => STRAY_KINDS.has(event.kind)),
    state: { ...foldGeneration(generation, group), forgotten },
  }));
  return {
    generations: states.filter(({ isStray }) => !isStray).map(({ state }) => state),
    strays: states.filter(({ isStray }) => isStray).map(({ state }) => state),
  };
}

/**
 * Folds the events of one unit of work into its state. Pure, and a function of the set of events: order and doubles
 * change nothing. A number that only refused deliveries have named is no generation, unless there is nothing else.
 */
export function foldJob(events: readonly TaskEvent[]): JobState {
  const { generations, strays } = foldWithStrays(events);
  if (generations.length > 0) return { generations };
  return { generations: strays.filter(({ rejected }) => rejected.length > 0) };
}

const NO_EVENTS: RoundState = { accepted: new Set(), notTaken: new Set(), refused: [] };

/** The round of delivery that counts now. */
export const openRound = (state: GenerationState): RoundState => state.rounds.get(state.round) ?? NO_EVENTS;

/** The n that the next enqueue of this generation takes. */
export const nextEnqueue = (state: GenerationState | undefined): number =>
  Math.max(0, ...(state?.enqueued ?? []).map((event) => event.try ?? 0)) + 1;
