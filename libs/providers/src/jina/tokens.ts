import type { SettledCall } from '@userport/contracts';
import { cleanPageText, createHttpClient, type HttpClient, type RateRule } from '@userport/http';
import { costUsd, type ProviderParts } from '../paid-call';
import { judgeJina } from './refusals';

/** As on the bill. */
export const VENDOR = 'jina';

/** The mean is 8 s for a page (https://jina.ai/api-dashboard/rate-limit); a slow site takes the rest. */
const TIMEOUT_MS = 60_000;
/** Three tries and waits, within a queue's patience for one step. */
const TOTAL_TIMEOUT_MS = 180_000;
/** A page of 10 MB, quoted as JSON. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
const LONGEST_LINE = 1_000;

/** A client of reader or search, with Jina's own rules of what a refusal means. */
export const openClient = (
  { instances, http = {} }: Pick<ProviderParts, 'instances' | 'http'>,
  baseUrl: string,
  rates: { readonly rules: readonly RateRule[]; readonly inFlight: number },
  now: () => number,
): HttpClient =>
  createHttpClient({
    name: VENDOR,
    baseUrl,
    timeoutMs: TIMEOUT_MS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    rates: { ...rates, instances },
    judge: judgeJina(now),
    ...http,
  });

/** Tokens that were charged, by the body or else by the header; undefined when neither says. */
export function tokensOf(told: number | null | undefined, headers: Headers): number | undefined {
  const header = headers.get('x-usage-tokens') ?? '';
  return told ?? (/^\d{1,9}$/.test(header) ? Number(header) : undefined);
}

/** What so many tokens come to on the bill; unknown when nobody counted them. */
export const settledTokens = (tokens: number | undefined, nowMs: number): SettledCall =>
  tokens === undefined
    ? { units: {}, costUsd: null }
    : { units: { tokens }, costUsd: costUsd(VENDOR, 'token', tokens, nowMs) };

/** What so many tokens may cost at the most. */
export const estimateTokens = (tokens: number, nowMs: number): number =>
  costUsd(VENDOR, 'token', tokens, nowMs) ?? 0;

/** One line of a page, cleaned and bounded; null when it says nothing. */
export const lineOf = (text: string | null | undefined): string | null => {
  const clean = cleanPageText(text ?? '', LONGEST_LINE).text.trim();
  return clean === '' ? null : clean;
};
