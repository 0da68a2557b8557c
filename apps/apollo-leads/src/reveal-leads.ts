import { RetryableError, TerminalError } from '@userport/errors';
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
  /** The first failure, when nobody at all was told of because of it. */
  readonly failure?: TerminalError | RetryableError;
}

/** Apollo takes ten a call: https://docs.apollo.io/reference/bulk-people-enrichment */
const PER_CALL = 10;
/** What is left of a budget that does not pay for ten may pay for fewer. */
const FEWER = [5, 2, 1];

interface Told {
  readonly id: string;
  readonly person: ApolloPerson | null;
  /** Stays with the answer, so that a later delivery sees the same. */
  readonly refusal: string | null;
}

type End = { readonly told: readonly Told[] } | { readonly error: unknown };

/**
 * Tens, with what does not fill one in front: all are asked for at once, and where the budget ends a shorter last one
 * would still be paid for before better ones.
 */
function slices(all: readonly string[]): string[][] {
  const rest = all.length % PER_CALL;
  const tens = Array.from({ length: Math.floor(all.length / PER_CALL) }, (_, index) =>
    all.slice(rest + index * PER_CALL, rest + (index + 1) * PER_CALL),
  );
  return rest === 0 ? tens : [all.slice(0, rest), ...tens];
}

/** Some people, once per job. A passing failure of any of them is one of all; the others' answers are kept by the provider. */
async function revealSome(
  apollo: Pick<Apollo, 'reveal'>,
  ids: readonly string[],
  context: Pick<TaskContext, 'step'>,
): Promise<End> {
  const ask: Parameters<typeof context.step<Told[]>>[2] = async (call) => {
    const outcomes = await apollo.reveal(ids, call);
    return outcomes.map((outcome): Told => {
      if ('person' in outcome) return { id: outcome.id, person: outcome.person, refusal: null };
      if (outcome.error instanceof RetryableError || isUsedUp(outcome.error)) throw outcome.error;
      return { id: outcome.id, person: null, refusal: outcome.error.code };
    });
  };
  try {
    // The provider keeps people and misses; a refusal may have been paid for and is kept here.
    const keptElsewhere = (told: readonly Told[]) => told.every(({ refusal }) => refusal === null);
    return { told: await context.step('reveal', ids, ask, { keptElsewhere }) };
  } catch (error) {
    return { error };
  }
}

/** Those whom the budget did not pay for ten at a time, in their order, in fewer and fewer. */
async function withWhatIsLeft(
  apollo: Pick<Apollo, 'reveal'>,
  ids: readonly string[],
  context: Pick<TaskContext, 'step'>,
): Promise<readonly End[]> {
  const ends: End[] = [];
  let rest = ids;
  for (const size of FEWER) {
    while (rest.length > 0) {
      const end = await revealSome(apollo, rest.slice(0, size), context);
      ends.push(end);
      if ('error' in end) break;
      rest = rest.slice(size);
    }
  }
  return ends;
}

const errorsOf = (ends: readonly ({ readonly error: unknown } | object)[]): unknown[] =>
  ends.flatMap((end) => ('error' in end ? [end.error] : []));

/** What must not be passed over: a fault of our own, and what another attempt may cure. */
function throwWhatCounts(errors: readonly unknown[], { last }: TaskContext['attempt']): void {
  for (const error of errors) {
    const isOurs = error instanceof TerminalError || error instanceof RetryableError;
    if (!isOurs || (error instanceof RetryableError && !isUsedUp(error) && !last)) throw error;
  }
}

/**
 * Buys LinkedIn addresses, last names and careers in the order given. When money or credits end, the rest stays
 * unrevealed and says why, and so does whoever is refused; a passing failure gives the attempt back to the queue unless
 * it is the last.
 */
export async function revealLeads(
  apollo: Pick<Apollo, 'reveal'>,
  ids: readonly string[],
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal'>,
): Promise<Revealed> {
  const people = new Map<string, ApolloPerson>();
  const missed = new Set<string>();
  const refused = new Map<string, string>();
  const all = await Promise.all(
    slices(ids).map(async (some) => ({ some, end: await revealSome(apollo, some, context) })),
  );
  context.signal.throwIfAborted();
  const failed = all.flatMap(({ some, end }) => ('error' in end ? [{ some, error: end.error }] : []));
  throwWhatCounts(errorsOf(failed), context.attempt);
  const unpaid = failed
    .filter(({ error }) => codeOf(error) === 'budget_exhausted')
    .flatMap(({ some }) => some);
  const further = await withWhatIsLeft(apollo, unpaid, context);
  context.signal.throwIfAborted();
  throwWhatCounts(errorsOf(further), context.attempt);
  for (const { some, error } of failed) for (const id of some) refused.set(id, codeOf(error));
  for (const end of [...all.map((one) => one.end), ...further]) {
    for (const { id, person, refusal } of 'told' in end ? end.told : []) {
      refused.delete(id);
      if (person !== null) people.set(id, person);
      else if (refusal !== null) refused.set(id, refusal);
      else missed.add(id);
    }
  }
  const [failure] = errorsOf(failed) as (TerminalError | RetryableError)[];
  const isNobody = people.size === 0 && missed.size === 0;
  return { people, missed, refused, ...(isNobody && failure !== undefined && { failure }) };
}
