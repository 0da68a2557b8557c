import fc from 'fast-check';
import type { Actor, Crossing } from './crossing';
import { drive, quiet, readyIn } from './drive';
import { type Fault, faultsOf, type Side } from './faults';
import { countsOf, type FinishedRun, watched } from './layer-a';
import { endLife, type Life, openLife, takeAnswer } from './life';
import { checkModel, type Model, openModel } from './model';
import type { Monitor } from './monitor';
import type { Runner } from './operators';
import { fingerprintOfPayload, type OpenCall, openSimulation, type Simulation } from './simulation';
import { type RandomPlan, randomPlan, scenarioOf, type Step } from './steps';

/** Deliveries that a run begins of its own; the queue's come on top. */
const MOST_DELIVERIES = 3;
/** Operators' calls that a run begins. */
const MOST_CALLS = 4;
/** Faults that a run plans; what those last for comes on top. */
const MOST_FAULTS = 3;

/** A random run under way. */
interface Random {
  readonly simulation: Simulation;
  readonly monitor: Monitor;
  readonly model: Model;
  readonly life: Life;
  /** Number of the fault that the next call meets; counted down with each planned one. */
  readonly planned: { next: number | undefined; left: number };
  calls: number;
}

const goesOn = ({ alive, done }: Actor): boolean => alive && !done;

const living = ({ simulation }: Random, number: number): Actor | undefined => {
  const actors = simulation.actors.filter(goesOn);
  return actors[number % actors.length];
};

const otherPayload = ({ payload }: Simulation): Simulation['payload'] => ({
  ...payload,
  note: `${payload.note}, captured again`,
});

/** Lets the calls go on that are picked; time passes to the next timer when none is ready. */
async function goOn({ simulation: { world } }: Random, picks: readonly number[]): Promise<void> {
  for (const pick of picks) {
    await quiet();
    const isAwake = (owner: object) => !(owner as Actor).frozen && goesOn(owner as Actor);
    if (world.time.fire(isAwake)) await quiet();
    const ready = readyIn(world);
    const crossing = ready[pick % ready.length];
    if (crossing !== undefined) await world.release(crossing);
  }
}

type Ask = Extract<Step, { do: 'ask' }>;

/** Lets these alone go on until they are done. */
async function driveAlone({ simulation }: Random, calls: readonly OpenCall[]): Promise<void> {
  const actors = calls.map(({ actor }) => actor);
  const others = simulation.actors.filter((actor) => !actors.includes(actor) && !actor.frozen);
  for (const actor of others) actor.frozen = true;
  await drive(simulation.world, () => !actors.some(goesOn));
  for (const actor of others) actor.frozen = false;
}

const generationsAsked = ({ model }: Random): number =>
  [...model.lives.values()].filter(({ fingerprint }) => fingerprint !== undefined).length;

/** An operator's call. Alone, it is answered as the model says; two retries at once are as good as one. */
async function ask(random: Random, { operation, other, who }: Ask): Promise<void> {
  const { simulation, model, monitor, planned } = random;
  // Only the gateway stores a payload: without it a retry has none to go on with.
  const isVain = operation === 'retry' && simulation.scenario.withoutGateway === true;
  if (random.calls >= MOST_CALLS || isVain) return;
  random.calls += 1;
  const payload = other ? otherPayload(simulation) : simulation.payload;
  const expected =
    planned.next === undefined ? model.answerTo(operation, fingerprintOfPayload(payload)) : undefined;
  const before = { generations: generationsAsked(random), tasks: simulation.queue.size };
  const call = simulation.call(operation, payload);
  if (who === 'among others') return;
  const calls = who === 'alone' ? [call] : [call, simulation.call(operation, payload)];
  await driveAlone(random, calls);
  if (who === 'alone' && expected !== undefined && call.answer !== expected)
    monitor.report('model', `${operation} was answered ${call.answer ?? 'with an error'}, not ${expected}`);
  if (generationsAsked(random) > before.generations + 1)
    monitor.report('I13', `${calls.length} calls of ${operation} made more than one generation`);
  if (operation === 'retry' && simulation.queue.size > before.tasks + 1)
    monitor.report('I13', `${calls.length} calls of retry enqueued more than one task`);
}

type Doing = {
  readonly [Name in Step['do']]: (random: Random, step: Extract<Step, { do: Name }>) => unknown;
};

const doing: Doing = {
  deliver({ simulation }, { task, skewMs }) {
    const tasks = [...simulation.queue.values()];
    const chosen = tasks[task % tasks.length];
    if (chosen !== undefined && simulation.deliveries.length < MOST_DELIVERIES)
      simulation.deliver(chosen, skewMs);
  },
  'go on': (random, { picks }) => goOn(random, picks),
  fault({ planned }, { number }) {
    if (planned.next !== undefined || planned.left === 0) return;
    planned.left -= 1;
    planned.next = number;
  },
  pass({ simulation }, { ms }) {
    simulation.world.time.pass(ms);
  },
  freeze(random, { actor }) {
    const chosen = living(random, actor);
    if (chosen !== undefined) chosen.frozen = true;
  },
  thaw(random, { actor }) {
    const chosen = living(random, actor);
    if (chosen !== undefined) chosen.frozen = false;
  },
  kill(random, { actor }) {
    const chosen = living(random, actor);
    if (chosen !== undefined) random.simulation.world.kill(chosen);
  },
  drain(random, { actor }) {
    living(random, actor)?.drain.abort();
  },
  jump(random, { actor, skewMs }) {
    const chosen = living(random, actor);
    if (chosen !== undefined) chosen.skewMs = skewMs;
  },
  async late({ simulation: { world } }, { write }) {
    const [chosen] = world.late.splice(write % Math.max(1, world.late.length), 1);
    await chosen?.();
  },
  ask,
};

const doStep = async <Name extends Step['do']>(
  random: Random,
  name: Name,
  step: Extract<Step, { do: Name }>,
): Promise<void> => {
  await doing[name](random, step);
};

/** Leads the steps, then everyone to their end, the job to its rest, and checks what must hold. */
async function leadRandom(random: Random, { steps }: RandomPlan): Promise<void> {
  const { simulation, monitor, life, model } = random;
  const { before = [], after = [], together } = scenarioOf({ scenario: simulation.scenario.name });
  await life.create();
  for (const operation of before) await life.operate(operation);
  for (const step of steps) {
    // An answer and what its caller does with it are one turn: no time passes in between.
    await quiet();
    await doStep(random, step.do, step);
  }
  simulation.pageSize = 3;
  for (const actor of simulation.actors) actor.frozen = false;
  await drive(simulation.world, () => !simulation.actors.some(goesOn));
  for (const delivery of simulation.deliveries) takeAnswer(delivery, monitor);
  await life.rest();
  if (together !== undefined) {
    await life.operateTogether(together);
    await life.rest();
  }
  for (const operation of after) {
    await life.operate(operation);
    await life.rest();
  }
  await endLife(simulation, monitor, life);
  checkModel(simulation, model, monitor);
}

/** Runs one plan. */
export async function runRandomPlan(runner: Runner, plan: RandomPlan): Promise<FinishedRun> {
  const planned: Random['planned'] = { next: undefined, left: MOST_FAULTS };
  const sides: Side[] = [];
  const takeFault = ({ number, side }: Crossing): Fault | undefined => {
    sides[number - 1] = side;
    if (planned.next === undefined) return undefined;
    const fault = faultsOf[side][planned.next % faultsOf[side].length];
    planned.next = undefined;
    return fault;
  };
  const simulation = openSimulation(scenarioOf(plan), runner, takeFault);
  const model = openModel(simulation);
  const monitor = await watched(simulation, (watching) => {
    const life = openLife(simulation, watching, { skewsMs: [0, 600_000, -600_000] });
    return leadRandom({ simulation, monitor: watching, model, life, planned, calls: 0 }, plan);
  });
  return { simulation, violations: monitor.violations, sides, ...countsOf(monitor) };
}

/** Where random runs begin, and how many there are. */
export interface RandomRuns {
  readonly seed: number;
  readonly runs: number;
  /** fast-check's path to one run among those of the seed. */
  readonly path?: string | undefined;
}

/** A random run that broke a rule, made as simple as it can be. */
export interface RandomFailure {
  readonly plan: RandomPlan;
  readonly seed: number;
  readonly path: string;
}

/** Makes random runs until one breaks a rule; that one is shrunk. */
export async function provePlans(
  runner: Runner,
  { seed, runs, path }: RandomRuns,
  seen: (run: FinishedRun) => void,
): Promise<RandomFailure | undefined> {
  const holds = fc.asyncProperty(randomPlan, async (plan) => {
    const run = await runRandomPlan(runner, plan);
    seen(run);
    return run.violations.length === 0;
  });
  const found = await fc.check(holds, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
  const plan = found.counterexample?.[0];
  if (plan === undefined) return undefined;
  return { plan, seed: found.seed, path: found.counterexamplePath ?? '' };
}
