import fc from 'fast-check';
import type { OperationName } from './operators';
import type { ProvedScenario } from './scenarios';
import { scenarios } from './scenarios';

/** What a random run may do next. Plain data, so that a run can be shrunk, printed and kept. */
export type Step =
  /** The queue delivers one of its tasks, with a wall clock that is off. */
  | { readonly do: 'deliver'; readonly task: number; readonly skewMs: number }
  /** Waiting calls go on, one after the other: each number picks one of those that are ready. */
  | { readonly do: 'go on'; readonly picks: readonly number[] }
  /** The next call that goes on meets this fault of its side. */
  | { readonly do: 'fault'; readonly number: number }
  | { readonly do: 'pass'; readonly ms: number }
  /** A process stands still, goes on, dies, is told to stop, or has its wall clock moved. */
  | { readonly do: 'freeze' | 'thaw' | 'kill' | 'drain'; readonly actor: number }
  | { readonly do: 'jump'; readonly actor: number; readonly skewMs: number }
  /** A write that was answered with an error takes effect. */
  | { readonly do: 'late'; readonly write: number }
  /** Someone asks for something: while all others go on, while they stand still, or together with a second person. */
  | {
      readonly do: 'ask';
      readonly operation: OperationName;
      /** With another payload than the first. */
      readonly other: boolean;
      readonly who: 'among others' | 'alone' | 'two at once';
    };

/** A whole random run. */
export interface RandomPlan {
  /** One of the scenarios, by name. */
  readonly scenario: string;
  readonly steps: readonly Step[];
}

const number = fc.nat({ max: 7 });
const skewMs = fc.constantFrom(0, 600_000, -600_000);
/** A blip, the look for a cancel, 80 % of a lease, more than a lease, the span of receiver faults. */
const ms = fc.constantFrom(1_000, 16_000, 57_000, 71_000, 660_000);
const picks = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 12 });
const operation = fc.constantFrom<OperationName>('create', 'retry', 'cancel', 'redeliver', 'sweep', 'forget');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver'), task: number, skewMs }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('go on'), picks }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fault'), number: fc.nat({ max: 15 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass'), ms }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('freeze', 'thaw', 'kill', 'drain'), actor: number }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump'), actor: number, skewMs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late'), write: number }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ask'),
      operation,
      other: fc.boolean(),
      who: fc.constantFrom('alone', 'among others', 'two at once'),
    }),
  },
);

/** Any run. Fewer steps, smaller numbers and the first scenario count as simpler. */
export const randomPlan: fc.Arbitrary<RandomPlan> = fc.record({
  scenario: fc.constantFrom(...scenarios.map(({ name }) => name)),
  steps: fc.array(step, { maxLength: 16, size: 'max' }),
});

/**
 * The scenario that a plan names.
 * @throws Error when there is none of this name
 */
export function scenarioOf({ scenario }: Pick<RandomPlan, 'scenario'>): ProvedScenario {
  const found = scenarios.find(({ name }) => name === scenario);
  if (found === undefined)
    throw new Error(`No scenario is called ${scenario}; see tools/prove/scenarios.ts.`);
  return found;
}
