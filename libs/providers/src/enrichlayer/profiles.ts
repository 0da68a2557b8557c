import { createHttpClient, systemClock } from '@userport/http';
import type { ZodType } from 'zod';
import { keptQuery, SEARCH_ANSWER_MS, VENDOR_ANSWER_MS } from '../kept-query';
import { linkedinCompanyUrl, linkedinPersonUrl } from '../linkedin-page';
import { costUsd, keyOf, paidCall, type ProviderCall, type ProviderParts } from '../paid-call';
import {
  companyProfile,
  type Freshness,
  personProfile,
  type ProfileProvider,
  type WhichProfile,
} from '../profile-provider';
import { companyProfileOf, personProfileOf } from './records';
import { judgeProfiles } from './refusals';
import { companyAnswer, personAnswer } from './schemas';

/** How one of the two vendors is spoken to; what they answer is the same. */
export interface Dialect {
  /** As on the bill. */
  readonly vendor: string;
  readonly keyVariable: 'ENRICHLAYER_API_KEY' | 'PROXYCURL_API_KEY';
  readonly person: { readonly path: string; readonly parameter: string };
  readonly company: { readonly path: string; readonly parameter: string };
}

/** The vendor's own SDK waits that long; the mean is 2 s. */
const TIMEOUT_MS = 90_000;
const TOTAL_TIMEOUT_MS = 240_000;
/** 300 a minute, counted over five (https://help.enrichlayer.com, article 11518706); the SDK has ten workers. */
const RATES = { rules: [{ calls: 1_500, windowMs: 5 * 60_000 }], inFlight: 10 };
/** "Up to three times": https://enrichlayer.com/blog, how to maximize throughput. */
const FURTHER_TRIES = 3;
const SCHEMA_VERSION = 1;

interface Terms {
  readonly query: Readonly<Record<string, string>>;
  /** Credits that an answer may cost at the most. */
  readonly credits: number;
}

/** What freshness is asked for by, and what it costs: 1 for a profile, 1 more when it is renewed, 9 more by force. */
const TERMS: Readonly<Record<Freshness, Terms>> = {
  stored: { query: { use_cache: 'if-present' }, credits: 1 },
  recent: { query: { use_cache: 'if-recent' }, credits: 2 },
  live: { query: { live_fetch: 'force' }, credits: 10 },
};

/** One kind of profile. */
interface Kind<A, T> {
  readonly method: 'person' | 'company';
  readonly answer: ZodType<A>;
  readonly profile: ZodType<T>;
  pageOf(url: string): string;
  profileOf(answer: A, url: string): T;
}

const PERSON = {
  method: 'person',
  answer: personAnswer,
  profile: personProfile,
  pageOf: linkedinPersonUrl,
  profileOf: personProfileOf,
} as const;

const COMPANY = {
  method: 'company',
  answer: companyAnswer,
  profile: companyProfile,
  pageOf: linkedinCompanyUrl,
  profileOf: companyProfileOf,
} as const;

/** Opens the profiles of a vendor who speaks this dialect at this address. */
export function openProfiles(dialect: Dialect, baseUrl: string, parts: ProviderParts): ProfileProvider {
  const { config, cache, instances, http = {} } = parts;
  const { vendor, keyVariable } = dialect;
  const { now } = http.clock ?? systemClock;
  const client = createHttpClient({
    name: vendor,
    baseUrl,
    timeoutMs: TIMEOUT_MS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    rates: { ...RATES, instances },
    // A look-up that was sent and not answered may have cost its credit.
    retry: { unanswered: false, limit: FURTHER_TRIES },
    judge: judgeProfiles(keyVariable),
    ...http,
  });

  const look = async <A, T>(
    { method, answer: schema, profile, pageOf, profileOf }: Kind<A, T>,
    { url, freshness = 'stored' }: WhichProfile,
    call: ProviderCall,
  ): Promise<T> => {
    const page = pageOf(url);
    const { query: terms, credits } = TERMS[freshness];
    const { path, parameter } = dialect[method];
    const price = costUsd(vendor, 'credit', credits, now());
    const load = async () => {
      const headers = { authorization: `Bearer ${keyOf(config, keyVariable)}` };
      const query = { [parameter]: page, ...terms };
      const { bill, signal } = call;
      const answer = await paidCall({
        bill,
        planned: { vendor, operation: method, estimateUsd: price ?? 0 },
        make: () => client.json({ path, query, headers, endpoint: method, signal }, schema),
        // It does not say whether it had to look again: the most is booked.
        settle: () => ({ units: { credits }, costUsd: price }),
      });
      const told = profileOf(answer, page);
      return { answer: told, kept: told, costUsd: price };
    };
    const question = {
      vendor,
      method,
      schemaVersion: SCHEMA_VERSION,
      request: { url: page, freshness },
      schema: profile,
      maxAgeMs: freshness === 'stored' ? VENDOR_ANSWER_MS : SEARCH_ANSWER_MS,
    };
    return cache.cached(keptQuery(question, call), load);
  };

  return {
    person: async (input, call) => look(PERSON, input, call),
    company: async (input, call) => look(COMPANY, input, call),
  };
}
