import { findModel, type ModelFacts } from '@userport/config';
import { billedModel } from './billed-model';
import { createGemini } from './gemini';
import { answer, COST_USD, finished, geminiFailures, NOW, refused } from './gemini-wire.suite';
import type { LanguageModel, Question } from './language-model';
import { describeLanguageModel, KEY } from './language-model.suite';
import { failedCall } from './model-failure';
import { recordingBill } from './testing';
import { vendorServer, type VendorServer } from './vendor-server.suite';

const factsOf = (name: string): ModelFacts =>
  findModel(name) ?? { name, vendor: 'gemini', leastThinking: 'low' };

const SAID = 'Quarrystone schneidet Granit für Küchen 🪨. Es sitzt in Cork. Über 200 Leute arbeiten dort.';
const REDIRECT = 'https://vertexaisearch.cloud.google.com/grounding-api-redirect';

/** Offsets in bytes of UTF-8; the thought before it is a part of its own; chunk 1 was read and carries nothing. */
const grounding = {
  groundingMetadata: {
    webSearchQueries: ['quarrystone cork', 'quarrystone employees', ''],
    searchEntryPoint: { renderedContent: '<div>search</div>' },
    groundingChunks: [
      { web: { uri: `${REDIRECT}/AAA`, title: 'news.example' } },
      { web: { uri: `${REDIRECT}/BBB`, title: 'unused.example' } },
      { web: { uri: `${REDIRECT}/CCC`, title: 'quarrystone.example' } },
      { retrievedContext: { uri: 'gs://nothing' } },
    ],
    groundingSupports: [
      { segment: { partIndex: 1, endIndex: 47, text: SAID.slice(0, 43) }, groundingChunkIndices: [2] },
      { segment: { partIndex: 1, startIndex: 66, endIndex: 96 }, groundingChunkIndices: [0, 2, 0] },
      { segment: { partIndex: 1, startIndex: 48, endIndex: 65 }, groundingChunkIndices: [3] },
      { segment: { partIndex: 0, startIndex: 0, endIndex: 5 }, groundingChunkIndices: [0] },
    ],
  },
};

const create = (
  name: string,
  settings: { baseUrl: string; apiKey: string | undefined; timeoutMs?: number },
): LanguageModel => billedModel(createGemini({ ...settings, now: () => NOW })(factsOf(name)));

const contents = [{ role: 'user', parts: [{ text: 'Profile the company quarrystone.example' }] }];
const systemInstruction = { role: 'user', parts: [{ text: 'Answer with facts only.' }] };

describeLanguageModel({
  vendor: 'gemini',
  model: 'gemini-3.8-flash',
  keyVariable: 'GEMINI_API_KEY',
  create: (settings) => create('gemini-3.8-flash', settings),
  wire: {
    text: (text) =>
      answer([
        { text: 'Let me think.', thought: true },
        { text, thoughtSignature: 'c2ln' },
      ]),
    search: answer([{ text: 'Thinking.', thought: true }, { text: SAID }], grounding),
    ungroundedSearch: answer([{ text: SAID }], { groundingMetadata: { webSearchQueries: ['quarrystone'] } }),
  },
  costUsd: COST_USD,
  sent: {
    path: '/v1/models/gemini-3.8-flash:generateContent',
    keyHeader: ['x-goog-api-key', KEY],
    text: {
      contents,
      systemInstruction,
      generationConfig: { temperature: 0.1, maxOutputTokens: 2000, thinkingConfig: { thinkingLevel: 'LOW' } },
    },
    object: {
      contents,
      systemInstruction,
      generationConfig: {
        maxOutputTokens: 2000,
        thinkingConfig: { thinkingLevel: 'MEDIUM' },
        responseMimeType: 'application/json',
        responseJsonSchema: {
          type: 'object',
          properties: {
            name: { type: 'string', description: '(Rules: at most 20 characters.)' },
            founded: { anyOf: [{ type: 'integer', minimum: 1500 }, { type: 'null' }] },
          },
          required: ['name', 'founded'],
        },
      },
    },
    search: {
      contents,
      systemInstruction,
      generationConfig: { maxOutputTokens: 2000, thinkingConfig: { thinkingLevel: 'LOW' } },
      tools: [{ googleSearch: {} }],
    },
  },
  searched: {
    text: SAID,
    grounded: true,
    sources: [
      { url: `${REDIRECT}/CCC`, title: 'quarrystone.example' },
      { url: `${REDIRECT}/AAA`, title: 'news.example' },
    ],
    supports: [
      { start: 0, end: 43, sources: [0] },
      { start: 62, end: 91, sources: [1, 0] },
    ],
    queries: ['quarrystone cork', 'quarrystone employees'],
  },
  // Two queries at 0.014 beside the tokens.
  searchUnits: { searchQueries: 2, costUsd: 0.02899 },
  failures: geminiFailures,
});

const question: Question = {
  instructions: 'Facts.',
  prompt: 'Quarrystone?',
  maxOutputTokens: 100,
  operation: 'o',
};

describe('gemini', () => {
  let server: VendorServer;
  beforeEach(async () => {
    server = await vendorServer();
  });
  afterEach(() => server.close());

  const callOf = (bill = recordingBill()) => ({ signal: new AbortController().signal, bill });
  const model = (name = 'gemini-3.8-flash') => create(name, { baseUrl: server.url, apiKey: KEY });
  const goesOn = (text: string, extra: object = {}) =>
    answer([{ text }], { continuationToken: `after ${text}`, ...extra }, 'CONTINUATION');

  it.each([
    ['gemini-3.8-flash', 'none', 'LOW'],
    ['gemini-4-argon', 'none', 'LOW'],
    ['gemini-3.5-flash-lite', 'none', 'MINIMAL'],
    ['gemini-3.8-flash', 'high', 'HIGH'],
  ] as const)('asks %s for thinking %s by the level %s', async (name, thinking, thinkingLevel) => {
    server.answers({ json: answer([{ text: 'Yes.' }]) });
    await model(name).generateText({ ...question, thinking }, callOf());
    expect(server.bodies()[0]).toMatchObject({ generationConfig: { thinkingConfig: { thinkingLevel } } });
  });

  it('leaves thinking and temperature to the vendor when nothing is said', async () => {
    server.answers({ json: answer([{ text: 'Yes.' }]) });
    await model().generateText(question, callOf());
    expect(server.bodies()[0]).toMatchObject({ generationConfig: { maxOutputTokens: 100 } });
    expect(JSON.stringify(server.bodies()[0])).not.toMatch(/thinking|temperature/);
  });

  it('tells the server when to stop, a second after it stops listening, and who asks', async () => {
    server.answers({ json: answer([{ text: 'Yes.' }]) });
    await model().generateText(question, callOf());
    const settings = { baseUrl: server.url, apiKey: KEY, timeoutMs: 9500 };
    await create('gemini-3.8-flash', settings).generateText(question, callOf());
    expect(server.requests.map(({ headers }) => headers['x-server-timeout'])).toEqual(['241', '11']);
    expect(server.requests[0]?.headers['user-agent']).toContain('google-genai-sdk');
  });

  it('speaks the version of the API that it is told', async () => {
    server.answers({ json: answer([{ text: 'Yes.' }]) });
    const house = createGemini({ baseUrl: server.url, apiKey: KEY, apiVersion: 'v1beta', now: () => NOW });
    await billedModel(house(factsOf('gemini-3.8-flash'))).generateText(question, callOf());
    expect(server.requests[0]?.path).toBe('/v1beta/models/gemini-3.8-flash:generateContent');
  });

  it('goes on where an answer says so, and adds up what each request used', async () => {
    const bill = recordingBill();
    server.answers({ json: goesOn('Quarrystone cuts ') }, { json: answer([{ text: 'stone.' }]) });
    const { text, usage } = await model().generateText(question, callOf(bill));
    expect(text).toBe('Quarrystone cuts stone.');
    expect(usage).toMatchObject({
      inputTokens: 2000,
      cachedInputTokens: 400,
      outputTokens: 200,
      costUsd: 0.00198,
    });
    expect(server.bodies()[1]).toMatchObject({
      contents: [{ parts: [{ text: 'Quarrystone?' }] }],
      continuationToken: 'after Quarrystone cuts ',
    });
    expect(bill.settled.map((end) => end.costUsd)).toEqual([0.00198]);
  });

  it('moves the supports of what came later behind what came before', async () => {
    const cited = (uri: string, endIndex: number) => ({
      groundingMetadata: {
        groundingChunks: [{ web: { uri, title: uri } }],
        groundingSupports: [{ segment: { endIndex }, groundingChunkIndices: [0] }],
      },
    });
    server.answers(
      { json: goesOn('Größe: 7. ', cited('https://a.example', 12)) },
      { json: answer([{ text: 'Ort: Cork.' }], cited('https://b.example', 10)) },
    );
    const { supports, sources } = await model().search(question, callOf());
    expect(sources.map((source) => source.url)).toEqual(['https://a.example', 'https://b.example']);
    expect(supports).toEqual([
      { start: 0, end: 10, sources: [0] },
      { start: 10, end: 20, sources: [1] },
    ]);
  });

  it('stops after three requests of an answer that never ends, and pays for three', async () => {
    const bill = recordingBill();
    server.answers({ json: goesOn('and on ') });
    await expect(model().generateText(question, callOf(bill))).rejects.toMatchObject({
      code: 'answer_truncated',
    });
    expect(server.requests).toHaveLength(3);
    expect(bill.settled.map((end) => end.costUsd)).toEqual([0.00297]);
  });

  it('pays for what came before a refusal, and for nothing more', async () => {
    const bill = recordingBill();
    server.answers({ json: goesOn('Quarrystone ') }, refused(503, 'UNAVAILABLE'));
    await expect(model().generateText(question, callOf(bill))).rejects.toMatchObject({
      code: 'vendor_unavailable',
    });
    expect(bill.settled.map((end) => end.costUsd)).toEqual([COST_USD]);
  });

  it('does not know the cost when the connection is lost while an answer goes on', async () => {
    const bill = recordingBill();
    server.answers({ json: goesOn('Quarrystone ') }, { json: {}, fault: 'reset' });
    await expect(model().generateText(question, callOf(bill))).rejects.toMatchObject({
      code: 'connection_failed',
    });
    expect(bill.settled).toEqual([expect.objectContaining({ costUsd: null })]);
  });

  it('does not know the cost of a model without a price', async () => {
    const bill = recordingBill();
    server.answers({ json: answer([{ text: 'Yes.' }]) });
    const { usage } = await model('gemini-3.5-flash').generateText(question, callOf(bill));
    expect(usage.costUsd).toBeNull();
    // Reserved at the dearest of the house: argon, 2 dollars in and 10 out.
    expect(bill.reserved[0]?.estimateUsd).toBeGreaterThan(200 * 2e-6 + (100 / 8) * 10e-6);
  });

  it('tells what a refused request was called at the vendor', async () => {
    server.answers({ json: finished('SAFETY') });
    const error: unknown = await model()
      .generateText(question, callOf())
      .catch((thrown: unknown) => thrown);
    expect(failedCall(error)).toEqual({
      vendor: 'gemini',
      model: 'gemini-3.8-flash',
      vendorCode: 'SAFETY',
      requestId: 'r_1',
      usage: expect.objectContaining({ costUsd: COST_USD }) as unknown,
    });
  });
});
