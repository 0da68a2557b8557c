import type { Json, JsonObject } from '@userport/contracts';
import { z } from 'zod';
import type { SandboxReply } from './serve-loopback';
import type { Fault } from './world/world';

/** Models that answer, with the day they are shut down; https://developers.openai.com/api/docs/deprecations */
export const OPENAI_MODELS: Readonly<Record<string, string | null>> = {
  'gpt-6.2-sol': null,
  'gpt-6.1-sol': null,
  'gpt-6.1-terra': null,
  'gpt-6-astra': null,
  'gpt-6-sol': null,
  'gpt-6-luna': null,
  'gpt-5.6-sol': null,
  'gpt-5.6-terra': null,
  'gpt-5.6-luna': null,
  'gpt-5': '2026-12-11',
  'gpt-5-mini': '2026-12-11',
  'gpt-5-nano': '2026-12-11',
  o3: '2026-12-11',
  'gpt-4o': '2027-01-14',
  'gpt-4o-mini': '2027-01-14',
  'gpt-4.1': '2027-01-14',
  'gpt-4.1-mini': '2027-01-14',
};

const textPart = z.looseObject({ type: z.string().optional(), text: z.string().optional() });
const message = z.looseObject({
  role: z.string().optional(),
  content: z.union([z.string(), z.array(textPart)]).optional(),
});

/** What the Responses endpoint reads; everything else is let through unread. */
export const responsesRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(message).min(1)]),
  instructions: z.string().nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({
          type: z.string(),
          name: z.string().optional(),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.json()).optional(),
        })
        .optional(),
    })
    .nullish(),
  tools: z.array(z.looseObject({ type: z.string() })).nullish(),
  include: z.array(z.string()).nullish(),
  max_output_tokens: z.int().positive().nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
});

/** See {@link responsesRequest}. */
export type ResponsesRequest = z.infer<typeof responsesRequest>;

/** An error as the API says it. */
export interface ApiError {
  readonly message: string;
  readonly type: string;
  readonly param?: string;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in the API's form. */
export const refuseOpenAi = (status: number, { headers = {}, ...error }: ApiError): SandboxReply => ({
  status,
  headers: { 'x-request-id': 'req_sandbox', ...headers },
  body: { error: { param: null, code: null, ...error, message: `${error.message} (sandbox)` } },
});

const busy = (): SandboxReply =>
  refuseOpenAi(429, {
    message: 'Rate limit reached for requests',
    type: 'requests',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after': '1', 'retry-after-ms': '1000' },
  });

/** Faults that are answered with a status of their own. */
export const OPENAI_FAULTS: Partial<Record<Fault, () => SandboxReply>> = {
  'rate-limited': busy,
  'rate-limited-once': busy,
  'out-of-quota': () =>
    refuseOpenAi(429, {
      message: 'You exceeded your current quota',
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    }),
  unavailable: () =>
    refuseOpenAi(503, { message: 'The engine is currently overloaded', type: 'server_error' }),
  'bad-key': () =>
    refuseOpenAi(401, {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    }),
  reset: () => ({ status: 200, ending: 'reset' }),
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const innerSchemas = (schema: JsonObject): readonly JsonObject[] => {
  const named = [schema['properties'], schema['$defs']].flatMap((all) =>
    isObject(all) ? Object.values(all) : [],
  );
  const listed = [schema['anyOf'], [schema['items'] ?? null]].flatMap((all) =>
    Array.isArray(all) ? (all as Json[]) : [],
  );
  return [...named, ...listed].filter(isObject);
};

/** What strict mode refuses; https://developers.openai.com/api/docs/guides/structured-outputs (supported schemas). */
function strictProblem(schema: JsonObject, isRoot = true): string | undefined {
  const { type, properties, required } = schema;
  if (isRoot && (type !== 'object' || schema['anyOf'] !== undefined))
    return 'schema must be a JSON Schema of type object';
  const isRecord = [type].flat().includes('object');
  if (isRecord && schema['additionalProperties'] !== false) {
    return "'additionalProperties' is required to be supplied and to be false";
  }
  const names = isObject(properties) ? Object.keys(properties) : [];
  const needed = Array.isArray(required) ? (required as Json[]) : [];
  if (isRecord && !names.every((name) => needed.includes(name))) {
    return "'required' is required to be supplied and to be an array including every key in properties";
  }
  return innerSchemas(schema)
    .map((inner) => strictProblem(inner, false))
    .find((problem) => problem !== undefined);
}

/** What the real house refuses about a request that it could read. */
export const problemOf = ({ model, text, reasoning, tools }: ResponsesRequest): ApiError | undefined => {
  const type = 'invalid_request_error';
  const format = text?.format;
  if (format?.type === 'json_schema' && (format.schema === undefined || format.name === undefined)) {
    return { message: "Missing required parameter: 'text.format.schema'.", type, param: 'text.format' };
  }
  const strict = format?.strict === true ? strictProblem(format.schema as JsonObject) : undefined;
  if (strict !== undefined) {
    const message = `Invalid schema for response_format '${format?.name}': In context=(), ${strict}.`;
    return { message, type, param: 'text.format.schema', code: 'invalid_json_schema' };
  }
  if (reasoning?.effort === 'none' && model === 'gpt-6.2-sol') {
    const message = `Unsupported value: 'none' is not supported with the '${model}' model.`;
    return { message, type, param: 'reasoning.effort', code: 'unsupported_value' };
  }
  const tool = tools?.find(
    (one) => !/^(web_search|function|file_search|code_interpreter|mcp)/.test(one.type),
  );
  return tool === undefined
    ? undefined
    : { message: `Invalid value: '${tool.type}'.`, type, param: 'tools[0].type', code: 'invalid_value' };
};

/** The texts of the given roles. */
export const promptOf = (input: ResponsesRequest['input'], roles: readonly string[]): string =>
  typeof input === 'string'
    ? roles.includes('user')
      ? input
      : ''
    : input
        .filter(({ role = 'user' }) => roles.includes(role))
        .map(({ content = '' }) =>
          typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n'),
        )
        .join('\n');
