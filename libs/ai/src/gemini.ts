import type { GenerateContentConfig, GoogleGenAI, ThinkingLevel } from '@google/genai';
import type { ModelFacts } from '@userport/config';
import type { JsonObject } from '@userport/contracts';
import { usageOf } from './cost';
import { httpStatusOf } from './explain-thrown';
import { geminiRefusal } from './gemini-failure';
import { type Hop, joinHops, readHop } from './gemini-reply';
import { geminiSchema } from './gemini-schema';
import type { House, HouseSettings, Reply, Sending, Thrown, Wanted } from './house';
import type { Question } from './language-model';
import { failureError } from './model-failure';
import { addUsage } from './token-usage';
import { CALL_TIMEOUT_MS, vendorFetch } from './vendor-fetch';

/** Where the API stands; given always, since the SDK would otherwise look into the environment. */
const BASE_URL = 'https://generativelanguage.googleapis.com';
/** An answer goes on after 65,536 tokens; what is asked here ends far before a third request. */
const MOST_HOPS = 3;
/** Tells the server when to stop: a little after we do. */
const GRACE_MS = 1000;

/** `none` does not exist here: MINIMAL is nearest, and some models refuse even that. */
const LEVELS = { none: 'MINIMAL', low: 'LOW', medium: 'MEDIUM', high: 'HIGH' } as const;

const levelOf = (model: ModelFacts, thinking: NonNullable<Question['thinking']>): ThinkingLevel => {
  const level: `${ThinkingLevel}` = LEVELS[thinking === 'none' ? model.leastThinking : thinking];
  return level as ThinkingLevel;
};

type FitSchema = typeof geminiSchema;

/** Fits each schema once; a job asks with the same one for all its entities. */
function openFitting(): FitSchema {
  const fitted = new WeakMap<JsonObject, JsonObject>();
  return (schema) => {
    const fits = fitted.get(schema) ?? geminiSchema(schema);
    fitted.set(schema, fits);
    return fits;
  };
}

const wantedConfig = (wanted: Wanted, fit: FitSchema): GenerateContentConfig => {
  if (wanted.kind === 'search') return { tools: [{ googleSearch: {} }] };
  if (wanted.kind === 'text') return {};
  return { responseMimeType: 'application/json', responseJsonSchema: fit(wanted.shape.jsonSchema) };
};

const configOf = (
  model: ModelFacts,
  question: Question,
  wanted: Wanted,
  fit: FitSchema,
): GenerateContentConfig => ({
  systemInstruction: question.instructions,
  maxOutputTokens: question.maxOutputTokens,
  ...(question.temperature === undefined ? {} : { temperature: question.temperature }),
  ...(question.thinking === undefined
    ? {}
    : { thinkingConfig: { thinkingLevel: levelOf(model, question.thinking) } }),
  ...wantedConfig(wanted, fit),
});

/** By the SDK's own rule an answer goes on when there is a token and no other way of ending. */
const nextToken = ({ continuationToken, finishReason }: Hop): string | undefined =>
  finishReason === undefined || finishReason === 'CONTINUATION' ? continuationToken : undefined;

/** What was answered before a later request failed is paid; the failure becomes the stop of what there is. */
function brokenOff(model: ModelFacts, hops: readonly [Hop, ...Hop[]], at: Date, thrown: Thrown): Reply {
  const reply = joinHops(model, hops, at);
  const lost = thrown.charge === 'unknown' ? [usageOf(model, undefined, at)] : [];
  const { costUsd } = addUsage([reply.usage, ...lost]);
  return { ...reply, usage: { ...reply.usage, costUsd }, stop: thrown.error };
}

/**
 * The house of Gemini, on the Gemini API of `@google/genai` 3 (https://ai.google.dev/api/generate-content). The SDK
 * is loaded when a model is first asked. Its retries stay off, and so does its continuation, which knows no bound:
 * here an answer goes on for at most three requests, each of them counted.
 * @param settings.apiVersion `v1`, or `v1beta` for features that v1 does not serve
 * @returns a maker of models that share one client
 */
export function createGemini(
  settings: HouseSettings & { readonly apiVersion?: string | undefined },
): (model: ModelFacts) => House {
  const { apiKey, baseUrl = BASE_URL, apiVersion = 'v1', timeoutMs = CALL_TIMEOUT_MS, now } = settings;
  const connect = async (): Promise<GoogleGenAI> => {
    const sdk = await import('@google/genai');
    // In place of the SDK's own time-out, which says the same and leaves its timer running when the answer has come.
    const headers = { 'X-Server-Timeout': String(Math.ceil((timeoutMs + GRACE_MS) / 1000)) };
    const httpOptions = { baseUrl, headers, fetch: vendorFetch('gemini') };
    return new sdk.GoogleGenAI({ apiKey: apiKey ?? '', enterprise: false, apiVersion, httpOptions });
  };
  let client: Promise<GoogleGenAI> | undefined;
  const fit = openFitting();

  return (model) => {
    const sendHop = async (
      question: Question,
      config: GenerateContentConfig,
      { signal }: Sending,
    ): Promise<Hop> => {
      client ??= connect();
      const { models } = await client;
      const contents = [{ role: 'user', parts: [{ text: question.prompt }] }];
      const own = { automaticContinuation: false, abortSignal: signal };
      return readHop(
        await models.generateContent({ model: model.name, contents, config: { ...config, ...own } }),
      );
    };

    return {
      facts: model,
      timeoutMs,
      now,
      checkKey() {
        if (apiKey !== undefined) return;
        throw failureError({
          code: 'configuration',
          happened: 'GEMINI_API_KEY is not set; get a key at https://aistudio.google.com/apikey',
          call: { vendor: 'gemini', model: model.name, charge: 'not_sent' },
        });
      },
      async send(question, wanted, sending) {
        const config = configOf(model, question, wanted, fit);
        const first = await sendHop(question, config, sending);
        const hops: [Hop, ...Hop[]] = [first];
        let token = nextToken(first);
        while (token !== undefined && hops.length < MOST_HOPS) {
          let hop: Hop;
          try {
            hop = await sendHop(question, { ...config, continuationToken: token }, sending);
          } catch (error) {
            return brokenOff(model, hops, new Date(now()), sending.explain(error));
          }
          hops.push(hop);
          token = nextToken(hop);
        }
        return joinHops(model, hops, new Date(now()));
      },
      refusalOf(error) {
        const status = httpStatusOf(error);
        if (status === undefined || !(error instanceof Error)) return undefined;
        return geminiRefusal(
          { status, message: error.message },
          { model: model.name, secret: apiKey ?? '', now: now() },
        );
      },
    };
  };
}
