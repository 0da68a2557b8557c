import type { Actor, Crossing } from './crossing';
import type { World } from './world';

/** Which of the waiting crossings goes on. */
export type PickNext = (ready: readonly Crossing[]) => Crossing;

/** In the order in which they were issued. */
export const firstIssued: PickNext = (ready) => ready[0] as Crossing;
/** The other way round. */
export const lastIssued: PickNext = (ready) => ready.at(-1) as Crossing;

/** More releases than any run needs; a run that goes on longer is stuck. */
const MOST_RELEASES = 20_000;

/** Resolves when every promise that can go on has gone on. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const goesOn = (owner: object): boolean => {
  const { alive, frozen } = owner as Actor;
  return alive && !frozen;
};

/** What may be released now. */
export const readyIn = (world: World): Crossing[] =>
  world.waiting.filter(({ actor, dueMs }) => goesOn(actor) && dueMs <= world.time.now());

/** Lets time pass until something is due; false when nothing ever will be. */
function passToNext(world: World): boolean {
  let next = world.time.nextDue(goesOn);
  for (const { actor, dueMs } of world.waiting)
    if (goesOn(actor) && dueMs > 0 && (next === undefined || dueMs < next)) next = dueMs;
  if (next === undefined) return false;
  world.time.pass(Math.max(0, next - world.time.now()));
  return true;
}

/**
 * Releases one crossing after the other until `until` holds.
 * @throws Error when nothing is left that could go on
 */
export async function drive(
  world: World,
  until: () => boolean,
  pick: PickNext = firstIssued,
  before?: () => Promise<void>,
): Promise<void> {
  for (let releases = 0; releases < MOST_RELEASES; releases += 1) {
    await quiet();
    if (world.time.fire(goesOn)) await quiet();
    if (until()) return;
    await before?.();
    const ready = readyIn(world);
    if (ready.length > 0) await world.release(pick(ready));
    else if (!passToNext(world)) throw new Error('stuck: nothing is left that could go on');
  }
  throw new Error(`stuck: not ended after ${MOST_RELEASES} releases`);
}
