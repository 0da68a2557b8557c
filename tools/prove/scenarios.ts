import type { LifeOptions } from './life';
import type { Scenario } from './simulation';

/** A scenario with the operators' calls that belong to it. */
export interface ProvedScenario extends Scenario, Pick<LifeOptions, 'before' | 'after' | 'together'> {}

/** The jobs that every layer runs. Each shows something that no other does. */
export const scenarios: readonly ProvedScenario[] = [
  { name: 'one body', plan: { steps: ['a'], items: 1 } },
  {
    name: 'three bodies, the last once',
    plan: { steps: ['a'], items: 6, once: true },
    receiver: { repeat: 'skip' },
  },
  {
    name: 'two paid steps at once in slots, progress',
    plan: { steps: ['a', 'b'], together: true, slots: true, progress: true, items: 2 },
  },
  {
    name: 'two paid steps, called without the gateway',
    plan: { steps: ['a', 'b'], items: 2 },
    withoutGateway: true,
  },
  { name: 'fails once, then succeeds', plan: { steps: ['a'], items: 1, failures: 1 } },
  {
    name: 'fails until its attempts are spent',
    plan: { steps: ['a'], items: 1, failures: 3 },
    after: ['retry'],
  },
  { name: 'fails for good', plan: { steps: ['a'], items: 1, final: true }, after: ['retry'] },
  {
    name: 'new payload, new generation',
    plan: { steps: ['a'], items: 4, stream: true },
    newPayload: 'new_generation',
  },
  {
    name: 'cancelled before it runs',
    plan: { steps: ['a'], items: 1 },
    before: ['cancel'],
    after: ['retry'],
  },
  {
    name: 'redelivered, to a receiver that ignores repeats',
    plan: { steps: ['a'], items: 4, once: true },
    receiver: { repeat: 'skip' },
    after: ['redeliver'],
  },
  {
    name: 'ignored by the receiver',
    plan: { steps: ['a'], items: 4 },
    receiver: { first: 'skip', repeat: 'skip' },
    after: ['redeliver'],
  },
  {
    name: 'retried and forgotten at the same moment',
    plan: { steps: ['a'], items: 1, final: true },
    together: ['retry', 'forget'],
    after: ['retry', 'redeliver'],
  },
  {
    name: 'engine that proves deaths',
    plan: { steps: ['a', 'b'], items: 3, once: true },
    provesDeath: true,
  },
];
