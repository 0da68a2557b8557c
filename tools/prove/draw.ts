import { openDice } from './dice';
import { type LifePlan, lifeText, type ProvedRun, runLifePlan, singlesOf } from './layer-a';
import { betweensOf, pairRuns, type PairSeries, pairSeriesOf } from './layer-b';
import type { Runner } from './operators';
import { scenarios } from './scenarios';

/** Which part of a layer is run. The parts of one seed together are the same runs, however many parts there are. */
export interface Part {
  readonly seed: number;
  /** From 0. */
  readonly part: number;
  readonly of: number;
  /** Everything, instead of what the seed draws. */
  readonly all: boolean;
}

/** Pairs of faults that are drawn by seed. */
export const DRAWN_PAIRS = 3_600;
/** Series of two deliveries that meet a fault or a call in between, drawn by seed; those without are all run. */
export const DRAWN_SERIES = 200;
/** A late write takes effect at most after so many releases of the next delivery. */
const MOST_LATE = 6;
/** Keeps the dice of neighbours apart. */
const STRIDE = 7919;

async function lifeRun(runner: Runner, plan: LifePlan): Promise<ProvedRun> {
  return { ...(await runLifePlan(runner, plan)), text: lifeText(plan) };
}

/** Every scenario without a fault, with every single fault, and with pairs of faults. */
export async function* lifeRuns(runner: Runner, { seed, part, of, all }: Part): AsyncGenerator<ProvedRun> {
  const singles: LifePlan[] = [];
  for (const scenario of scenarios)
    for (const order of ['first', 'last'] as const) {
      const plan: LifePlan = { scenario, faults: [], order, lateAfter: 0 };
      const clean = await lifeRun(runner, plan);
      if (part === 0) yield clean;
      for (const fault of singlesOf(clean.sides)) singles.push({ ...plan, faults: [fault] });
    }
  for (const [index, single] of singles.entries()) {
    if (index % of !== part) continue;
    const run = await lifeRun(runner, single);
    yield run;
    const [first] = single.faults;
    if (first === undefined) continue;
    const seconds = singlesOf(run.sides, first.number + 1);
    const upTo = (count: number) => Math.floor((count * DRAWN_PAIRS) / singles.length);
    const count = Math.min(seconds.length, upTo(index + 1) - upTo(index));
    const dice = openDice(seed + index * STRIDE);
    const chosen = all ? seconds : Array.from({ length: count }, () => dice.of(seconds));
    for (const second of chosen) {
      yield await lifeRun(runner, { ...single, faults: [first, second], lateAfter: dice.below(MOST_LATE) });
    }
  }
}

/** The series of two deliveries that a seed stands for: all without a fault, and others by chance. */
async function drawSeries(runner: Runner, { seed, all }: Part): Promise<PairSeries[]> {
  const plain: PairSeries[] = [];
  const disturbed: PairSeries[] = [];
  for (const scenario of scenarios)
    for (const between of betweensOf(scenario))
      for (const series of await pairSeriesOf(runner, scenario, between))
        (between === 'nothing' && series.fault === undefined ? plain : disturbed).push(series);
  const dice = openDice(seed);
  return [...plain, ...(all ? disturbed : Array.from({ length: DRAWN_SERIES }, () => dice.of(disturbed)))];
}

/** Two deliveries cut into each other. */
export async function* overlapRuns(runner: Runner, part: Part): AsyncGenerator<ProvedRun> {
  const series = await drawSeries(runner, part);
  for (const [index, one] of series.entries())
    if (index % part.of === part.part) yield* pairRuns(runner, one);
}
