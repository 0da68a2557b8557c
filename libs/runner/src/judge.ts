import type { Delivery, ReadPayload } from './delivery';
import type { GenerationState, JobState } from './job-state';
import { isFinished, statusOf } from './job-status';
import type { Outcome } from './outcome';

/** What a delivery is to do, as far as stored rows can tell. */
export type Verdict =
  /** Nothing to do; `row` names the event that makes it durable, where one is still to be written. */
  | { readonly name: 'answer'; readonly outcome: Outcome; readonly row?: 'rejected' | 'parked' }
  | { readonly name: 'replay'; readonly state: GenerationState }
  | { readonly name: 'send'; readonly state: GenerationState }
  | {
      readonly name: 'run';
      readonly state: GenerationState | undefined;
      readonly read: Extract<ReadPayload, { name: 'read' }>;
    };

const answer = (outcome: Outcome, row?: 'rejected' | 'parked'): Verdict =>
  row === undefined ? { name: 'answer', outcome } : { name: 'answer', outcome, row };

const OTHER_PAYLOAD = 'This job was asked for with another payload; its result stands for that one.';

function judgeSettled(state: GenerationState, nowMs: number): Verdict {
  if (!isFinished(state)) return { name: 'send', state };
  const status = statusOf(state, nowMs);
  if (status === 'parked')
    return answer({ name: 'parked', reason: 'The receiver refuses this result; redeliver sends it again.' });
  if (status === 'not_taken')
    return answer({ name: 'not_taken', summary: { reason: 'The receiver ignores this result.' } });
  return { name: 'replay', state };
}

/** Judges a delivery by what is stored. Pure; `read` is called only where the payload matters. */
export function judge(job: JobState, { body }: Delivery, read: () => ReadPayload, nowMs: number): Verdict {
  const newest = job.generations.at(-1)?.generation ?? 0;
  const state = job.generations.find(({ generation }) => generation === body.generation);
  if (newest > body.generation)
    return answer({ name: 'superseded', reason: `Generation ${newest} of this job has taken its place.` });
  if (body.generation > newest + 1) {
    return answer(
      { name: 'rejected', reason: `Generation ${body.generation} was never asked for.` },
      'rejected',
    );
  }
  const asked = state?.requested?.fingerprint;
  if (asked !== undefined && asked !== body.fingerprint)
    return answer({ name: 'rejected', reason: OTHER_PAYLOAD }, 'rejected');
  if (state?.settled !== undefined) return judgeSettled(state, nowMs);
  if (state?.quarantined !== undefined)
    return answer({ name: 'quarantined', reason: 'Crashed too often; an operator may retry it.' });
  if (state?.unreadable !== undefined)
    return answer({ name: 'parked', reason: 'The request cannot be read.' });
  const payload = read();
  if (payload.name === 'missing')
    return answer({ name: 'payload_missing', reason: 'The stored payload is not whole yet.' });
  if (payload.name === 'unreadable') return answer({ name: 'parked', reason: payload.reason }, 'parked');
  if (payload.fingerprint !== body.fingerprint)
    return answer({ name: 'rejected', reason: OTHER_PAYLOAD }, 'rejected');
  return { name: 'run', state, read: payload };
}
