/** What every step waits for, by name; a step comes after all that it waits for. */
export type StepGraph<Step extends string> = Readonly<Record<Step, readonly Step[]>>;

/** The longest way through a graph of steps, ms: no schedule is shorter. */
export function criticalPath<Step extends string>(
  graph: StepGraph<Step>,
  durationMs: (step: Step) => number,
): { readonly totalMs: number; readonly steps: readonly Step[] } {
  const ends = new Map<Step, { readonly atMs: number; readonly steps: readonly Step[] }>();
  for (const [step, needed] of Object.entries(graph) as [Step, readonly Step[]][]) {
    const before = needed
      .map((name) => ends.get(name) ?? { atMs: 0, steps: [] })
      .reduce((latest, one) => (one.atMs > latest.atMs ? one : latest), { atMs: 0, steps: [] });
    ends.set(step, { atMs: before.atMs + durationMs(step), steps: [...before.steps, step] });
  }
  const last = [...ends.values()].reduce((latest, one) => (one.atMs > latest.atMs ? one : latest));
  return { totalMs: last.atMs, steps: last.steps };
}
