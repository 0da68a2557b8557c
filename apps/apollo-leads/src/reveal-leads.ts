import { RetryableError } from '@userport/errors';
import type { Apollo, ApolloPerson } from '@userport/providers/apollo';
import type { TaskContext } from '@userport/runner';
import { codeOf, isUsedUp } from './purchases';

/** What became of whom was to be revealed. */
export interface Revealed {
  readonly people: ReadonlyMap<string, ApolloPerson>;
  /** Whom Apollo has nothing to tell of; free. */
  readonly missed: ReadonlySet<string>;
  /** Why somebody could not be asked for, by id. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Apollo takes ten a call: https://docs.apollo.io/reference/bulk-people-enrichment */
const PER_CALL = 10;

interface Told {
  readonly id: string;
  readonly person: ApolloPerson | null;
  /** Stays with the answer, so that a later delivery sees the same. */
  readonly refusal: string | null;
}

const slices = (all: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(all.length / PER_CALL) }, (_, index) =>
    all.slice(index * PER_CALL, (index + 1) * PER_CALL),
  );

/** Ten people, once per job. A passing failure of any of them is thrown, and the others' answers are kept by the provider. */
async function revealSome(
  apollo: Pick<Apollo, 'reveal'>,
  ids: readonly string[],
  context: Pick<TaskContext, 'step'>,
) {
  return context.step('reveal', ids, async (call): Promise<Told[]> => {
    const outcomes = await apollo.reveal(ids, call);
    return outcomes.map((outcome): Told => {
      if ('person' in outcome) return { id: outcome.id, person: outcome.person, refusal: null };
      if (outcome.error instanceof RetryableError || isUsedUp(outcome.error)) throw outcome.error;
      return { id: outcome.id, person: null, refusal: outcome.error.code };
    });
  });
}

/**
 * Buys LinkedIn addresses, last names and careers in the order given. When money or credits end, the rest stays
 * unrevealed and says why; a passing failure gives the attempt back to the queue unless it is the last.
 */
export async function revealLeads(
  apollo: Pick<Apollo, 'reveal'>,
  ids: readonly string[],
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal'>,
): Promise<Revealed> {
  const people = new Map<string, ApolloPerson>();
  const missed = new Set<string>();
  const refused = new Map<string, string>();
  const ended = await Promise.allSettled(slices(ids).map((some) => revealSome(apollo, some, context)));
  context.signal.throwIfAborted();
  const passing = ended.find((end) => end.status === 'rejected' && !isUsedUp(end.reason));
  if (passing?.status === 'rejected') {
    const isPassing = passing.reason instanceof RetryableError;
    if (!isPassing || !context.attempt.last) throw passing.reason;
  }
  slices(ids).forEach((some, index) => {
    const end = ended[index];
    if (end?.status !== 'fulfilled') {
      for (const id of some) refused.set(id, codeOf(end?.reason));
      return;
    }
    for (const { id, person, refusal } of end.value) {
      if (person !== null) people.set(id, person);
      else if (refusal !== null) refused.set(id, refusal);
      else missed.add(id);
    }
  });
  return { people, missed, refused };
}
