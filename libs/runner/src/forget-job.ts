import { type EntityKey, taskEvent } from '@userport/contracts';
import { forgetName } from './names';
import type { JobStore } from './ports';

/** A job that is to be forgotten, with all its lives that are known. */
export interface ForgottenJob extends EntityKey {
  readonly taskName: string;
  readonly generations: readonly number[];
}

/**
 * Forgets a job: takes the name at which everyone who is at work looks, then writes the tombstones, one for each
 * generation; any of them ends the whole job, also a generation that begins at this moment. Nothing is removed here:
 * whoever removes does so after this has resolved. May be repeated.
 */
export async function forgetJob(
  store: Pick<JobStore, 'putIfAbsent' | 'appendEvents'>,
  { taskName, generations, ...key }: ForgottenJob,
  { token, at }: { readonly token: string; readonly at: Date },
): Promise<void> {
  const { jobId, entityId } = key;
  await store.putIfAbsent(forgetName({ jobId, entityId }), token, { kind: 'forget' });
  await store.appendEvents(
    generations.map((generation) =>
      taskEvent({ jobId, entityId, taskName, generation, kind: 'forgotten', at }),
    ),
  );
}
