import type { ModelFacts } from '@userport/config';
import { z } from 'zod';
import { type Counts, usageOf } from './cost';
import { type Grounding, groundingSchema, type PlacedPart, readGrounding } from './gemini-grounding';
import type { Reply, Stop } from './house';
import type { FailureCode } from './model-failure';

const count = z.number().nullish();

/** The fields used of an answer of `generateContent`. */
const fields = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(z.object({ text: z.string().nullish(), thought: z.boolean().nullish() }))
              .nullish(),
          })
          .nullish(),
        finishReason: z.string().nullish(),
        groundingMetadata: groundingSchema.nullish(),
        continuationToken: z.string().nullish(),
      }),
    )
    .nullish(),
  promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: z
    .object({
      promptTokenCount: count,
      cachedContentTokenCount: count,
      candidatesTokenCount: count,
      thoughtsTokenCount: count,
      toolUsePromptTokenCount: count,
    })
    .nullish(),
  responseId: z.string().nullish(),
});

/** Every field may be absent, but not all that tell how the call went. */
const answerSchema = fields.refine(
  ({ candidates, promptFeedback, usageMetadata }) => candidates ?? promptFeedback ?? usageMetadata,
  'has neither candidates nor feedback nor usage',
);

/** One answer of the API; long answers come in several, each paid for. */
export interface Hop extends Grounding {
  readonly text: string;
  readonly finishReason: string | undefined;
  readonly blockReason: string | undefined;
  /** Set when the answer goes on in another call. */
  readonly continuationToken: string | undefined;
  readonly requestId: string | undefined;
  /** Undefined when the vendor told no counts. */
  readonly counts: Counts | undefined;
}

const countsOf = (
  usage: z.infer<typeof answerSchema>['usageMetadata'],
  searches: number,
): Counts | undefined =>
  usage
    ? {
        inputTokens: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
        cachedInputTokens: usage.cachedContentTokenCount ?? 0,
        cacheWriteTokens: 0,
        longCacheWriteTokens: 0,
        outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
        searches,
      }
    : undefined;

/**
 * Reads one answer. Thinking is output that `candidatesTokenCount` leaves out; what tools returned is input that
 * `promptTokenCount` leaves out; cached input is inside it.
 * @throws ZodError when it is no answer of this API
 */
export function readHop(response: unknown): Hop {
  const answer = answerSchema.parse(response);
  const candidate = answer.candidates?.[0];
  const parts: PlacedPart[] = [];
  let text = '';
  for (const part of candidate?.content?.parts ?? []) {
    const said = part.text ?? '';
    parts.push({ text: said, start: part.thought === true ? undefined : text.length });
    if (part.thought !== true) text += said;
  }
  const grounding = readGrounding(candidate?.groundingMetadata ?? undefined, parts);
  return {
    ...grounding,
    text,
    finishReason: candidate?.finishReason ?? undefined,
    blockReason: answer.promptFeedback?.blockReason ?? undefined,
    continuationToken: candidate?.continuationToken ?? undefined,
    requestId: answer.responseId ?? undefined,
    counts: countsOf(answer.usageMetadata, grounding.queries.length),
  };
}

/** What each way of ending means; STOP alone is an answer. The names are those of the SDK's FinishReason. */
const FINISHES: Readonly<Record<string, FailureCode>> = {
  MAX_TOKENS: 'answer_truncated',
  CONTINUATION: 'answer_truncated',
  SAFETY: 'answer_blocked',
  RECITATION: 'answer_blocked',
  LANGUAGE: 'answer_blocked',
  BLOCKLIST: 'answer_blocked',
  PROHIBITED_CONTENT: 'answer_blocked',
  SPII: 'answer_blocked',
  MALFORMED_FUNCTION_CALL: 'answer_stopped',
  UNEXPECTED_TOOL_CALL: 'answer_stopped',
  TOO_MANY_TOOL_CALLS: 'answer_stopped',
  MALFORMED_RESPONSE: 'answer_stopped',
};

const HAPPENED: Partial<Record<FailureCode, string>> = {
  answer_truncated: 'the answer was cut off',
  answer_blocked: 'the answer was withheld',
};

const stopOf = ({ blockReason, finishReason }: Hop): Stop | undefined => {
  if (blockReason !== undefined) {
    return {
      code: 'prompt_blocked',
      happened: `the prompt was blocked (${blockReason})`,
      vendorCode: blockReason,
    };
  }
  if (finishReason === 'STOP') return undefined;
  const vendorCode = finishReason ?? 'no finish reason';
  const code = FINISHES[vendorCode] ?? 'answer_stopped';
  return { code, happened: `${HAPPENED[code] ?? 'the answer ended early'} (${vendorCode})`, vendorCode };
};

const sum = (counts: readonly Counts[], key: keyof Counts): number =>
  counts.reduce((total, each) => total + each[key], 0);

const addCounts = (hops: readonly Hop[]): Counts | undefined => {
  const counts = hops.flatMap((hop) => (hop.counts === undefined ? [] : [hop.counts]));
  if (counts.length < hops.length) return undefined;
  return {
    inputTokens: sum(counts, 'inputTokens'),
    cachedInputTokens: sum(counts, 'cachedInputTokens'),
    cacheWriteTokens: 0,
    longCacheWriteTokens: 0,
    outputTokens: sum(counts, 'outputTokens'),
    searches: sum(counts, 'searches'),
  };
};

/** Joins the answers of one question: texts in a row, counts added up, offsets and indices moved along. */
export function joinHops(model: ModelFacts, hops: readonly [Hop, ...Hop[]], at: Date): Reply {
  let joined: Pick<Reply, 'text' | 'sources' | 'supports' | 'queries'> = {
    text: '',
    sources: [],
    supports: [],
    queries: [],
  };
  for (const hop of hops) {
    const { text, sources } = joined;
    const moved = hop.supports.map((support) => ({
      start: support.start + text.length,
      end: support.end + text.length,
      sources: support.sources.map((index) => index + sources.length),
    }));
    joined = {
      text: text + hop.text,
      sources: [...sources, ...hop.sources],
      supports: [...joined.supports, ...moved],
      queries: [...joined.queries, ...hop.queries],
    };
  }
  const last = hops[hops.length - 1] ?? hops[0];
  return {
    ...joined,
    usage: usageOf(model, addCounts(hops), at),
    stop: stopOf(last),
    requestId: last.requestId,
  };
}
