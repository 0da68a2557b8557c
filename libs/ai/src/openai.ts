import type { ModelFacts } from '@userport/config';
import { canonicalJson, hashOfParts } from '@userport/contracts';
import type { OpenAI } from 'openai';
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { httpStatusOf } from './explain-thrown';
import type { House, HouseSettings, Wanted } from './house';
import type { Question } from './language-model';
import { failureError } from './model-failure';
import { openAiRefusal } from './openai-failure';
import { readResponse } from './openai-reply';
import { openAiSchema } from './openai-schema';
import { CALL_TIMEOUT_MS, vendorFetch } from './vendor-fetch';

/** Where the API stands; given always, since the SDK would otherwise look into the environment. */
const BASE_URL = 'https://api.openai.com/v1';
/** The SDK's own time-out comes later than ours, which tells an abort from a time-out. */
const GRACE_MS = 1000;

type Request = ResponseCreateParamsNonStreaming;

const wantedParams = (wanted: Wanted): Partial<Request> => {
  if (wanted.kind === 'text') return {};
  if (wanted.kind === 'object') {
    const { schema, strict } = openAiSchema(wanted.shape.jsonSchema);
    return {
      text: { format: { type: 'json_schema', name: wanted.shape.name, schema: { ...schema }, strict } },
    };
  }
  return {
    // Without a place the search would stand in the United States.
    tools: [{ type: 'web_search', user_location: { type: 'approximate' } }],
    // A search was asked for: an answer from memory is none.
    tool_choice: 'required',
    include: ['web_search_call.action.sources'],
  };
};

/**
 * The effort that the model accepts, and the temperature, which is refused beside any effort but `none`
 * (https://github.com/BerriAI/litellm/discussions/42523): it goes along with `none` and is left out otherwise.
 */
const effortParams = (model: ModelFacts, { thinking, temperature }: Question): Partial<Request> => {
  if (thinking === undefined) return {};
  const effort = thinking === 'none' ? model.leastThinking : thinking;
  return {
    reasoning: { effort },
    ...(effort === 'none' && temperature !== undefined ? { temperature } : {}),
  };
};

const requestOf = (model: ModelFacts, question: Question, wanted: Wanted): Request => ({
  model: model.name,
  instructions: question.instructions,
  input: [{ role: 'user', content: question.prompt }],
  max_output_tokens: question.maxOutputTokens,
  // Nothing of a customer is to be kept at the vendor.
  store: false,
  ...effortParams(model, question),
  ...wantedParams(wanted),
});

const wordOf = (error: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
};

/**
 * The house of OpenAI, on the Responses API of `openai` 7 (https://developers.openai.com/api/reference/responses).
 * The SDK is loaded when a model is first asked; its retries stay off.
 * @returns a maker of models that share one client
 */
export function createOpenAi(settings: HouseSettings): (model: ModelFacts) => House {
  const { apiKey, baseUrl = BASE_URL, timeoutMs = CALL_TIMEOUT_MS, now } = settings;
  const connect = async (): Promise<OpenAI> => {
    const sdk = await import('openai');
    return new sdk.OpenAI({
      apiKey: apiKey ?? '',
      adminAPIKey: null,
      organization: null,
      project: null,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: timeoutMs + GRACE_MS,
      logLevel: 'off',
      fetch: vendorFetch('openai'),
    });
  };
  let client: Promise<OpenAI> | undefined;

  return (model) => ({
    facts: model,
    timeoutMs,
    now,
    checkKey() {
      if (apiKey !== undefined) return;
      throw failureError({
        code: 'configuration',
        happened: 'OPENAI_API_KEY is not set; get a key at https://platform.openai.com/api-keys',
        call: { vendor: 'openai', model: model.name, charge: 'not_sent' },
      });
    },
    async send(question, wanted, { signal, idempotencyKey }) {
      client ??= connect();
      const { responses } = await client;
      const request = requestOf(model, question, wanted);
      // One step may ask more than once (a repair); a key stands for one request, so the request is part of it.
      const key = idempotencyKey && hashOfParts([idempotencyKey, canonicalJson(request)]);
      const headers = key === undefined ? {} : { 'Idempotency-Key': key };
      return readResponse(model, await responses.create(request, { signal, headers }), new Date(now()));
    },
    refusalOf(error) {
      const status = httpStatusOf(error);
      if (status === undefined || !(error instanceof Error)) return undefined;
      const headers: unknown = Reflect.get(error, 'headers');
      const httpError = {
        status,
        message: error.message,
        code: wordOf(error, 'code'),
        type: wordOf(error, 'type'),
        requestId: wordOf(error, 'requestID'),
        headers: headers instanceof Headers ? headers : undefined,
      };
      return openAiRefusal(httpError, { model: model.name, secret: apiKey ?? '', now: now() });
    },
  });
}
