import type { TaskContract } from '@userport/contracts';
import { type GenerationState, isFinished, type JobState } from '@userport/runner';

/** What a create call means for one unit of work. */
export type CreatePlan =
  /** Nobody asked for this before, or the contract takes the payload as a new beginning. */
  | { readonly name: 'elect'; readonly generation: number }
  /** The same request again. */
  | { readonly name: 'known'; readonly state: GenerationState }
  /** Whom it is about was forgotten, and with him or her this job for good. */
  | { readonly name: 'forgotten'; readonly at: Date }
  /** Known with another payload, which is a mistake for this task. */
  | { readonly name: 'refused'; readonly fingerprint: string };

/** The engines keep names for six months (BigQuery job information); a generation beyond this age is not elected about. */
const OLDEST_NAME_MS = 150 * 86_400_000;

/** True when the names of a generation may be gone, so that nothing can be elected about it any more. */
export const isBeyondNames = ({ requested }: GenerationState, nowMs: number): boolean =>
  requested !== undefined && nowMs - requested.at.getTime() > OLDEST_NAME_MS;

/** Judges a create call by what is stored. Pure. */
export function planCreate(
  { newPayload }: Pick<TaskContract, 'newPayload'>,
  { generations }: JobState,
  fingerprint: string,
  nowMs: number,
): CreatePlan {
  const latest = generations.at(-1);
  if (latest === undefined) return { name: 'elect', generation: 1 };
  if (latest.forgotten !== undefined) return { name: 'forgotten', at: latest.forgotten.at };
  const held = latest.requested?.fingerprint;
  // A function has begun it and its request is not to be seen yet; whoever asks now elects the same generation.
  if (held === undefined) return { name: 'elect', generation: latest.generation };
  const next = { name: 'elect', generation: latest.generation + 1 } as const;
  if (held !== fingerprint) return newPayload === 'refuse' ? { name: 'refused', fingerprint: held } : next;
  return !isFinished(latest) && latest.settled === undefined && isBeyondNames(latest, nowMs)
    ? next
    : { name: 'known', state: latest };
}
