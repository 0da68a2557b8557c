import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { drive, firstIssued, type PickNext } from './drive';
import { checkEnd } from './end-rules';
import type { Monitor } from './monitor';
import type { OperationName, QueuedTask } from './operators';
import { fingerprintOfPayload, type OpenDelivery, type Simulation } from './simulation';

/** How a life is led, besides the faults that meet it. */
export interface LifeOptions {
  readonly pick?: PickNext;
  /** Wall clocks of the processes, one after another, in ms off. */
  readonly skewsMs?: readonly number[];
  /** A late write takes effect after so many releases of a later delivery. */
  readonly lateAfter?: number;
  /** Operators' calls before the first delivery, and after the job has come to rest. */
  readonly before?: readonly OperationName[];
  readonly after?: readonly OperationName[];
  /** Calls of several operators at the same moment, once the job has come to rest for the first time. */
  readonly together?: readonly OperationName[];
}

/** Tries of one queue task before a life counts as stuck. */
const MOST_TRIES = 16;
/** The queue's own back-off. */
const BACK_OFF_MS = 10_000;
/** Deliveries without a fault of their own that may end without a 2xx. */
const PATIENCE = 3;

const lateOnes = async ({ world }: Simulation): Promise<void> => {
  for (const write of world.late.splice(0)) await write();
};

/** The request comes in: through the gateway, or straight to the function. */
async function begin(
  simulation: Simulation,
  operate: (operation: OperationName) => Promise<void>,
): Promise<void> {
  if (simulation.scenario.withoutGateway !== true) return operate('create');
  const stray = strayTask(simulation, simulation.payload, 1);
  simulation.queue.set(stray.name, stray);
}

/** Delivers as a queue does, until it hears a 2xx. */
async function insist(
  simulation: Simulation,
  monitor: Monitor,
  deliverOnce: () => Promise<OpenDelivery>,
): Promise<void> {
  let unexplained = 0;
  for (;;) {
    const { answer, actor, task } = await deliverOnce();
    simulation.pageSize = 3;
    if (task.done) return;
    if (task.tries > MOST_TRIES) return monitor.report('L1', 'the queue never heard a 2xx');
    // To wait for a lease is no fault; whether there was one to wait for is another rule.
    if (!monitor.wasHurt(actor) && answer?.outcome.name !== 'held') unexplained += 1;
    const failures = simulation.scenario.plan.failures ?? 0;
    if (unexplained > PATIENCE + failures) {
      const last = answer?.outcome.name ?? 'nothing';
      return monitor.report('L1', `${unexplained} deliveries without a fault were not enough: ${last}`);
    }
    simulation.world.time.pass(Math.max(BACK_OFF_MS, answer?.retryAfterMs ?? 0));
  }
}

/** One job's life from create to rest, with a queue that delivers until it hears a 2xx. */
export function openLife(simulation: Simulation, monitor: Monitor, options: LifeOptions) {
  const { world, queue } = simulation;
  const { pick = firstIssued, skewsMs = [0], lateAfter = 0 } = options;
  let actors = 0;
  const nextSkew = () => skewsMs[(actors += 1) % skewsMs.length] ?? 0;

  async function operate(operation: OperationName, payload = simulation.payload): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const call = simulation.call(operation, payload, nextSkew());
      await drive(world, () => call.actor.done || !call.actor.alive, pick);
      if (call.answer !== undefined) return;
      world.time.pass(BACK_OFF_MS);
    }
  }

  async function operateTogether(operations: readonly OperationName[]): Promise<void> {
    const calls = operations.map((operation) => simulation.call(operation, simulation.payload, nextSkew()));
    await drive(world, () => calls.every(({ actor }) => actor.done || !actor.alive), pick);
    // Whoever got no answer asks again.
    for (const { operation, answer } of calls) if (answer === undefined) await operate(operation);
  }

  async function deliverOnce(task: QueuedTask): Promise<OpenDelivery> {
    const delivery = simulation.deliver(task, nextSkew());
    let releases = 0;
    const isOver = () => delivery.actor.done || !delivery.actor.alive;
    const before = async () => {
      if (releases === lateAfter) await lateOnes(simulation);
      releases += 1;
    };
    await drive(world, isOver, pick, before);
    takeAnswer(delivery, monitor);
    return delivery;
  }

  const deliverUntilTaken = (task: QueuedTask) => insist(simulation, monitor, () => deliverOnce(task));

  const emptyQueue = async (): Promise<void> => {
    for (const task of queue.values()) if (!task.done) await deliverUntilTaken(task);
  };

  /** Sweeps until nothing is left to do. */
  async function rest(): Promise<void> {
    await emptyQueue();
    await lateOnes(simulation);
    for (let sweeps = 0; sweeps < 6; sweeps += 1) {
      const tasks = queue.size;
      await operate('sweep');
      await emptyQueue();
      if (queue.size === tasks) return;
      world.time.pass(60_000);
    }
    monitor.report('L1', 'the sweep goes on enqueuing a job that comes to no rest');
  }

  const create = () => begin(simulation, operate);

  return { create, operate, operateTogether, deliverUntilTaken, rest };
}

/** What the queue does with the answer to a delivery; what escaped the runner is a fault of its own. */
export function takeAnswer({ answer, task, escaped }: OpenDelivery, monitor: Monitor): void {
  if (escaped !== undefined) {
    const what = escaped instanceof Error ? escaped.message : typeof escaped;
    monitor.report('escape', `the runner threw: ${what}`);
  }
  if (answer !== undefined && answer.status < 300) task.done = true;
}

/** A delivery that never went through the queue's door: the body as someone might send it. */
function strayTask(simulation: Simulation, payload: Simulation['payload'], generation: number): QueuedTask {
  const text = canonicalJson(payload);
  const body = {
    job_id: simulation.key.jobId,
    entity_id: simulation.key.entityId,
    generation,
    fingerprint: fingerprintOfPayload(payload),
    payload_hash: sha256Base32(text),
    payload,
  };
  return { name: `stray ${generation}`, body, tries: 0, done: false, notBeforeMs: 0 };
}

/** See {@link openLife}. */
export type Life = ReturnType<typeof openLife>;

/** What crashed too often can be begun anew by an operator. */
async function retryCrashed({ scenario }: Simulation, monitor: Monitor, life: Life): Promise<void> {
  const { history, report } = monitor;
  // Only the gateway stores a payload; without it a retry has none to go on with.
  if (scenario.withoutGateway === true) return;
  const crashed = history.events().findLast(({ kind }) => kind === 'quarantined')?.generation;
  if (crashed === undefined || history.isOutdated(crashed) || history.forgotten !== undefined) return;
  await life.operate('retry');
  await life.rest();
  if (!history.isOutdated(crashed)) report('I12', 'a job that was set aside could not be begun anew');
}

/** Disturbs a job that has come to rest: a stray duplicate, and another payload. Then checks what must hold at the end. */
export async function endLife(simulation: Simulation, monitor: Monitor, life: Life): Promise<void> {
  const { payload, queue, scenario } = simulation;
  const [first] = queue.values();
  if (first === undefined) return monitor.report('L1', 'the request never reached the queue');
  await retryCrashed(simulation, monitor, life);
  await life.deliverUntilTaken({ ...first, tries: 0, done: false });
  const other = { ...payload, note: `${payload.note} and another` };
  if (scenario.newPayload === 'new_generation') {
    await life.operate('create', other);
    await life.rest();
    await life.deliverUntilTaken({ ...first, tries: 0, done: false });
  } else await life.deliverUntilTaken(strayTask(simulation, other, 1));
  // Who was at work when it was forgotten has stored more since.
  if (monitor.history.forgotten !== undefined) await life.operate('forget');
  checkEnd(simulation, monitor);
}

/** Leads one job from its create call to rest, then disturbs it once more, and checks what must hold at the end. */
export async function leadLife(
  simulation: Simulation,
  monitor: Monitor,
  options: LifeOptions = {},
): Promise<void> {
  const life = openLife(simulation, monitor, options);
  await life.create();
  for (const operation of options.before ?? []) await life.operate(operation);
  await life.rest();
  if (options.together !== undefined) {
    await life.operateTogether(options.together);
    await life.rest();
  }
  for (const operation of options.after ?? []) {
    await life.operate(operation);
    await life.rest();
  }
  await endLife(simulation, monitor, life);
}
