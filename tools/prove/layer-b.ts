import { canonicalJson } from '@userport/contracts';
import type { Actor } from './crossing';
import { drive, quiet } from './drive';
import { type Fault, faultsOf, type Side } from './faults';
import { endLife, type Life, openLife, takeAnswer } from './life';
import { type Monitor } from './monitor';
import type { Runner } from './operators';
import { countsOf, type FinishedRun, type ProvedRun, watched } from './layer-a';
import type { ProvedScenario } from './scenarios';
import { openSimulation, type Simulation } from './simulation';

/** What somebody else does while the first delivery stands still. */
export type Between = 'nothing' | 'cancel' | 'forget' | 'forget and die' | 'another payload';

/** What may come between two deliveries of a scenario: another payload only where it is not simply refused. */
export const betweensOf = ({ newPayload }: ProvedScenario): readonly Between[] => [
  ...(['nothing', 'cancel', 'forget', 'forget and die'] as const),
  ...(newPayload === undefined ? [] : (['another payload'] as const)),
];

/** Two deliveries of one job, cut into each other; the same plan gives the same run. */
export interface PairPlan {
  readonly scenario: ProvedScenario;
  /** The first delivery stands still after so many boundaries. */
  readonly first: number;
  /** The second goes so far before the first goes on. */
  readonly second: number;
  /** Time passes the first one's lease while it stands still. */
  readonly pastLease: boolean;
  /** When it goes on, answers that came in the meantime are seen before its timers are. */
  readonly answersFirst: boolean;
  readonly between: Between;
  /** Meets the last boundary that the first crosses before it stands still. */
  readonly fault?: Fault | undefined;
}

/** A pair that is over. */
export interface FinishedPair extends FinishedRun {
  /** The second delivery came to its end before the first went on: going further with it changes nothing. */
  readonly secondEnded: boolean;
}

/** A little more than the lease of a delivery: its deadline of 60 s and the margin of 10 s. */
const PAST_LEASE_MS = 71_000;

async function releaseSome(simulation: Simulation, actor: Actor, count: number): Promise<void> {
  let releases = 0;
  const isOver = () => releases >= count || actor.done || !actor.alive;
  await drive(simulation.world, isOver, undefined, async () => {
    releases += 1;
  });
}

/** Lets an actor see every answer that waits for it before its timers are looked at. */
async function answersBeforeTimers({ world }: Simulation, actor: Actor): Promise<void> {
  for (const crossing of world.waiting.filter((one) => one.actor === actor && one.dueMs <= world.time.now()))
    await world.release(crossing);
  await quiet();
}

const otherPayload = ({ payload }: Simulation): Simulation['payload'] => ({
  ...payload,
  note: `${payload.note}, captured again`,
});

/** Long enough that whoever is at work looks again whether the job was forgotten, also between paid steps. */
const UNTIL_LOOK_MS = 16_000;
/** A look at the job, and the name at which everyone looks: without a tombstone. */
const HALF_FORGOTTEN = 2;

/** What somebody else does while a delivery stands still. */
async function meddle(simulation: Simulation, life: Life, between: Between): Promise<void> {
  if (between === 'cancel' || between === 'forget') await life.operate(between);
  if (between === 'another payload') await life.operate('create', otherPayload(simulation));
  if (between === 'forget and die') {
    const { actor } = simulation.call('forget');
    await releaseSome(simulation, actor, HALF_FORGOTTEN);
    simulation.world.kill(actor);
  }
  if (between === 'forget' || between === 'forget and die') simulation.world.time.pass(UNTIL_LOOK_MS);
}

interface Lead {
  readonly simulation: Simulation;
  readonly monitor: Monitor;
  readonly plan: PairPlan;
  secondEnded(): void;
}

/** Leads two deliveries through each other, then the job to its rest. */
async function leadPair({ simulation, monitor, plan, secondEnded }: Lead): Promise<void> {
  const { world, queue } = simulation;
  const life = openLife(simulation, monitor, { skewsMs: [0, 600_000, -600_000] });
  await life.operate('create');
  const [task] = queue.values();
  if (task === undefined) return monitor.report('L1', 'the request never reached the queue');
  const a = simulation.deliver(task);
  await releaseSome(simulation, a.actor, plan.first);
  a.actor.frozen = true;
  if (plan.pastLease) world.time.pass(PAST_LEASE_MS);
  await meddle(simulation, life, plan.between);
  simulation.pageSize = 3;
  const b = simulation.deliver([...queue.values()].at(-1) ?? task, 600_000);
  await releaseSome(simulation, b.actor, plan.second);
  if (b.actor.done) secondEnded();
  for (const write of world.late.splice(0)) await write();
  a.actor.frozen = false;
  b.actor.frozen = true;
  if (plan.answersFirst) await answersBeforeTimers(simulation, a.actor);
  await drive(world, () => a.actor.done || !a.actor.alive);
  b.actor.frozen = false;
  await drive(world, () => b.actor.done || !b.actor.alive);
  for (const delivery of [a, b]) takeAnswer(delivery, monitor);
  await life.rest();
  await endLife(simulation, monitor, life);
}

/** Runs one plan. */
export async function runPairPlan(runner: Runner, plan: PairPlan): Promise<FinishedPair> {
  const sides: Side[] = [];
  let firstActor: Actor | undefined;
  let crossed = 0;
  const simulation = openSimulation(plan.scenario, runner, (crossing) => {
    const isDelivery = crossing.actor.name.startsWith('delivery');
    if (isDelivery) firstActor ??= crossing.actor;
    if (crossing.actor !== firstActor) return undefined;
    crossed += 1;
    sides.push(crossing.side);
    return crossed === plan.first ? plan.fault : undefined;
  });
  let secondEnded = false;
  const onEnd = (): void => {
    secondEnded = true;
  };
  const monitor = await watched(simulation, (watching) =>
    leadPair({ simulation, monitor: watching, plan, secondEnded: onEnd }),
  );
  return { simulation, violations: monitor.violations, sides, ...countsOf(monitor), secondEnded };
}

/** Faults that leave something behind for later; the others are layer A's. */
const lasting = (side: Side): Fault[] =>
  faultsOf[side].filter(({ name }) =>
    [
      'applied late',
      'outage, applied late',
      'outage after',
      'arrives late',
      'applied, then timed out',
    ].includes(name),
  );

/** As far as the second delivery of any scenario goes. */
export const MOST_SECOND = 16;

const modes = [
  { pastLease: false, answersFirst: false },
  { pastLease: true, answersFirst: false },
  { pastLease: true, answersFirst: true },
] as const;

/** A pair of deliveries without how far the second one goes. */
export type PairSeries = Omit<PairPlan, 'second'>;

/** Every series of a scenario: all cuts of the first delivery, with and without time passing the lease, with each fault. */
export async function pairSeriesOf(
  runner: Runner,
  scenario: ProvedScenario,
  between: Between,
): Promise<PairSeries[]> {
  const common = { scenario, between, pastLease: false, answersFirst: false };
  const clean = await runPairPlan(runner, { ...common, first: 1000, second: 0 });
  const cuts = Array.from({ length: clean.sides.length + 1 }, (_, first) => first);
  return cuts.flatMap((first) => {
    const side = clean.sides[first - 1];
    const faults = [undefined, ...(side === undefined ? [] : lasting(side))];
    return faults.flatMap((fault) => modes.map((mode) => ({ ...common, ...mode, first, fault })));
  });
}

/** All schedules of a series: the second delivery goes one boundary further each time, until it comes to its end. */
export async function* pairRuns(runner: Runner, series: PairSeries): AsyncGenerator<ProvedRun> {
  for (let second = 0; second <= MOST_SECOND; second += 1) {
    const plan = { ...series, second };
    const run = await runPairPlan(runner, plan);
    yield { ...run, text: pairText(plan) };
    if (run.secondEnded) return;
  }
}

/** A plan in one line, for people. */
export const pairText = ({ scenario, fault, ...plan }: PairPlan): string =>
  `${scenario.name}: ${canonicalJson(plan)} ${fault?.name ?? ''}`;
