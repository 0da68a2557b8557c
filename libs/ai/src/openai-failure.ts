import { retryAfterMs } from '@userport/http';
import { excerpt, type Failure, type FailureCode } from './model-failure';

/** An error of the SDK's own APIError. */
export interface HttpError {
  readonly status: number;
  readonly code?: string | null | undefined;
  readonly type?: string | undefined;
  readonly message: string;
  readonly requestId?: string | null | undefined;
  readonly headers?: Headers | undefined;
}

const STATUSES: Readonly<Record<number, FailureCode>> = {
  400: 'vendor_refused',
  401: 'vendor_unauthorized',
  403: 'vendor_unauthorized',
  404: 'model_gone',
  408: 'vendor_unavailable',
  409: 'vendor_unavailable',
  422: 'vendor_refused',
  429: 'rate_limited',
};

/** A 429 that no waiting cures. */
const SPENT: ReadonlySet<string> = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

/**
 * `retry-after-ms` before `retry-after`, which is seconds or a date: the order in which the SDK reads them.
 * https://github.com/openai/openai-node (client.ts, retryRequest)
 */
export function retryDelayMs(headers: Headers | undefined, now: number): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (Number.isFinite(milliseconds)) return Math.max(0, Math.ceil(milliseconds));
  return headers && retryAfterMs(headers, now);
}

/**
 * Reads an HTTP error. What is refused with a 4xx was not run and costs nothing; of a 5xx nobody says.
 * https://developers.openai.com/api/docs/guides/error-codes
 */
export function openAiRefusal(
  error: HttpError,
  { model, secret, now }: { readonly model: string; readonly secret: string; readonly now: number },
): Failure {
  const { status } = error;
  const vendorCode = error.code ?? error.type;
  const spent = status === 429 && [error.code, error.type].some((word) => word != null && SPENT.has(word));
  const byStatus = STATUSES[status] ?? (status >= 500 ? 'vendor_unavailable' : 'vendor_refused');
  // The SDK puts the status before the vendor's sentence; a refused key is repeated in it, in part.
  const said = status === 401 ? '' : excerpt(error.message.replace(/^\d{3} /, ''), secret);
  const code = vendorCode === undefined ? '' : ` ${vendorCode}`;
  return {
    code: spent ? 'quota_exhausted' : byStatus,
    happened: `answered ${status}${code}${said === '' ? '' : `, "${said}"`}`,
    call: {
      vendor: 'openai',
      model,
      httpStatus: status,
      vendorCode,
      requestId: error.requestId ?? undefined,
      charge: status >= 500 ? 'unknown' : 'nothing',
    },
    retryAfterMs: retryDelayMs(error.headers, now),
  };
}
