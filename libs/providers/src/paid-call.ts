import type { Cache } from '@userport/cache';
import { aboutVariable, type Section, sections, vendorPriceAt } from '@userport/config';
import type { Bill, PlannedCall, SettledCall } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { HttpCallError, type HttpCallFacts, type HttpClientOptions } from '@userport/http';

/** What each call is given by the step that makes it. */
export interface ProviderCall {
  readonly signal: AbortSignal;
  readonly bill: Bill;
  /** Passes over kept answers and still keeps the new one. */
  readonly fresh?: boolean | undefined;
  /** Whom a kept answer serves; everybody (`shared`) when not given, since vendors tell all the same. */
  readonly scope?: string | undefined;
  /** An older kept answer does not serve, ms; each function says what counts when not given. */
  readonly maxAgeMs?: number | undefined;
}

/** What every provider is made of. */
export interface ProviderParts {
  /** Section `providers` of the configuration: keys and addresses. */
  readonly config: Section<'providers'>;
  readonly cache: Cache;
  /** Instances of this function that share the vendor's rate limits. */
  readonly instances: number;
  /** For tests: another clock, chance, network, or headers that a sandbox understands. */
  readonly http?: Pick<HttpClientOptions, 'clock' | 'random' | 'fetch' | 'headers'>;
}

type KeyVariable = Extract<keyof Section<'providers'>, `${string}_API_KEY`>;

/**
 * The key of a vendor, asked for when it is used and not before: a missing one stops only who needs it.
 * @throws TerminalError `configuration` naming the variable and where to get it
 */
export function keyOf(config: Section<'providers'>, variable: KeyVariable): string {
  const key = config[variable];
  if (key !== undefined) return key;
  throw new TerminalError(`${variable} is not set. ${aboutVariable(sections.providers.shape[variable])}`, {
    code: 'configuration',
  });
}

/** US dollars of so many units, or null when no price is known. */
export function costUsd(vendor: string, unit: string, count: number, nowMs: number): number | null {
  const price = vendorPriceAt(vendor, unit, new Date(nowMs));
  return price === undefined ? null : Math.round(count * price.usd * 1e9) / 1e9;
}

/** Nobody knows what it cost. */
const UNKNOWN: SettledCall = { units: {}, costUsd: null };

/** A call that was free, marked as what it was: a look-up that found nothing, or one that the vendor refused. */
const freeCall = ({ status }: HttpCallFacts): SettledCall => ({
  units: status === 404 ? { misses: 1 } : { refusals: 1 },
  costUsd: 0,
});

/** What a failed call came to; undefined when nothing was sent. */
function settledFailure(error: unknown, isFree: (facts: HttpCallFacts) => boolean): SettledCall | undefined {
  if (!(error instanceof TerminalError || error instanceof RetryableError)) return UNKNOWN;
  if (!(error.cause instanceof HttpCallError)) {
    const notSent = ['rate_limited', 'configuration', 'vendor_stopped'].includes(error.code);
    return notSent ? undefined : UNKNOWN;
  }
  const { facts } = error.cause;
  if (!facts.sent) return undefined;
  return isFree(facts) ? freeCall(facts) : UNKNOWN;
}

/** Vendors charge for answers, not for refusing them. */
const refused = ({ kind, status = 0 }: HttpCallFacts): boolean => kind === 'refused' && status >= 400;

/** A call and what it came to. */
export interface PaidCall<T> {
  readonly bill: Bill;
  readonly planned: PlannedCall;
  make(): Promise<T>;
  /** What was used, told by the answer. */
  settle(answer: T): SettledCall;
  /** Which failures cost nothing for certain; a status from 400 when not given. */
  isFree?(facts: HttpCallFacts): boolean;
}

/**
 * Makes a call that costs money: an estimate is set aside before it and the true price settled after it, before
 * anybody looks at the answer.
 * @throws TerminalError `budget_exhausted`, in which case nothing was called
 */
export async function paidCall<T>({
  bill,
  planned,
  make,
  settle,
  isFree = refused,
}: PaidCall<T>): Promise<T> {
  const reservation = await bill.reserve(planned);
  try {
    const answer = await make();
    reservation.settle(settle(answer));
    return answer;
  } catch (error) {
    const settled = settledFailure(error, isFree);
    if (settled === undefined) reservation.release();
    else reservation.settle(settled);
    throw error;
  }
}

/** Words of a vendor that mean no although they stand in a good answer. */
export interface RefusalInside {
  readonly client: string;
  readonly endpoint: string;
  /** Address of the call, without secrets. */
  readonly url: string;
  readonly method?: string;
  readonly verdict: 'later' | 'never';
  /** What happened and what to do. */
  readonly message: string;
  readonly code: string;
  readonly retryAfterMs?: number;
}

/** The error of such an answer. */
export function refusalInside(refusal: RefusalInside): TerminalError | RetryableError {
  const { client, endpoint, url, method = 'POST', verdict, message, code, retryAfterMs } = refusal;
  const cause = new HttpCallError({
    client,
    endpoint,
    url,
    method,
    kind: 'refused',
    sent: true,
    status: 200,
  });
  const text = `${client}: ${endpoint} ${message}`;
  return verdict === 'never'
    ? new TerminalError(text, { code, cause })
    : new RetryableError(text, { code, cause, retryAfterMs });
}
