import type { ModelFacts } from '@userport/config';
import { z } from 'zod';
import { type Counts, usageOf } from './cost';
import type { Reply, Stop } from './house';
import type { FailureCode } from './model-failure';
import { type CitedText, joinCited, readCitations } from './openai-citations';

const annotation = z.object({
  type: z.string(),
  start_index: z.number().nullish(),
  end_index: z.number().nullish(),
  url: z.string().nullish(),
  title: z.string().nullish(),
});

const content = z.object({
  type: z.string(),
  text: z.string().nullish(),
  refusal: z.string().nullish(),
  annotations: z.array(annotation).nullish(),
});

const item = z.object({
  type: z.string(),
  phase: z.string().nullish(),
  content: z.array(content).nullish(),
  action: z
    .object({ type: z.string(), query: z.string().nullish(), queries: z.array(z.string()).nullish() })
    .nullish(),
});

const count = z.number().nullish();

/** The fields used of a response. */
const responseSchema = z.object({
  id: z.string().nullish(),
  status: z.string().nullish(),
  error: z.object({ code: z.string().nullish() }).nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(item),
  usage: z
    .object({
      input_tokens: z.number(),
      input_tokens_details: z
        .object({
          cached_tokens: count,
          cache_write_tokens: count,
          cache_write_tokens_details: z.object({ ttl_12h_tokens: count }).nullish(),
        })
        .nullish(),
      output_tokens: z.number(),
    })
    .nullish(),
});

type Response = z.infer<typeof responseSchema>;

const countsOf = ({ usage, output }: Response): Counts | undefined => {
  if (!usage) return undefined;
  const details = usage.input_tokens_details;
  const long = details?.cache_write_tokens_details?.ttl_12h_tokens ?? 0;
  return {
    inputTokens: usage.input_tokens,
    cachedInputTokens: details?.cached_tokens ?? 0,
    cacheWriteTokens: Math.max(0, (details?.cache_write_tokens ?? 0) - long),
    longCacheWriteTokens: long,
    outputTokens: usage.output_tokens,
    // Opening a page that a search found is no call that is charged.
    searches: output.filter((each) => each.type === 'web_search_call' && each.action?.type === 'search')
      .length,
  };
};

/** A response that says no status is whole; what else is not `completed` must not be used. */
const INCOMPLETE: Readonly<Record<string, FailureCode>> = {
  max_output_tokens: 'answer_truncated',
  content_filter: 'answer_blocked',
};

/** Codes of a response that failed after it was begun and that another try may not meet. */
const FAILED: Readonly<Record<string, FailureCode>> = {
  server_error: 'vendor_unavailable',
  rate_limit_exceeded: 'rate_limited',
  vector_store_timeout: 'vendor_unavailable',
  invalid_prompt: 'prompt_blocked',
  bio_policy: 'prompt_blocked',
  misalignment_policy_violation: 'prompt_blocked',
};

function stopOf(
  { status, error, incomplete_details }: Response,
  refusal: string | undefined,
): Stop | undefined {
  if (status === 'incomplete') {
    const reason = incomplete_details?.reason ?? 'no reason';
    const code = INCOMPLETE[reason] ?? 'answer_stopped';
    const happened = code === 'answer_blocked' ? 'the answer was withheld' : 'the answer was cut off';
    return { code, happened: `${happened} (${reason})`, vendorCode: reason };
  }
  if (status === 'failed') {
    const reason = error?.code ?? 'no code';
    return {
      code: FAILED[reason] ?? 'vendor_refused',
      happened: `the response failed (${reason})`,
      vendorCode: reason,
    };
  }
  if (status !== 'completed') {
    const state = status ?? 'no status';
    return { code: 'answer_stopped', happened: `the response did not end (${state})`, vendorCode: state };
  }
  // The refusal's own text speaks about the prompt, and is kept out of errors for that.
  return refusal === undefined
    ? undefined
    : { code: 'answer_refused', happened: 'the model refused to answer' };
}

/** Where a model comments on its work first, only what it marks as its answer counts. */
const answerParts = ({ output }: Response): z.infer<typeof content>[] => {
  const messages = output.filter((each) => each.type === 'message');
  const finals = messages.filter((each) => each.phase === 'final_answer');
  return (finals.length > 0 ? finals : messages).flatMap((each) => each.content ?? []);
};

const citedText = ({ type, text, annotations }: z.infer<typeof content>): CitedText => {
  const said = type === 'output_text' ? (text ?? '') : '';
  const citations = (annotations ?? []).flatMap(
    ({ type: kind, url, title, start_index: start, end_index: end }) =>
      kind === 'url_citation' && url ? [{ start: start ?? 0, end: end ?? 0, url, title: title ?? '' }] : [],
  );
  return readCitations(said, citations);
};

/**
 * Reads a response of the Responses API. Cached and reasoning tokens are inside the counts; a search is charged by
 * the call; citations alone make a source, pages that were only read do not.
 * @throws ZodError when it is no response of this API
 */
export function readResponse(model: ModelFacts, raw: unknown, at: Date): Reply {
  const response = responseSchema.parse(raw);
  const parts = answerParts(response);
  const refusal = parts.find((part) => part.type === 'refusal')?.refusal ?? undefined;
  const actions = response.output.flatMap((each) => (each.action?.type === 'search' ? [each.action] : []));
  return {
    ...joinCited(parts.map(citedText)),
    usage: usageOf(model, countsOf(response), at),
    stop: stopOf(response, refusal),
    requestId: response.id ?? undefined,
    queries: actions.flatMap(({ queries, query }) => queries ?? (query ? [query] : [])),
  };
}
