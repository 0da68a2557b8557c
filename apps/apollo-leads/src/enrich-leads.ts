import { RetryableError, TerminalError } from '@userport/errors';
import type { PersonProfile, ProfileProvider } from '@userport/providers/enrichlayer';
import type { TaskContext } from '@userport/runner';
import { codeOf, isUsedUp } from './purchases';

/** Whose profile is bought. */
export interface ToEnrich {
  readonly id: string;
  readonly linkedinUrl: string;
}

/** What became of whom was to be enriched. */
export interface Enriched {
  readonly profiles: ReadonlyMap<string, PersonProfile>;
  /** Of whom the vendor knows no page; free. */
  readonly missed: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
}

const NOT_THERE = ['not_found', 'address_refused'];

type Told = { readonly profile: PersonProfile } | { readonly missed: true };

/** One profile, once per job; that there is none is an answer too. */
const profileOf = (
  profiles: Pick<ProfileProvider, 'person'>,
  { linkedinUrl }: ToEnrich,
  context: Pick<TaskContext, 'step'>,
): Promise<Told> =>
  context.step(
    'enrich',
    { linkedinUrl },
    async (call): Promise<Told> => {
      try {
        return { profile: await profiles.person({ url: linkedinUrl }, call) };
      } catch (error) {
        if (error instanceof TerminalError && NOT_THERE.includes(error.code)) return { missed: true };
        throw error;
      }
    },
    { keptElsewhere: (told) => 'profile' in told },
  );

/**
 * Buys profiles, all at once: they are few, and the provider keeps to the vendor's rates. When money or credits end, the
 * others say why they have none, and so does whoever is refused; a passing failure gives the attempt back to the queue
 * unless it is the last.
 */
export async function enrichLeads(
  profiles: Pick<ProfileProvider, 'person'>,
  leads: readonly ToEnrich[],
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal'>,
): Promise<Enriched> {
  const found = new Map<string, PersonProfile>();
  const missed = new Set<string>();
  const refused = new Map<string, string>();
  const ends = await Promise.allSettled(leads.map((lead) => profileOf(profiles, lead, context)));
  context.signal.throwIfAborted();
  ends.forEach((end, index) => {
    const id = leads[index]?.id ?? '';
    if (end.status === 'fulfilled') {
      if ('profile' in end.value) found.set(id, end.value.profile);
      else missed.add(id);
      return;
    }
    const error: unknown = end.reason;
    const isPassing = error instanceof RetryableError && !isUsedUp(error) && !context.attempt.last;
    if (isPassing || !(error instanceof TerminalError || error instanceof RetryableError)) throw error;
    refused.set(id, codeOf(error));
  });
  return { profiles: found, missed, refused };
}
