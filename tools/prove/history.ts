import type { TaskEvent } from '@userport/contracts';
import { claimName, forgetName, generationName, settlingName } from '../../libs/runner/src/names';
import type { Holder, StoredBody } from '@userport/runner';
import type { Actor, Deed } from './crossing';
import { lifeOf, placeOf } from './memory-store';
import type { Simulation } from './simulation';

/** A claim as the store granted it. */
export interface Claim {
  readonly generation: number;
  readonly epoch: number;
  readonly token: string;
  readonly atMs: number;
  readonly leaseMs: number;
  readonly owner: Actor | undefined;
}

/** One run of the task's own code. */
export interface Execution {
  readonly actor: Actor;
  readonly generation: number;
  readonly claim: Claim | undefined;
  ended: boolean;
}

/** Who holds the settling of a generation. */
export interface Settling {
  readonly token: string;
  readonly kind: string;
  readonly total: number;
}

/** What a name elects. */
type Meaning =
  | { readonly what: 'generation' | 'settling'; readonly generation: number }
  | { readonly what: 'forgetting'; readonly generation: 0 }
  | { readonly what: 'claim'; readonly generation: number; readonly epoch: number };

const MOST_GENERATIONS = 6;
const MOST_EPOCHS = 60;

/** What the names of one unit of work mean: its own names, read backwards. */
export function meaningsOf(key: Simulation['key']): ReadonlyMap<string, Meaning> {
  const meanings = new Map<string, Meaning>([[forgetName(key), { what: 'forgetting', generation: 0 }]]);
  for (let generation = 1; generation <= MOST_GENERATIONS; generation += 1) {
    meanings.set(generationName(key, generation), { what: 'generation', generation });
    meanings.set(settlingName(key, generation), { what: 'settling', generation });
    for (let epoch = 1; epoch <= MOST_EPOCHS; epoch += 1)
      meanings.set(claimName(key, generation, epoch), { what: 'claim', generation, epoch });
  }
  return meanings;
}

/** All that has become true in a simulation, seen from outside the runner, and when (in ticks). */
export interface History {
  tick(): number;
  next(): number;
  readonly claims: Map<string, Claim>;
  /** Claims that their owner has ended, by generation, epoch and token. */
  readonly ends: Set<string>;
  readonly settlings: Map<number, Settling>;
  /** When the `settled` event could first be read. */
  readonly settledAt: Map<number, number>;
  readonly memoAt: Map<string, number>;
  readonly accepted: Map<string, number>;
  /** Bodies whose sender stopped waiting, or saw the answer when its time was over; whoever forgets a job removes the rows that say so. */
  readonly unclear: Set<string>;
  readonly deliveredAt: Map<string, number>;
  readonly roundAt: Map<string, number>;
  readonly executions: Execution[];
  readonly begunAt: Map<Actor, number>;
  readonly lookedAt: Map<Actor, number>;
  /** When an actor has last heard whether the job was forgotten: by a look at the job, or at that name alone. */
  readonly heardAt: Map<Actor, number>;
  /** When the first tombstone could be read: the tick, and the moment of virtual time. */
  forgotten: { readonly tick: number; readonly atMs: number } | undefined;
  meaningOf(name: string): Meaning | undefined;
  events(): readonly TaskEvent[];
  bodies(generation: number): readonly StoredBody[];
  claimOf(actor: Actor, generation: number): Claim | undefined;
  /** How a claim came to its end by now; undefined while it is live. */
  overBy(claim: Claim): 'owner' | 'lapsed' | 'dead' | undefined;
  /** True when a generation beyond this one has been asked for. */
  isOutdated(generation: number): boolean;
}

const claimKey = (generation: number, epoch: number): string => `${generation}/${epoch}`;

/** Keeps the history of a simulation. The maps are filled by {@link recordApplied}. */
export function openHistory(simulation: Simulation, meanings: ReadonlyMap<string, Meaning>): History {
  const { world, key } = simulation;
  let tick = 0;
  const history: History = {
    tick: () => tick,
    next: () => (tick += 1),
    claims: new Map(),
    ends: new Set(),
    settlings: new Map(),
    settledAt: new Map(),
    memoAt: new Map(),
    accepted: new Map(),
    unclear: new Set(),
    deliveredAt: new Map(),
    roundAt: new Map(),
    executions: [],
    begunAt: new Map(),
    lookedAt: new Map(),
    heardAt: new Map(),
    forgotten: undefined,
    meaningOf: (name) => meanings.get(name),
    events: () => world.tables.events.get(placeOf(key)) ?? [],
    bodies: (generation) => world.tables.bodies.get(lifeOf(key, generation)) ?? [],
    claimOf: (actor, generation) =>
      [...history.claims.values()].findLast(
        (claim) => claim.generation === generation && actor.tokens.includes(claim.token),
      ),
    overBy({ generation, epoch, token, atMs, leaseMs, owner }) {
      if (history.ends.has(`${claimKey(generation, epoch)}/${token}`)) return 'owner';
      if (simulation.scenario.provesDeath === true && owner?.alive === false) return 'dead';
      return world.time.now() > atMs + leaseMs ? 'lapsed' : undefined;
    },
    isOutdated: (generation) =>
      history.events().some((event) => event.kind === 'requested' && event.generation > generation),
  };
  return history;
}

const ownerOf = (simulation: Simulation, token: string): Actor | undefined =>
  simulation.actors.find((actor) => actor.tokens.includes(token));

/** What a name that was asked for turned out to be, if it was won just now. */
export function recordName(
  simulation: Simulation,
  history: History,
  name: string,
  holder: Holder,
): Claim | Settling | undefined {
  const meaning = history.meaningOf(name);
  if (meaning === undefined || !holder.won) return undefined;
  const { generation } = meaning;
  if (meaning.what === 'claim') {
    const key = claimKey(generation, meaning.epoch);
    if (history.claims.has(key)) return undefined;
    const { token, labels, at } = holder;
    const owner = ownerOf(simulation, token);
    const timing = { atMs: at.getTime(), leaseMs: Number(labels['lease_ms']) };
    const claim: Claim = { generation, epoch: meaning.epoch, token, owner, ...timing };
    history.claims.set(key, claim);
    return claim;
  }
  if (meaning.what !== 'settling' || history.settlings.has(generation)) return undefined;
  const { token, labels } = holder;
  const settling = { token, kind: labels['kind'] ?? '', total: Number(labels['total']) };
  history.settlings.set(generation, settling);
  return settling;
}

/** Marks what an event makes true. */
export function recordEvent(history: History, event: TaskEvent, nowMs: number): void {
  const { kind, generation, epoch = 0, round = 1, position = 0, token = '', detail } = event;
  const tick = history.tick();
  const first = <K>(map: Map<K, number>, key: K) => map.has(key) || map.set(key, tick);
  if (kind === 'claim_ended' || (kind === 'attempt_failed' && detail['settles'] !== true))
    history.ends.add(`${claimKey(generation, epoch)}/${token}`);
  if (kind === 'settled') first(history.settledAt, generation);
  if (kind === 'page_accepted') first(history.accepted, `${generation}/${round}/${position}`);
  if (kind === 'page_refused' && detail['may_have_arrived'] === true)
    history.unclear.add(`${generation}/${position}`);
  if (kind === 'delivered') first(history.deliveredAt, `${generation}/${round}`);
  if (kind === 'forgotten') history.forgotten ??= { tick, atMs: nowMs };
  if (kind === 'redeliver_requested') first(history.roundAt, `${generation}/${round}`);
}

/** True when what an actor is about to write ends its own claim. */
export const endsClaim = (deed: Deed): boolean =>
  deed.op === 'appendEvents' &&
  deed.events.some(({ kind }) => kind === 'claim_ended' || kind === 'attempt_failed');
