import { openDice } from './dice';
import { type LifePlan, lifeText, type ProvedRun, runLifePlan, singlesOf } from './layer-a';
import { betweensOf, pairRuns, type PairSeries, pairSeriesOf } from './layer-b';
import { provePlans, runRandomPlan } from './layer-c';
import type { Runner } from './operators';
import { scenarios } from './scenarios';
import { type Broken, brokenBy } from './tally';

/** The layers that lead runs. */
export type Layer = 'A' | 'B' | 'C';

/** How a planted bug was found. */
export interface Caught extends Broken {
  readonly layer: Layer;
  /** Runs until it was found, those of earlier layers included. */
  readonly runs: number;
}

/** Runs of each layer before the next one has its turn. */
const MOST_RUNS: Readonly<Record<Layer, number>> = { A: 1200, B: 1500, C: 4000 };

type Runs = AsyncGenerator<ProvedRun>;

function shuffled<T>(values: readonly T[], seed: number): T[] {
  const dice = openDice(seed);
  const left = [...values];
  return Array.from({ length: left.length }, () => left.splice(dice.below(left.length), 1)[0] as T);
}

async function* lives(runner: Runner, seed: number): Runs {
  const singles: LifePlan[] = [];
  for (const scenario of scenarios) {
    const plan: LifePlan = { scenario, faults: [], order: 'first', lateAfter: 0 };
    const clean = await runLifePlan(runner, plan);
    yield { ...clean, text: lifeText(plan) };
    for (const fault of singlesOf(clean.sides)) singles.push({ ...plan, faults: [fault] });
  }
  for (const plan of shuffled(singles, seed))
    yield { ...(await runLifePlan(runner, plan)), text: lifeText(plan) };
}

async function* overlaps(runner: Runner, seed: number): Runs {
  const all: PairSeries[] = [];
  for (const scenario of scenarios)
    for (const between of betweensOf(scenario)) all.push(...(await pairSeriesOf(runner, scenario, between)));
  for (const series of shuffled(all, seed)) yield* pairRuns(runner, series);
}

/** What looking through a layer came to. */
interface Found {
  readonly broken?: Broken;
  /** Runs until the first broken one. */
  readonly made: number;
}

/** How thoroughly to look: until a run is broken, or on through the layer for the one with the shortest trace. */
export interface HuntOptions {
  readonly seed: number;
  readonly shortest?: boolean | undefined;
}

/** Leads runs until one is broken, or for the shortest broken one, or until there have been enough of them. */
async function broken(runs: Runs, most: number, shortest: boolean): Promise<Found> {
  let [made, first] = [0, 0];
  let best: Broken | undefined;
  for await (const run of runs) {
    made += 1;
    const found = brokenBy(run, run.text);
    if (found !== undefined && first === 0) first = made;
    if (found !== undefined && found.lines < (best?.lines ?? Number.POSITIVE_INFINITY)) best = found;
    if (made >= most || (best !== undefined && !shortest)) break;
  }
  return best === undefined ? { made } : { broken: best, made: first };
}

async function brokenAtRandom(runner: Runner, seed: number): Promise<Found> {
  let made = 0;
  let isFound = false;
  const failure = await provePlans(runner, { seed, runs: MOST_RUNS.C }, ({ violations }) => {
    // What follows the first broken run only makes it shorter.
    if (!isFound) made += 1;
    isFound ||= violations.length > 0;
  });
  if (failure === undefined) return { made };
  const found = brokenBy(await runRandomPlan(runner, failure.plan), JSON.stringify(failure.plan));
  return { made, ...(found === undefined ? {} : { broken: found }) };
}

/** Looks for a planted bug, layer by layer, until a run breaks a rule. */
export async function hunt(
  runner: Runner,
  { seed, shortest = false }: HuntOptions,
): Promise<Caught | undefined> {
  const layers: readonly (readonly [Layer, () => Promise<Found>])[] = [
    ['A', () => broken(lives(runner, seed), MOST_RUNS.A, shortest)],
    ['B', () => broken(overlaps(runner, seed), MOST_RUNS.B, shortest)],
    ['C', () => brokenAtRandom(runner, seed)],
  ];
  let runs = 0;
  for (const [layer, look] of layers) {
    const found = await look();
    runs += found.made;
    if (found.broken !== undefined) return { ...found.broken, layer, runs };
  }
  return undefined;
}
