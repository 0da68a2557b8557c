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

/** Profiles on their way at once: https://github.com/enrichlayer/enrichlayer-api-py works with ten. */
const CONCURRENCY = 10;
const NOT_THERE = ['not_found', 'address_refused'];

type Told = { readonly profile: PersonProfile } | { readonly missed: true };

/** One profile, once per job; that there is none is an answer too. */
const profileOf = (
  profiles: Pick<ProfileProvider, 'person'>,
  { linkedinUrl }: ToEnrich,
  context: Pick<TaskContext, 'step'>,
): Promise<Told> =>
  context.step('enrich', { linkedinUrl }, async (call): Promise<Told> => {
    try {
      return { profile: await profiles.person({ url: linkedinUrl }, call) };
    } catch (error) {
      if (error instanceof TerminalError && NOT_THERE.includes(error.code)) return { missed: true };
      throw error;
    }
  });

/**
 * Buys profiles in the order given. When money or credits end nothing more is asked for, and the others say why they
 * have none; a passing failure gives the attempt back to the queue unless it is the last.
 */
export async function enrichLeads(
  profiles: Pick<ProfileProvider, 'person'>,
  leads: readonly ToEnrich[],
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal'>,
): Promise<Enriched> {
  const found = new Map<string, PersonProfile>();
  const missed = new Set<string>();
  const refused = new Map<string, string>();
  const waiting = [...leads];
  let usedUp: string | undefined;
  let passing: Error | undefined;
  const lane = async (): Promise<void> => {
    for (let lead = waiting.shift(); lead !== undefined; lead = waiting.shift()) {
      if (usedUp !== undefined) refused.set(lead.id, usedUp);
      if (usedUp !== undefined) continue;
      try {
        const told = await profileOf(profiles, lead, context);
        if ('profile' in told) found.set(lead.id, told.profile);
        else missed.add(lead.id);
      } catch (error) {
        refused.set(lead.id, codeOf(error));
        if (isUsedUp(error)) usedUp = codeOf(error);
        else if (!(error instanceof TerminalError))
          passing ??= error instanceof Error ? error : new TerminalError(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  context.signal.throwIfAborted();
  if (passing !== undefined && !(passing instanceof RetryableError && context.attempt.last)) throw passing;
  return { profiles: found, missed, refused };
}
