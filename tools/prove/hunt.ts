import { openDice } from './dice';
import { type LifePlan, lifeText, type ProvedRun, runLifePlan, singlesOf } from './layer-a';
import { betweensOf, MOST_SECOND, type PairSeries, pairSeriesOf, pairText, runPairPlan } from './layer-b';
import { provePlans, runRandomPlan } from './layer-c';
import type { Runner } from './operators';
import { scenarios } from './scenarios';
import type { RandomPlan } from './steps';
import { type Broken, brokenBy } from './tally';

/** The layers that lead runs. */
export type Layer = 'A' | 'B' | 'C';

/** A run that a planted bug broke before: its plan in one line, and the layer that led it. */
export interface KnownWay {
  readonly layer: Layer;
  readonly text: string;
}

/** How a planted bug was found. */
export interface Caught extends Broken, KnownWay {
  /** Runs until it was found, those of earlier layers included. */
  readonly runs: number;
  /** The known way still led there. */
  readonly again?: true;
}

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

/** One schedule of each series, then another one of each: neighbours in a series are much alike. */
async function* overlaps(runner: Runner, seed: number): Runs {
  const all: PairSeries[] = [];
  for (const scenario of scenarios)
    for (const between of betweensOf(scenario)) all.push(...(await pairSeriesOf(runner, scenario, between)));
  const dice = openDice(seed);
  for (;;)
    for (const series of shuffled(all, seed)) {
      const plan = { ...series, second: dice.below(MOST_SECOND + 1) };
      yield { ...(await runPairPlan(runner, plan)), text: pairText(plan) };
    }
}

/** What looking through a layer came to. */
interface Found {
  readonly broken?: Broken;
  /** Runs until the first broken one. */
  readonly made: number;
}

/** How to look. */
export interface HuntOptions {
  readonly seed: number;
  /** Looks on through the layer for the run with the shortest trace; otherwise until one is broken. */
  readonly shortest?: boolean | undefined;
  /** Tried before anything else. */
  readonly known?: KnownWay | undefined;
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

async function brokenAtRandom(runner: Runner, seed: number, runs: number): Promise<Found> {
  let made = 0;
  let isFound = false;
  const failure = await provePlans(runner, { seed, runs }, ({ violations }) => {
    // What follows the first broken run only makes it shorter.
    if (!isFound) made += 1;
    isFound ||= violations.length > 0;
  });
  if (failure === undefined) return { made };
  const found = brokenBy(await runRandomPlan(runner, failure.plan), JSON.stringify(failure.plan));
  return { made, ...(found === undefined ? {} : { broken: found }) };
}

/** The run of layer A that a text tells of. */
async function lifeAgain(runner: Runner, text: string): Promise<ProvedRun | undefined> {
  const scenario = scenarios.find(({ name }) => text.startsWith(`${name}: `));
  if (scenario === undefined) return undefined;
  const plan: LifePlan = { scenario, faults: [], order: 'first', lateAfter: 0 };
  const { sides } = await runLifePlan(runner, plan);
  const plans = [plan, ...singlesOf(sides).map((fault) => ({ ...plan, faults: [fault] }))];
  const again = plans.find((one) => lifeText(one) === text);
  return again && { ...(await runLifePlan(runner, again)), text };
}

/** The run of layer B that a text tells of. */
async function overlapAgain(runner: Runner, text: string): Promise<ProvedRun | undefined> {
  const scenario = scenarios.find(({ name }) => text.startsWith(`${name}: `));
  if (scenario === undefined) return undefined;
  for (const between of betweensOf(scenario))
    for (const series of await pairSeriesOf(runner, scenario, between))
      for (let second = 0; second <= MOST_SECOND; second += 1) {
        const plan = { ...series, second };
        if (pairText(plan) === text) return { ...(await runPairPlan(runner, plan)), text };
      }
  return undefined;
}

/** The run of layer C that a text tells of. */
async function randomAgain(runner: Runner, text: string): Promise<ProvedRun> {
  return { ...(await runRandomPlan(runner, JSON.parse(text) as RandomPlan)), text };
}

const AGAIN = { A: lifeAgain, B: overlapAgain, C: randomAgain } as const;

/** Makes the run again that a bug broke before. */
async function caughtAgain(runner: Runner, { layer, text }: KnownWay): Promise<Caught | undefined> {
  const run = await AGAIN[layer](runner, text);
  const found = run && brokenBy(run, text);
  return found && { ...found, layer, runs: 1, again: true };
}

/** Layers in their turn, and runs before the next one has it: most bugs are found at once, a few take a second look. */
const TURNS: readonly { readonly layer: Layer; readonly most: number }[] = [
  { layer: 'A', most: 600 },
  { layer: 'B', most: 1_000 },
  { layer: 'C', most: 2_500 },
  { layer: 'A', most: 5_000 },
  { layer: 'B', most: 6_000 },
  { layer: 'C', most: 10_000 },
];

/** Looks for a planted bug, on the known way and then layer by layer, until a run breaks a rule. */
export async function hunt(
  runner: Runner,
  { seed, shortest = false, known }: HuntOptions,
): Promise<Caught | undefined> {
  const again = known && (await caughtAgain(runner, known));
  if (again !== undefined) return again;
  const looks: Readonly<Record<Layer, (most: number) => Promise<Found>>> = {
    A: (most) => broken(lives(runner, seed), most, shortest),
    B: (most) => broken(overlaps(runner, seed), most, shortest),
    C: (most) => brokenAtRandom(runner, seed + most, most),
  };
  let runs = 0;
  for (const { layer, most } of TURNS) {
    const found = await looks[layer](most);
    runs += found.made;
    if (found.broken !== undefined) return { ...found.broken, layer, runs };
  }
  return undefined;
}
