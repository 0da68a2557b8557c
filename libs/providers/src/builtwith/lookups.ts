import { RetryableError, TerminalError } from '@userport/errors';
import { createHttpClient, systemClock } from '@userport/http';
import { costUsd, keyOf, paidCall, type ProviderCall, type ProviderParts, refusalInside } from '../paid-call';
import { factsOf } from './facts';
import { judgeBuiltwith, LOOKUP_REFUSED, lookupOf, refusalOf } from './refusals';
import { type DomainFacts, lookupAnswer, type LookupError, lookupResult, type LookupResult } from './schemas';
import type { z } from 'zod';

/** As on the bill. */
export const VENDOR = 'builtwith';

type PairError = TerminalError | RetryableError;

/** What became of one domain. */
export type LookedUp = { readonly facts: DomainFacts } | { readonly error: PairError };

/** Looks domains up, as many as there are, in the order asked for. */
export interface Lookups {
  lookUp(domains: readonly string[], call: ProviderCall): Promise<LookedUp[]>;
  /** US dollars of one domain. */
  priceUsd(): number | null;
}

/** https://api.builtwith.com/domain-api: so many root domains a request. */
const MOST_DOMAINS = 16;
/** A domain that is not in its base is visited first, which takes up to a minute. */
const TIMEOUT_MS = 90_000;
const TOTAL_TIMEOUT_MS = 240_000;
/** A large shop has a megabyte of sub-domains and pages. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
/** https://api.builtwith.com, rate limits. */
const RATES = { rules: [{ calls: 10, windowMs: 1000 }], inFlight: 8 };
/** No descriptions and links, which nobody reads; no personal data. Tags and categories stay. */
const OPTIONS = { HIDEDL: 'yes', NOPII: 'yes' };

const slices = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

const withoutWww = (domain: string): string => domain.toLowerCase().replace(/^www\./, '');

/** Which domains were looked up and charged: not those that it refused by name. */
const chargedOf = (domains: readonly string[], errors: readonly LookupError[]): number => {
  const refused = new Set(errors.flatMap((error) => withoutWww(lookupOf(error) ?? '')));
  return domains.filter((domain) => !refused.has(domain)).length;
};

const resultsOf = (results: readonly unknown[]): LookupResult[] => {
  const read = results.flatMap((result) => lookupResult.safeParse(result).data ?? []);
  if (read.length === results.length) return read;
  throw new TerminalError(
    'builtwith: a profile has another shape than agreed. Compare the schema with its documentation.',
    { code: 'response_unexpected' },
  );
};

/** What an answer says of each domain, by its name and not by its place: one that is not known may be left out. */
function answersOf(
  domains: readonly string[],
  { Results, Errors }: z.infer<typeof lookupAnswer>,
  url: string,
): LookedUp[] {
  const results = resultsOf(Results);
  const lone = domains.length === 1 ? results[0] : undefined;
  return domains.map((domain) => {
    const said = (Errors ?? []).find((error) => withoutWww(lookupOf(error) ?? '') === domain);
    if (said === undefined) {
      return { facts: factsOf(domain, results.find(({ Lookup }) => withoutWww(Lookup) === domain) ?? lone) };
    }
    const { code, message } = refusalOf(said);
    const about = { client: VENDOR, endpoint: 'domain', method: 'GET', url };
    return { error: refusalInside({ ...about, verdict: 'never', code, message }) };
  });
}

/** Opens the look-ups. */
export function openLookups({ config, instances, http = {} }: ProviderParts): Lookups {
  const { now } = http.clock ?? systemClock;
  const baseUrl = config.BUILTWITH_BASE_URL;
  const path = `/${config.BUILTWITH_API_VERSION}/api.json`;
  const client = createHttpClient({
    name: VENDOR,
    baseUrl,
    timeoutMs: TIMEOUT_MS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    rates: { ...RATES, instances },
    // A look-up that was sent and not answered may have cost its credit.
    retry: { unanswered: false },
    judge: judgeBuiltwith,
    ...http,
  });
  const priceOf = (credits: number) => costUsd(VENDOR, 'credit', credits, now());

  const request = async (domains: readonly string[], { bill, signal }: ProviderCall): Promise<LookedUp[]> => {
    const headers = { authorization: `API ${keyOf(config, 'BUILTWITH_API_KEY')}` };
    const query = { LOOKUP: domains.join(','), ...OPTIONS };
    const answer = await paidCall({
      bill,
      planned: { vendor: VENDOR, operation: 'domain', estimateUsd: priceOf(domains.length) ?? 0 },
      make: () => client.json({ path, query, headers, endpoint: 'domain', signal }, lookupAnswer),
      settle: ({ Errors }) => {
        const credits = chargedOf(domains, Errors ?? []);
        return { units: { credits }, costUsd: priceOf(credits) };
      },
      // What it refuses inside a 200 costs no credit either.
      isFree: ({ kind }) => kind === 'refused',
    });
    return answersOf(domains, answer, `${baseUrl}${path}`);
  };

  const lookUp = async (domains: readonly string[], call: ProviderCall): Promise<LookedUp[]> => {
    try {
      return await request(domains, call);
    } catch (error) {
      if (!(error instanceof TerminalError || error instanceof RetryableError)) throw error;
      // It does not say which one it means: each is asked alone.
      if (domains.length > 1 && error.code === LOOKUP_REFUSED) {
        return (await Promise.all(domains.map((domain) => lookUp([domain], call)))).flat();
      }
      return domains.map(() => ({ error }));
    }
  };

  return {
    priceUsd: () => priceOf(1),
    async lookUp(domains, call) {
      const parts = slices(domains, MOST_DOMAINS).map((some) => lookUp(some, call));
      return (await Promise.all(parts)).flat();
    },
  };
}
