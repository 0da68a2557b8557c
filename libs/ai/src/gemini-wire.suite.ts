import { type FailureCase, failureCase } from './language-model.suite';

/** A day on which a million tokens of gemini-3.8-flash cost 0.75 in, 0.075 cached and 3.75 out. Noon in London. */
export const NOW = Date.parse('2026-11-23T12:00:00Z');

/** 1,000 in (900 prompt and 100 from tools), 200 of them cached; 100 out (40 written and 60 thought). */
const usageMetadata = {
  promptTokenCount: 900,
  cachedContentTokenCount: 200,
  toolUsePromptTokenCount: 100,
  candidatesTokenCount: 40,
  thoughtsTokenCount: 60,
  totalTokenCount: 1100,
};
/** 800 × 0.75 + 200 × 0.075 + 100 × 3.75 millionths. */
export const COST_USD = 0.00099;

/** A whole answer. */
export const answer = (
  parts: readonly object[],
  extra: object = {},
  finishReason: string | undefined = 'STOP',
) => ({
  candidates: [{ index: 0, finishReason, content: { role: 'model', parts }, ...extra }],
  usageMetadata,
  modelVersion: 'gemini-3.8-flash',
  responseId: 'r_1',
});

/** An answer that ended for a reason. */
export const finished = (finishReason: string): unknown =>
  answer([{ text: '{"name":"Quarry' }], {}, finishReason);

/** A refusal as the vendor writes it. */
export const refused = (status: number, word: string, details: readonly object[] = [], message = 'No.') => ({
  status,
  json: { error: { code: status, message, status: word, details } },
});

const quota = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests', quotaId }],
});
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' };
const keyInvalid = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' };

const noUsage = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, modelVersion: 'gemini-3.8-flash' };
const minuteQuota = [quota('GenerateRequestsPerMinutePerProjectPerModel'), retryInfo];
const dayQuota = [quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), retryInfo];
/** 04:00 in Los Angeles at NOW: twenty hours are left of the day. */
const UNTIL_MIDNIGHT_MS = 20 * 60 * 60 * 1000;

const ofFinish = (code: FailureCase['code'], ...reasons: readonly string[]): FailureCase[] =>
  reasons.map((reason) =>
    failureCase(`finish reason ${reason}`, { json: finished(reason) }, code, COST_USD, {
      vendorCode: reason,
      says: reason,
      ask: 'object',
    }),
  );

const blocked = { promptTokenCount: 31, totalTokenCount: 31 };
const BLOCKS = [
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
];
const exhausted = (details: readonly object[] = []) => refused(429, 'RESOURCE_EXHAUSTED', details);
const withoutReason = { candidates: [{ content: { parts: [{ text: 'Quarry' }] } }], usageMetadata };

/** Every row of the failure table of Gemini, by name. */
export const geminiFailures: readonly FailureCase[] = [
  failureCase('400', refused(400, 'INVALID_ARGUMENT', [], 'Too many states.'), 'vendor_refused', 0, {
    vendorCode: 'INVALID_ARGUMENT',
    says: 'answered 400 INVALID_ARGUMENT, "Too many states."',
  }),
  failureCase('400 for a bad key', refused(400, 'INVALID_ARGUMENT', [keyInvalid]), 'vendor_unauthorized', 0),
  failureCase('401', refused(401, 'UNAUTHENTICATED'), 'vendor_unauthorized', 0),
  failureCase('402, credits are spent', refused(402, 'RESOURCE_EXHAUSTED'), 'quota_exhausted', 0),
  failureCase('403', refused(403, 'PERMISSION_DENIED'), 'vendor_unauthorized', 0),
  failureCase('404', refused(404, 'NOT_FOUND'), 'model_gone', 0, { says: 'MODELS of libs/config' }),
  failureCase('429 with RetryInfo', exhausted(minuteQuota), 'rate_limited', 0, { retryAfterMs: 34_400 }),
  failureCase('429 without a delay', exhausted(), 'rate_limited', 0),
  failureCase('429 of a daily quota', exhausted(dayQuota), 'daily_quota_exhausted', 0, {
    retryAfterMs: UNTIL_MIDNIGHT_MS,
  }),
  ...[500, 502, 503, 504].map((status) =>
    failureCase(`${status}`, refused(status, 'UNAVAILABLE'), 'vendor_unavailable', 0),
  ),
  // 31 × 0.75 millionths.
  ...BLOCKS.map((blockReason) =>
    failureCase(
      `prompt blocked (${blockReason})`,
      { json: { promptFeedback: { blockReason }, usageMetadata: blocked } },
      'prompt_blocked',
      0.00002325,
      { vendorCode: blockReason },
    ),
  ),
  failureCase('prompt blocked without counts', { json: noUsage }, 'prompt_blocked', null),
  ...ofFinish('answer_truncated', 'MAX_TOKENS', 'CONTINUATION'),
  ...ofFinish(
    'answer_blocked',
    'SAFETY',
    'RECITATION',
    'LANGUAGE',
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'SPII',
  ),
  ...ofFinish('answer_stopped', 'OTHER', 'MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL'),
  ...ofFinish('answer_stopped', 'TOO_MANY_TOOL_CALLS', 'MALFORMED_RESPONSE', 'A_NEW_ONE'),
  failureCase('no finish reason', { json: withoutReason }, 'answer_stopped', COST_USD),
  failureCase('neither candidates nor feedback', { json: { usageMetadata } }, 'answer_stopped', COST_USD),
];
