import type { JsonObject } from '@userport/contracts';
import { z } from 'zod';
import type { Prose } from './answerer/answerer';
import type { geminiContent } from './gemini-request';
import {
  FLOATING_MODELS,
  GEMINI_FAULTS,
  GEMINI_MODELS,
  geminiProblem,
  generateRequest,
  openApiToJsonSchema,
  refuseGemini,
} from './gemini-request';
import { type ModelHouse, type ModelTurn, showCalls } from './model-house';
import { jsonOf, type SandboxHandler, type SandboxReply, type SandboxRequest } from './serve-loopback';

const textOf = (one: z.infer<typeof geminiContent>): string =>
  one.parts.map(({ text = '' }) => text).join('\n');

const utf8Length = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The address that Gemini gives instead of the page's own: a redirect, whose path holds the page. */
const redirectTo = (url: string): string =>
  `https://vertexaisearch.sandbox.example/grounding-api-redirect/${Buffer.from(url).toString('base64url')}`;

/** Sentences that a page carries, by bytes of the answer's UTF-8. Data stand on the same pages as a whole. */
const grounding = ({ sentences, queries }: Prose, answer: string, isData: boolean): JsonObject => {
  const urls = [...new Set(sentences.flatMap(({ url }) => url ?? []))];
  let at = 0;
  const supports = sentences.flatMap(({ text, url }) => {
    const startIndex = at;
    at += utf8Length(text) + 1;
    if (url === undefined) return [];
    const segment = { startIndex, endIndex: startIndex + utf8Length(text), text };
    return [{ segment, groundingChunkIndices: [urls.indexOf(url)] }];
  });
  const whole = {
    segment: { endIndex: utf8Length(answer), text: answer },
    groundingChunkIndices: urls.map((_url, n) => n),
  };
  return {
    webSearchQueries: [...queries],
    searchEntryPoint: { renderedContent: '<div>sandbox</div>' },
    groundingChunks: urls.map((url) => ({ web: { uri: redirectTo(url), title: new URL(url).host } })),
    groundingSupports: urls.length === 0 ? [] : isData ? [whole] : supports,
  };
};

const answerBody = (turn: ModelTurn, model: string, isData: boolean): JsonObject => {
  const { input, output, thinking } = turn.tokens;
  const searched = turn.found.queries.length > 0;
  const usageMetadata = {
    promptTokenCount: input,
    candidatesTokenCount: output,
    ...(thinking === 0 ? {} : { thoughtsTokenCount: thinking }),
    totalTokenCount: input + output + thinking,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
  };
  const head = { usageMetadata, modelVersion: `${model} (sandbox)`, responseId: 'sandbox' };
  if (turn.fault === 'blocked') return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...head };
  const candidate = {
    index: 0,
    finishReason: turn.fault === 'truncated' ? 'MAX_TOKENS' : 'STOP',
    content: { role: 'model', parts: [{ text: turn.text }] },
    ...(searched ? { groundingMetadata: grounding(turn.found, turn.text, isData) } : {}),
  };
  return { candidates: [candidate], ...head };
};

const generate = async (
  house: ModelHouse,
  model: string,
  { headers, body, arrivedMs }: SandboxRequest,
): Promise<SandboxReply> => {
  const parsed = generateRequest.safeParse(jsonOf(body));
  if (!parsed.success)
    return refuseGemini(400, 'INVALID_ARGUMENT', `Invalid request: ${z.prettifyError(parsed.error)}`);
  const problem = geminiProblem(parsed.data, model);
  if (problem !== undefined) return refuseGemini(400, 'INVALID_ARGUMENT', problem);
  const { contents, systemInstruction, tools = [], generationConfig: config = {} } = parsed.data;
  const openApi = config.responseSchema && (openApiToJsonSchema(config.responseSchema) as JsonObject);
  const schema = (config.responseJsonSchema as JsonObject | undefined) ?? openApi;
  const turn = await house.ask({
    model,
    instructions: systemInstruction === undefined ? '' : textOf(systemInstruction),
    prompt: contents
      .filter(({ role }) => role !== 'model')
      .map(textOf)
      .join('\n'),
    schema,
    search: tools.some((tool) => tool['googleSearch'] !== undefined),
    maxOutputTokens: config.maxOutputTokens,
    thinking: (config.thinkingConfig?.thinkingLevel ?? 'low').toLowerCase(),
    headers,
    askedMs: arrivedMs,
  });
  const refusal = turn.fault === undefined ? undefined : GEMINI_FAULTS[turn.fault];
  return refusal?.() ?? { status: 200, body: answerBody(turn, model, schema !== undefined) };
};

const listed = (name: string): JsonObject => ({
  name: `models/${name}`,
  displayName: `${name} (sandbox)`,
  supportedGenerationMethods: ['generateContent'],
});

/**
 * Speaks as the Gemini API, `/v1` and `/v1beta`: generateContent with structured output and Google Search, and the
 * list of models. https://ai.google.dev/api/generate-content
 */
export function createGemini(house: ModelHouse): SandboxHandler {
  return async (call) => {
    const shown = showCalls(house, call);
    if (shown !== undefined) return shown;
    const page = /^\/grounding-api-redirect\/([\w-]+)$/.exec(call.path)?.[1];
    if (page !== undefined) {
      return { status: 302, headers: { location: Buffer.from(page, 'base64url').toString('utf8') } };
    }
    if ((call.headers['x-goog-api-key'] ?? call.query.get('key') ?? '') === '') {
      return refuseGemini(
        403,
        'PERMISSION_DENIED',
        "Method doesn't allow unregistered callers. Please use API Key.",
      );
    }
    const [, version, rest = ''] = /^\/(v1|v1beta)\/models(.*)$/.exec(call.path) ?? [];
    if (version === undefined) return refuseGemini(404, 'NOT_FOUND', 'Not found');
    if (call.method === 'GET' && rest === '')
      return { status: 200, body: { models: GEMINI_MODELS.map(listed) } };
    const [, name = '', method] = /^\/([^/:]+)(?::(\w+))?$/.exec(rest) ?? [];
    const known = GEMINI_MODELS.includes(name) || (version === 'v1beta' && FLOATING_MODELS.includes(name));
    if (!known) {
      return refuseGemini(
        404,
        'NOT_FOUND',
        `models/${name} is not found for API version ${version}, or is not supported`,
      );
    }
    if (call.method === 'GET' && method === undefined) return { status: 200, body: listed(name) };
    if (call.method !== 'POST' || method !== 'generateContent')
      return refuseGemini(404, 'NOT_FOUND', 'Not found');
    return generate(house, name, call);
  };
}
