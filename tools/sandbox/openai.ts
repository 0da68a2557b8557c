import type { JsonObject } from '@userport/contracts';
import { z } from 'zod';
import type { Prose } from './answerer/answerer';
import { type ModelHouse, type ModelTurn, showCalls } from './model-house';
import {
  OPENAI_FAULTS,
  OPENAI_MODELS,
  problemOf,
  promptOf,
  refuseOpenAi,
  responsesRequest,
} from './openai-request';
import { jsonOf, type SandboxHandler, type SandboxReply, type SandboxRequest } from './serve-loopback';

/** A searched answer as prose with its citations inside: `(host)` as a Markdown link behind what it carries. */
const cited = ({ sentences }: Prose): { text: string; annotations: JsonObject[] } => {
  const annotations: JsonObject[] = [];
  let text = '';
  for (const sentence of sentences) {
    text += `${text === '' ? '' : ' '}${sentence.text}`;
    if (sentence.url === undefined) continue;
    const url = `${sentence.url}?utm_source=openai`;
    const start = text.length + 1;
    text += ` ([${new URL(url).host}](${url}))`;
    annotations.push({
      type: 'url_citation',
      start_index: start,
      end_index: text.length,
      url,
      title: new URL(url).host,
    });
  }
  return { text, annotations };
};

const searchCall = ({ queries, sentences }: Prose, withSources: boolean): JsonObject => {
  const urls = [...new Set(sentences.flatMap(({ url }) => url ?? []))];
  // The last was only read: it carries nothing of the answer.
  const read = [...urls, 'https://almanac.example/consulted-only'];
  return {
    id: 'ws_sandbox',
    type: 'web_search_call',
    status: 'completed',
    action: {
      type: 'search',
      query: queries[0] ?? '',
      queries: [...queries],
      ...(withSources ? { sources: read.map((url) => ({ type: 'url', url })) } : {}),
    },
  };
};

const outputOf = (turn: ModelTurn, isData: boolean, withSources: boolean): JsonObject[] => {
  const searched = turn.found.queries.length > 0;
  const prose =
    searched && !isData && turn.fault === undefined
      ? cited(turn.found)
      : { text: turn.text, annotations: [] };
  const written = { type: 'output_text', text: prose.text, logprobs: [], annotations: prose.annotations };
  const refused = { type: 'refusal', refusal: 'I cannot help with that (sandbox).' };
  return [
    ...(searched ? [searchCall(turn.found, withSources)] : []),
    {
      id: 'msg_sandbox',
      type: 'message',
      role: 'assistant',
      status: turn.fault === 'truncated' ? 'incomplete' : 'completed',
      content: [turn.fault === 'blocked' ? refused : written],
    },
  ];
};

const respond = async (
  house: ModelHouse,
  { headers, body, arrivedMs }: SandboxRequest,
): Promise<SandboxReply> => {
  const type = 'invalid_request_error';
  const parsed = responsesRequest.safeParse(jsonOf(body));
  if (!parsed.success) return refuseOpenAi(400, { message: z.prettifyError(parsed.error), type });
  const asked = parsed.data;
  if (OPENAI_MODELS[asked.model] === undefined) {
    const message = `The model '${asked.model}' does not exist or you do not have access to it.`;
    return refuseOpenAi(404, { message, type, code: 'model_not_found' });
  }
  const problem = problemOf(asked);
  if (problem !== undefined) return refuseOpenAi(400, problem);
  const schema = asked.text?.format?.schema as JsonObject | undefined;
  const turn = await house.ask({
    model: asked.model,
    instructions: `${asked.instructions ?? ''}\n${promptOf(asked.input, ['system', 'developer'])}`.trim(),
    prompt: promptOf(asked.input, ['user']),
    schema,
    search: (asked.tools ?? []).some((tool) => tool.type.startsWith('web_search')),
    maxOutputTokens: asked.max_output_tokens ?? undefined,
    thinking: asked.reasoning?.effort ?? 'none',
    headers,
    askedMs: arrivedMs,
  });
  const refusal = turn.fault === undefined ? undefined : OPENAI_FAULTS[turn.fault];
  if (refusal !== undefined) return refusal();
  const { input, output, thinking } = turn.tokens;
  const cut = turn.fault === 'truncated';
  const withSources = (asked.include ?? []).includes('web_search_call.action.sources');
  return {
    status: 200,
    headers: { 'x-request-id': 'req_sandbox' },
    body: {
      id: 'resp_sandbox',
      object: 'response',
      created_at: 1_763_600_000, // a fixed second: the sandbox has no clock
      status: cut ? 'incomplete' : 'completed',
      error: null,
      incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
      model: `${asked.model} (sandbox)`,
      output: outputOf(turn, schema !== undefined, withSources),
      usage: {
        input_tokens: input,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: output + thinking,
        output_tokens_details: { reasoning_tokens: thinking },
        total_tokens: input + output + thinking,
      },
    },
  };
};

const listed = ([id, shutdownDate]: readonly [string, string | null]): JsonObject => ({
  id,
  object: 'model',
  created: 1_763_600_000,
  owned_by: 'sandbox',
  shutdown_date: shutdownDate,
});

/**
 * Speaks as the OpenAI API: the Responses endpoint with structured output and web search, and the list of models.
 * https://platform.openai.com/docs/api-reference/responses
 */
export function createOpenAi(house: ModelHouse): SandboxHandler {
  return async (call) => {
    const shown = showCalls(house, call);
    if (shown !== undefined) return shown;
    if (!/^Bearer \S+$/.test(call.headers['authorization'] ?? '')) {
      const message = "You didn't provide an API key.";
      return refuseOpenAi(401, { message, type: 'invalid_request_error' });
    }
    const path = call.path.replace(/^\/v1(beta)?/, '');
    if (call.method === 'GET' && path === '/models') {
      return { status: 200, body: { object: 'list', data: Object.entries(OPENAI_MODELS).map(listed) } };
    }
    if (call.method === 'POST' && path === '/responses') return respond(house, call);
    return refuseOpenAi(404, {
      message: `Invalid URL (${call.method} ${call.path})`,
      type: 'invalid_request_error',
    });
  };
}
