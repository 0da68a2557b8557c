import type { JsonObject } from '@userport/contracts';
import type { JobStatus } from '@userport/runner';
import type { Monitor } from './monitor';
import { placeOf } from './memory-store';
import type { Simulation } from './simulation';
import { GIVEN_UP } from './world';

/** Where a life may come to rest. */
const RESTING: readonly JobStatus[] = [
  'delivered',
  'failed',
  'cancelled',
  'not_taken',
  'parked',
  'quarantined',
  'forgotten',
];

const isTimeOver = ({ error }: JsonObject): boolean =>
  (error as JsonObject | undefined)?.['code'] === 'lease_over';

/** What may have cost a second call of a step: faults, deaths, drains, calls given up, takeovers, time that ran out. */
function excusesIn({ world, actors }: Simulation, { faults, history, takeovers }: Monitor): number {
  const gone = actors.filter(({ alive, drain }) => !alive || drain.signal.aborted).length;
  const givenUp = world.trace.filter(({ note, deed }) => note === GIVEN_UP && deed?.op === 'vendor').length;
  const ranOut = history
    .events()
    .filter(({ kind, detail }) => kind === 'attempt_failed' && isTimeOver(detail)).length;
  return faults() + takeovers() + gone + givenUp + ranOut;
}

/** Nothing is paid twice without a reason. */
function checkPaid(simulation: Simulation, monitor: Monitor): void {
  const excuses = excusesIn(simulation, monitor);
  for (const [step, calls] of monitor.paid)
    if (calls > 1 + excuses)
      monitor.report('I9', `step ${step} was paid for ${calls} times, with ${excuses} excuses`);
}

/** A forgotten job stays forgotten in every generation, and nothing of it is left once somebody has asked again at rest. */
function checkForgotten({ world, runner, key }: Simulation, { history, report }: Monitor): void {
  if (history.forgotten === undefined) return;
  const events = history.events();
  for (const state of runner.foldJob(events).generations)
    if (runner.statusOf(state, world.time.now()) !== 'forgotten')
      report('I21', `generation ${state.generation} of a forgotten job is not called so`);
  const left = [world.tables.bodies, world.tables.memos].flatMap((lives) =>
    [...lives].filter(([life, rows]) => life.startsWith(`${placeOf(key)}/`) && rows.length > 0),
  );
  const isStored = events.some(
    ({ detail: { payload_hash: hash } }) => typeof hash === 'string' && world.tables.payloads.has(hash),
  );
  if (left.length > 0 || isStored) report('I22', 'something of a forgotten job is still stored');
}

/** Checks what must hold when nothing runs any more. */
export function checkEnd(simulation: Simulation, monitor: Monitor): void {
  const { world, runner, key, receiver } = simulation;
  const { history, report } = monitor;
  checkPaid(simulation, monitor);
  checkForgotten(simulation, monitor);
  const job = runner.foldJob(world.tables.events.get(placeOf(key)) ?? []);
  const asked = job.generations.filter(({ requested }) => requested !== undefined);
  const numbers = new Set(
    history.events().flatMap((event) => (event.kind === 'requested' ? [event.generation] : [])),
  );
  // Where a create was never answered and its payload never came again, all others have been rejected.
  const isNobodys = numbers.size === 0 && history.events().some(({ kind }) => kind === 'rejected');
  if (asked.length !== numbers.size || (numbers.size === 0 && !isNobodys))
    report('I14', `${numbers.size} generations were accepted, ${asked.length} are accounted for`);
  for (const state of asked) {
    const { generation } = state;
    const status = runner.statusOf(state, world.time.now());
    const outdated = history.isOutdated(generation);
    if (!outdated && !RESTING.includes(status))
      report('I14', `nothing runs, and generation ${generation} is ${status}`);
    const settling = history.settlings.get(generation);
    const arrived = receiver.arrivals.filter((one) => one.generation === generation);
    const seen = new Set(arrived.map(({ page }) => page.position));
    const isDelivered = status === 'delivered' || status === 'failed' || status === 'cancelled';
    if (isDelivered && (settling === undefined || seen.size !== settling.total))
      report('I16', `generation ${generation} is called ${status} with ${seen.size} bodies received`);
    const firsts = [...seen];
    if (firsts.some((position, index) => position !== index + 1))
      report('I16', `the bodies of generation ${generation} arrived in the order ${firsts.join(', ')}`);
    if (!outdated && status !== 'forgotten' && settling !== undefined && state.settled === undefined)
      report('I12', `generation ${generation} has a result that nobody can see`);
  }
}
