import { type FailureCase, failureCase } from './language-model.suite';

/** A day on which a million tokens of gpt-6.1-terra cost 1 in, 0.05 cached and 5 out. */
export const NOW = Date.parse('2026-11-23T12:00:00Z');

/** 1,000 in, 200 of them cached; 100 out, 60 of them thought. */
export const usage = {
  input_tokens: 1000,
  input_tokens_details: { cached_tokens: 200, cache_write_tokens: 0 },
  output_tokens: 100,
  output_tokens_details: { reasoning_tokens: 60 },
  total_tokens: 1100,
};
/** 800 × 1 + 200 × 0.05 + 100 × 5 millionths. */
export const COST_USD = 0.00131;

/** A message of an answer. */
export const message = (text: string, annotations: readonly object[] = [], phase?: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  ...(phase === undefined ? {} : { phase }),
  content: [{ type: 'output_text', text, logprobs: [], annotations }],
});

/** A search on the way to an answer. */
export const searched = (action: object) => ({
  id: 'ws_1',
  type: 'web_search_call',
  status: 'completed',
  action,
});

/** A whole answer. */
export const response = (output: readonly object[], extra: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_763_600_000,
  status: 'completed',
  error: null,
  incomplete_details: null,
  model: 'gpt-6.1-terra',
  output,
  usage,
  ...extra,
});

const incomplete = (reason: string) =>
  response([message('{"name":"Quarry')], { status: 'incomplete', incomplete_details: { reason } });

const failed = (code: string) => response([], { status: 'failed', error: { code, message: 'No.' } });

/** A refusal as the vendor writes it. */
export const refused = (
  status: number,
  code: string | null,
  headers: Record<string, string> = {},
  type = 'invalid_request_error',
) => ({
  status,
  json: { error: { message: 'No.', type, param: null, code } },
  headers,
});

const ofStatus = (
  code: FailureCase['code'],
  costUsd: number | null,
  ...statuses: readonly number[]
): FailureCase[] =>
  statuses.map((status) =>
    failureCase(`${status}`, refused(status, 'some_code'), code, costUsd, {
      vendorCode: 'some_code',
      says: `answered ${status} some_code`,
    }),
  );

const ofReason = (reason: string, code: FailureCase['code']): FailureCase =>
  failureCase(`incomplete for ${reason}`, { json: incomplete(reason) }, code, COST_USD, { ask: 'object' });

const ofCode = (word: string, code: FailureCase['code']): FailureCase =>
  failureCase(`failed with ${word}`, { json: failed(word) }, code, COST_USD, { vendorCode: word });

const refusal = response([{ type: 'message', content: [{ type: 'refusal', refusal: 'Not Quarrystone.' }] }]);
const busy = (headers: Record<string, string>) => refused(429, 'rate_limit_exceeded', headers);
const noUsage = { ...failed('server_error'), usage: null };
const aDate = { 'retry-after': 'Mon, 23 Nov 2026 12:01:30 GMT' };
const spent = refused(429, 'insufficient_quota', {}, 'insufficient_quota');

/** Every row of the failure table of OpenAI, by name. */
export const openaiFailures: readonly FailureCase[] = [
  ...ofStatus('vendor_refused', 0, 400, 422),
  ...ofStatus('vendor_unauthorized', 0, 401, 403),
  ...ofStatus('model_gone', 0, 404),
  ...ofStatus('vendor_unavailable', 0, 408, 409),
  ...ofStatus('rate_limited', 0, 429),
  ...ofStatus('vendor_unavailable', null, 500, 503),
  failureCase('429, retry-after', busy({ 'retry-after': '20' }), 'rate_limited', 0, { retryAfterMs: 20_000 }),
  failureCase(
    '429, retry-after-ms',
    busy({ 'retry-after-ms': '1500', 'retry-after': '20' }),
    'rate_limited',
    0,
    {
      retryAfterMs: 1500,
    },
  ),
  failureCase('429, retry-after as a date', busy(aDate), 'rate_limited', 0, { retryAfterMs: 90_000 }),
  failureCase('429 insufficient_quota', spent, 'quota_exhausted', 0),
  failureCase('503, retry-after', refused(503, null, { 'retry-after': '2' }), 'vendor_unavailable', null, {
    retryAfterMs: 2000,
  }),
  ofReason('max_output_tokens', 'answer_truncated'),
  ofReason('content_filter', 'answer_blocked'),
  ofReason('max_messages', 'answer_stopped'),
  ofReason('steered', 'answer_stopped'),
  failureCase('refusal', { json: refusal }, 'answer_refused', COST_USD, {
    ask: 'object',
    says: 'refused to answer',
  }),
  ofCode('server_error', 'vendor_unavailable'),
  ofCode('rate_limit_exceeded', 'rate_limited'),
  ofCode('invalid_prompt', 'prompt_blocked'),
  ofCode('invalid_image', 'vendor_refused'),
  failureCase('failed without usage', { json: noUsage }, 'vendor_unavailable', null),
  ...['in_progress', 'cancelled', 'queued'].map((status) =>
    failureCase(`status ${status}`, { json: response([], { status }) }, 'answer_stopped', COST_USD),
  ),
];
