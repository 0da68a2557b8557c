import { type EntityKey, taskEvent } from '@userport/contracts';
import { type GenerationState, isFinished, nextEnqueue } from '@userport/runner';
import { enqueueNext, type Scheduled } from './enqueue-next';
import { detailText, type KnownUnit } from './known-job';
import type { Services } from './services';

/** The round of delivery that is open after the call. */
export interface OpenedRound extends Scheduled {
  readonly round: number;
  /** False when it was open already. */
  readonly opened: boolean;
  /** Of the bodies that must not be applied twice, those that were accepted before: they will be sent again. */
  readonly onceAgain: readonly number[];
}

/** Rounds from the second on say in their `enqueued` event which they belong to, so that a missing one is seen. */
const lastEnqueueOf = ({ enqueued, round }: GenerationState) =>
  round === 1 ? enqueued.at(-1) : enqueued.findLast(({ detail }) => detail['round'] === round);

/** Bodies marked `once` that the receiver took in any round. */
async function onceAgainOf(
  { stores }: Services,
  key: EntityKey,
  { generation, settled, rounds }: GenerationState,
): Promise<number[]> {
  const { bodies } = await stores.jobs.lookup(key, generation);
  const accepted = new Set([...rounds.values()].flatMap((round) => [...round.accepted]));
  return bodies
    .filter(({ token, once, position }) => once && token === settled?.token && accepted.has(position))
    .map(({ position }) => position)
    .sort((a, b) => a - b);
}

/**
 * Opens the next round of delivery of a settled result and enqueues the delivery that sends it. The event's id and the
 * queue's name follow from the round: however many ask at once, one round opens and one delivery comes. A round that
 * is still open stays, and its delivery is enqueued if that never happened.
 */
export async function openRoundOf(services: Services, unit: KnownUnit): Promise<OpenedRound> {
  const { jobId, entityId, taskName, latest } = unit;
  const { generation, requested, round: current } = latest;
  const opened = isFinished(latest);
  const round = opened ? current + 1 : current;
  const onceAgain = opened ? await onceAgainOf(services, unit, latest) : [];
  if (opened) {
    const at = new Date(services.now());
    const place = { jobId, entityId, taskName, generation, round };
    await services.stores.jobs.appendEvents([taskEvent({ ...place, kind: 'redeliver_requested', at })]);
  }
  const enqueued = opened ? undefined : lastEnqueueOf(latest);
  if (requested === undefined || enqueued !== undefined) {
    const taskId = detailText(enqueued, 'queue_task');
    return { round, opened, onceAgain, taskId, enqueued: enqueued !== undefined };
  }
  const detail = { source: 'redeliver', ...(round > 1 ? { round } : {}) };
  const scheduled = await enqueueNext(services, { requested, state: latest, detail });
  services.log.info('A round of delivery was opened.', {
    job_id: jobId,
    entity_id: entityId,
    generation,
    round,
    n: nextEnqueue(latest),
  });
  return { round, opened, onceAgain, ...scheduled };
}
