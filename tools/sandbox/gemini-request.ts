import type { Json, JsonObject } from '@userport/contracts';
import { z } from 'zod';
import type { SandboxReply } from './serve-loopback';
import type { Fault } from './world/world';

/** Models that answer; https://ai.google.dev/gemini-api/docs/deprecations for those that do not any more. */
export const GEMINI_MODELS = [
  'gemini-4-argon',
  'gemini-4-carbon',
  'gemini-3.8-flash',
  'gemini-3.7-flash',
  'gemini-3.6-flash',
  'gemini-3.5-flash',
  'gemini-3.5-flash-lite',
  'gemini-3.1-flash-lite',
  'gemini-2.5-pro',
  'gemini-2.5-flash',
];

/** Floating names, which only the beta version knows. */
export const FLOATING_MODELS = ['gemini-flash-latest', 'gemini-flash-lite-latest', 'gemini-pro-latest'];

const part = z.looseObject({ text: z.string().optional() });
/** One turn of a conversation. */
export const geminiContent = z.looseObject({ role: z.string().optional(), parts: z.array(part) });
const schemaJson = z.record(z.string(), z.json());

/** What generateContent reads; everything else is let through unread. */
export const generateRequest = z.looseObject({
  contents: z.array(geminiContent).min(1),
  systemInstruction: geminiContent.optional(),
  tools: z.array(z.record(z.string(), z.json())).optional(),
  generationConfig: z
    .looseObject({
      maxOutputTokens: z.int().positive().optional(),
      responseMimeType: z.string().optional(),
      responseSchema: schemaJson.optional(),
      responseJsonSchema: schemaJson.optional(),
      thinkingConfig: z.looseObject({ thinkingLevel: z.string().optional() }).optional(),
    })
    .optional(),
});

type GeminiRequest = z.infer<typeof generateRequest>;

/** A refusal in the API's form. */
export const refuseGemini = (
  code: number,
  status: string,
  message: string,
  details?: readonly JsonObject[],
): SandboxReply => ({
  status: code,
  body: {
    error: { code, message: `${message} (sandbox)`, status, ...(details === undefined ? {} : { details }) },
  },
});

const quota = (quotaId: string, retryDelay: string): readonly JsonObject[] => [
  {
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [{ quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests', quotaId }],
  },
  { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
];

const BUSY = (): SandboxReply =>
  refuseGemini(
    429,
    'RESOURCE_EXHAUSTED',
    'Quota exceeded',
    quota('GenerateRequestsPerMinutePerProjectPerModel', '1s'),
  );

/** Faults that are answered with a status of their own. */
export const GEMINI_FAULTS: Partial<Record<Fault, () => SandboxReply>> = {
  'rate-limited': BUSY,
  'rate-limited-once': BUSY,
  'out-of-quota': () =>
    refuseGemini(
      429,
      'RESOURCE_EXHAUSTED',
      'Quota exceeded',
      quota('GenerateRequestsPerDayPerProjectPerModel', '36000s'),
    ),
  unavailable: () => refuseGemini(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  'bad-key': () =>
    refuseGemini(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
      },
    ]),
  reset: () => ({ status: 200, ending: 'reset' }),
};

/** Turns the schema form of `responseSchema` (types in capitals, `nullable`) into JSON Schema. */
export const openApiToJsonSchema = (schema: Json): Json => {
  if (Array.isArray(schema)) return schema.map((one) => openApiToJsonSchema(one as Json));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, type, ...rest } = schema as JsonObject;
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, openApiToJsonSchema(value)]),
  );
  if (typeof type !== 'string') return inner;
  const name = type.toLowerCase();
  return { type: nullable === true ? [name, 'null'] : name, ...inner };
};

/** What the real house refuses about a request that it could read. */
export const geminiProblem = (
  { generationConfig = {}, tools = [] }: GeminiRequest,
  model: string,
): string | undefined => {
  const { responseSchema, responseJsonSchema, responseMimeType } = generationConfig;
  const schema = responseJsonSchema ?? responseSchema;
  if (responseSchema !== undefined && responseJsonSchema !== undefined)
    return 'Only one of response_schema and response_json_schema may be set.';
  if (schema !== undefined && responseMimeType !== 'application/json')
    return 'A response schema needs response_mime_type application/json.';
  const searches = tools.some((tool) => tool['googleSearch'] !== undefined);
  if (schema !== undefined && searches && /^gemini-[12]/.test(model))
    return 'Controlled generation is not supported with the Search tool.';
  return undefined;
};
