import type { FinishedRun } from './layer-a';
import { traceText } from './trace-text';

/** A run that broke a rule, as it is told. */
export interface Broken {
  /** The run's plan in one line. */
  readonly text: string;
  readonly invariant: string;
  readonly what: string;
  /** All that happened until the rule was broken. */
  readonly trace: string;
  /** Lines of it. */
  readonly lines: number;
}

/** What was counted of some runs. */
export interface Tally {
  readonly runs: number;
  /** Faults that met the runs. */
  readonly faults: number;
  /** Steps after which the invariants were looked at. */
  readonly checks: number;
  readonly violations: number;
  /** The first few, shortest first. */
  readonly broken: readonly Broken[];
}

/** Broken runs that are told in full; the others are counted. */
const MOST_TOLD = 3;

/** Nothing was run yet. */
export const EMPTY: Tally = { runs: 0, faults: 0, checks: 0, violations: 0, broken: [] };

/** The first rule that a run broke, and all that happened until then. */
export function brokenBy({ simulation, violations }: FinishedRun, text: string): Broken | undefined {
  const [first] = violations;
  if (first === undefined) return undefined;
  const { invariant, what, at } = first;
  return { text, invariant, what, trace: traceText(simulation.world.trace.slice(0, at)), lines: at };
}

/** Both together. */
export const together = (one: Tally, other: Tally): Tally => ({
  runs: one.runs + other.runs,
  faults: one.faults + other.faults,
  checks: one.checks + other.checks,
  violations: one.violations + other.violations,
  broken: [...one.broken, ...other.broken].sort((a, b) => a.lines - b.lines).slice(0, MOST_TOLD),
});

/** What one run adds. */
export function tallyOf(run: FinishedRun, text: () => string): Tally {
  const { checks, faults, violations } = run;
  const broken = violations.length === 0 ? undefined : brokenBy(run, text());
  return {
    runs: 1,
    faults,
    checks,
    violations: violations.length,
    broken: broken === undefined ? [] : [broken],
  };
}
