import { z } from 'zod';
import { excerpt, type FailedCall, type Failure, type FailureCode } from './model-failure';

const detail = z.object({
  '@type': z.string().nullish(),
  reason: z.string().nullish(),
  retryDelay: z.string().nullish(),
  violations: z.array(z.object({ quotaId: z.string().nullish() })).nullish(),
});

const bodySchema = z.object({
  error: z.object({
    message: z.string().nullish(),
    status: z.string().nullish(),
    details: z.array(detail).nullish(),
  }),
});

type ErrorBody = z.infer<typeof bodySchema>['error'];

/** The SDK's ApiError has the body's JSON text for its message, and no headers. */
function bodyOf(message: string): ErrorBody {
  try {
    const body = bodySchema.safeParse(JSON.parse(message));
    return body.success ? body.data.error : {};
  } catch {
    return { message };
  }
}

/** `34.4s` to 34400. */
const delayMs = (text: string | null | undefined): number | undefined => {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Daily quotas of the Gemini API are counted anew at midnight Pacific time. An hour off on two days of the year. */
function untilPacificMidnightMs(now: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(now));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return DAY_MS - ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000;
}

/** By status; 429 and a refused key are told apart by the body. Everything else above 499 counts as unavailable. */
const STATUSES: Readonly<Record<number, FailureCode>> = {
  400: 'vendor_refused',
  401: 'vendor_unauthorized',
  402: 'quota_exhausted',
  403: 'vendor_unauthorized',
  404: 'model_gone',
  408: 'vendor_unavailable',
  429: 'rate_limited',
};

function codeOf(status: number, { details }: ErrorBody): FailureCode {
  const reasons = (details ?? []).map((each) => each.reason);
  if (status === 400 && reasons.includes('API_KEY_INVALID')) return 'vendor_unauthorized';
  const quotas = (details ?? []).flatMap((each) => each.violations ?? []).map((each) => each.quotaId ?? '');
  if (status === 429 && quotas.some((quota) => quota.includes('PerDay'))) return 'daily_quota_exhausted';
  return STATUSES[status] ?? (status >= 500 ? 'vendor_unavailable' : 'vendor_refused');
}

/**
 * Reads an HTTP error. Nothing was charged: "If your request fails with a 400 or 500 error, you won't be charged"
 * (https://ai.google.dev/gemini-api/docs/billing).
 */
export function geminiRefusal(
  error: { readonly status: number; readonly message: string },
  { model, secret, now }: { readonly model: string; readonly secret: string; readonly now: number },
): Failure {
  const body = bodyOf(error.message);
  const code = codeOf(error.status, body);
  const asked = (body.details ?? []).map((each) => delayMs(each.retryDelay)).find((ms) => ms !== undefined);
  const status = body.status ?? undefined;
  const call: FailedCall = {
    vendor: 'gemini',
    model,
    httpStatus: error.status,
    vendorCode: status,
    charge: 'nothing',
  };
  const said = excerpt(body.message ?? '', secret);
  return {
    code,
    happened: `answered ${error.status}${status === undefined ? '' : ` ${status}`}${said === '' ? '' : `, "${said}"`}`,
    call,
    // The delay that comes with a spent daily quota is that of the minute.
    retryAfterMs: code === 'daily_quota_exhausted' ? untilPacificMidnightMs(now) : asked,
  };
}
