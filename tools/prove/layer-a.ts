import { firstIssued, lastIssued, type PickNext } from './drive';
import { type Fault, faultsOf, type Side } from './faults';
import { leadLife } from './life';
import { type Monitor, openMonitor, type Violation } from './monitor';
import type { Runner } from './operators';
import { type ProvedScenario } from './scenarios';
import { openSimulation, type Simulation } from './simulation';

/** One fault at one boundary of a life. */
export interface PlannedFault {
  readonly number: number;
  readonly fault: Fault;
}

/** What a run of layer A is made of; the same plan gives the same run. */
export interface LifePlan {
  readonly scenario: ProvedScenario;
  readonly faults: readonly PlannedFault[];
  readonly order: 'first' | 'last';
  readonly lateAfter: number;
}

/** A run that is over. */
export interface FinishedRun {
  readonly simulation: Simulation;
  readonly violations: readonly Violation[];
  /** The side of each boundary that was crossed, by number less one. */
  readonly sides: readonly Side[];
  /** Steps after which every invariant was looked at. */
  readonly checks: number;
  /** Faults that met the run, its deaths and stalls among them. */
  readonly faults: number;
}

/** A run that is over, and its plan in one line. */
export interface ProvedRun extends FinishedRun {
  readonly text: string;
}

const MINUTES_10 = 600_000;
/** Wall clocks ten minutes ahead and behind, so that nothing may hang on them. */
const SKEWS_MS = [0, MINUTES_10, -MINUTES_10];
const picks: Readonly<Record<LifePlan['order'], PickNext>> = { first: firstIssued, last: lastIssued };

/** Runs whatever `lead` does in a fresh world and ends it in a list of violations, even when it gets stuck. */
export async function watched(
  simulation: Simulation,
  lead: (monitor: Monitor) => Promise<void>,
): Promise<Monitor> {
  const monitor = openMonitor(simulation);
  try {
    await lead(monitor);
  } catch (error) {
    monitor.report('L1', error instanceof Error ? error.message : String(error));
  }
  return monitor;
}

/** What was counted of a run. */
export const countsOf = (monitor: Monitor): Pick<FinishedRun, 'checks' | 'faults'> => ({
  checks: monitor.history.tick(),
  faults: monitor.faults(),
});

const fits = (side: Side, fault: Fault): boolean => faultsOf[side].includes(fault);

/** Leads one life under its planned faults. */
export async function runLifePlan(runner: Runner, plan: LifePlan): Promise<FinishedRun> {
  const { scenario, faults, order, lateAfter } = plan;
  const sides: Side[] = [];
  const simulation = openSimulation(scenario, runner, (crossing) => {
    sides[crossing.number - 1] = crossing.side;
    // The faults before it may have led elsewhere: then another side waits here, which fails in ways of its own.
    return faults.find(({ number, fault }) => number === crossing.number && fits(crossing.side, fault))
      ?.fault;
  });
  const { before, after, together } = scenario;
  const calls = { ...(before && { before }), ...(after && { after }), ...(together && { together }) };
  const monitor = await watched(simulation, (watching) =>
    leadLife(simulation, watching, { pick: picks[order], skewsMs: SKEWS_MS, lateAfter, ...calls }),
  );
  return { simulation, violations: monitor.violations, sides, ...countsOf(monitor) };
}

/** Every single fault at every boundary of a life. */
export function singlesOf(sides: readonly (Side | undefined)[], from = 1): PlannedFault[] {
  return sides.flatMap((side, index) =>
    side === undefined || index + 1 < from
      ? []
      : faultsOf[side].map((fault) => ({ number: index + 1, fault })),
  );
}

/** A plan in one line, for people. */
export const lifeText = ({ scenario, faults, order, lateAfter }: LifePlan): string => {
  const met = faults.map(({ number, fault }) => `${fault.name} at #${number}`).join(', ');
  return `${scenario.name}: ${met === '' ? 'no fault' : met}; ${order} issued goes first, late writes after ${lateAfter}`;
};
