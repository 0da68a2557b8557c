import type { RetryableError, TerminalError } from '@userport/errors';
import { systemClock } from '@userport/http';
import { type Bought, eachOf, oneOf } from '../each-of';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import type { ProviderCall, ProviderParts } from '../paid-call';
import { domainNameOf } from '../domain-name';
import { openLookups, VENDOR } from './lookups';
import { profileOf, type TechnologyProfile } from './quality';
import { domainFacts } from './schemas';

/** What became of one domain. */
export type ProfileOutcome =
  | { readonly website: string; readonly profile: TechnologyProfile }
  | { readonly website: string; readonly error: TerminalError | RetryableError };

/**
 * BuiltWith's Domain API: https://api.builtwith.com/domain-api. Both throw what the HTTP client does, and TerminalError
 * `address_refused`, `budget_exhausted`, `vendor_unauthorized`; RetryableError `quota_exhausted`.
 */
export interface Builtwith {
  /**
   * The technologies of a website and what else is known of its owner. A domain that nobody has seen is an answer:
   * no technologies, quality `insufficient_data`. Kept for 30 days; judged as of today.
   * @throws TerminalError `lookup_refused` when the vendor does not support the domain
   */
  profile(website: string, call: ProviderCall): Promise<TechnologyProfile>;
  /** Several websites, in the order asked for, 16 a request; what failed for one stands beside it, what failed for all is thrown. */
  profiles(websites: readonly string[], call: ProviderCall): Promise<readonly ProfileOutcome[]>;
}

const SCHEMA_VERSION = 1;

/** Makes the provider. A missing key is said when something is asked. */
export function createBuiltwith(parts: ProviderParts): Builtwith {
  const { config, cache } = parts;
  const { now } = parts.http?.clock ?? systemClock;
  const lookups = openLookups(parts);

  const thingsFor = (call: ProviderCall) => ({
    cache,
    queryOf: (domain: string) =>
      keptQuery(
        {
          vendor: VENDOR,
          method: 'domain',
          schemaVersion: SCHEMA_VERSION,
          request: { domain, version: config.BUILTWITH_API_VERSION },
          // Facts are kept; how sure they are depends on the day.
          schema: domainFacts.transform((facts) => profileOf(facts, now())),
          maxAgeMs: VENDOR_ANSWER_MS,
        },
        call,
      ),
    buy: async (missing: readonly string[]): Promise<Bought<TechnologyProfile>[]> => {
      const found = await lookups.lookUp(missing, call);
      return found.map((one) => {
        if ('error' in one) return one;
        const answer = profileOf(one.facts, now());
        return { loaded: { answer, kept: one.facts, costUsd: lookups.priceUsd() } };
      });
    },
  });

  return {
    async profiles(websites, call) {
      const domains = websites.map(domainNameOf);
      const each = await eachOf({ ...thingsFor(call), keys: domains });
      return websites.flatMap((website, index): ProfileOutcome[] => {
        const end = each.get(domains[index] ?? '');
        if (end === undefined) return [];
        return ['value' in end ? { website, profile: end.value } : { website, error: end.error }];
      });
    },
    profile: async (website, call) => oneOf({ ...thingsFor(call), key: domainNameOf(website) }),
  };
}
