import { claimGeneration } from './claim';
import { endOf, type GenerationState, type JobState } from './job-state';
import { giveBack, type Run } from './run';

/** A fence does no work under its claim, so nobody ever waits for it. */
const FENCE_LEASE_MS = 1;

const isFenced = ({ claims }: GenerationState): boolean => {
  const last = claims.get(Math.max(0, ...claims.keys()));
  return last !== undefined && [...last.ends.keys()].some((token) => endOf(last, token) === 'superseded');
};

/**
 * Makes sure that nobody works for an older generation any more, so that its bodies never follow those of this one:
 * takes the next claim of each. Whoever asks for one later looks again, and finds that it has been superseded. The
 * `requested` event of this generation must be stored.
 * @returns how many ms somebody still may be at work there; undefined when nobody is
 */
export async function fenceOlder(run: Run, job: JobState, nowMs: number): Promise<number | undefined> {
  const older = job.generations.filter((state) => state.generation < run.unit.generation && !isFenced(state));
  for (const state of older) {
    const unit = { ...run.unit, generation: state.generation };
    const fencing = { ...run, unit };
    const onUnclear = (epoch: number) => giveBack(fencing, epoch, 'superseded');
    const request = { token: run.token, leaseMs: FENCE_LEASE_MS, nowMs, mayQuarantine: false, onUnclear };
    const answer = await claimGeneration(run.store, unit, state, request);
    if (answer.name === 'held') return answer.retryAfterMs;
    if (answer.name === 'granted') await giveBack(fencing, answer.epoch, 'superseded');
  }
  return undefined;
}
