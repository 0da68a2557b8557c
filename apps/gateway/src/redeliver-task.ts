import { ok } from './problem';
import { openRoundOf } from './open-round';
import type { Handler } from './route';
import { forgottenJob, notInState, selectUnits } from './select-units';

const NOTHING_TO_SEND =
  'There is no result to send again yet; retry runs the job again where it ended without one.';

const onceWarning = (entityId: string, positions: readonly number[]): string =>
  `Body ${positions.join(', ')} of ${entityId} was accepted before and is marked once: the receiver will apply it ` +
  'again, and Django will start the next column again.';

/**
 * `POST /api/v1/tasks/{job_id}/redeliver`: sends a stored result again, as it is, in the next round of delivery;
 * nothing is run. However many ask at once, one round opens.
 */
export const redeliverTask: Handler = async (services, request) => {
  const selected = await selectUnits(services, request);
  if (selected.name === 'problem') return selected.answer;
  const { units, job } = selected;
  const live = units.filter(({ latest }) => latest.forgotten === undefined);
  if (live.length === 0) return forgottenJob(units, job.nowMs);
  const settled = live.filter(({ latest }) => latest.settled !== undefined);
  if (settled.length === 0) return notInState('not_settled', NOTHING_TO_SEND, units, job.nowMs);
  const rounds = await Promise.all(
    settled.map(async (unit) => ({ unit, ...(await openRoundOf(services, unit)) })),
  );
  const [first] = rounds;
  return ok({
    job_id: first?.unit.jobId ?? '',
    status: 'delivering',
    task_name: first?.unit.taskName ?? '',
    task_id: first?.taskId ?? '',
    existing: rounds.every(({ opened }) => !opened),
    enqueued: rounds.every(({ enqueued }) => enqueued),
    warnings: rounds
      .filter(({ onceAgain }) => onceAgain.length > 0)
      .map(({ unit, onceAgain }) => onceWarning(unit.entityId, onceAgain)),
    entities: rounds.map(({ unit, round, taskId }) => ({
      entity_id: unit.entityId,
      generation: unit.latest.generation,
      round,
      task_id: taskId,
    })),
  });
};
