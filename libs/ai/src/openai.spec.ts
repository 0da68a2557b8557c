import { findModel, type ModelFacts } from '@userport/config';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { billedModel } from './billed-model';
import type { LanguageModel, Question } from './language-model';
import { describeLanguageModel, KEY } from './language-model.suite';
import { failedCall } from './model-failure';
import { createOpenAi } from './openai';
import { COST_USD, message, NOW, openaiFailures, response, searched, usage } from './openai-wire.suite';
import { recordingBill } from './testing';
import { vendorServer, type VendorServer } from './vendor-server.suite';

const factsOf = (name: string): ModelFacts =>
  findModel(name) ?? { name, vendor: 'openai', leastThinking: 'low' };

const FIRST =
  'Quarrystone schneidet Granit 🪨. ([quarrystone.example](https://quarrystone.example/about?utm_source=openai)) ';
const SECOND = 'Es sitzt in Cork. ';
const THIRD = 'Über 200 Leute arbeiten dort ([news.example](https://news.example/a?utm_source=openai&p=1)).';
const SAID = FIRST + SECOND + THIRD;
/** In code points, as Python counts: the emoji before them is one, not two. */
const ABOUT = {
  type: 'url_citation',
  start_index: 32,
  end_index: 108,
  url: 'https://quarrystone.example/about?utm_source=openai',
  title: 'About',
};
const NEWS = {
  type: 'url_citation',
  start_index: 156,
  end_index: 218,
  url: 'https://news.example/a?utm_source=openai&p=1',
  title: 'News',
};

const create = (
  name: string,
  settings: { baseUrl: string; apiKey: string | undefined; timeoutMs?: number },
): LanguageModel =>
  billedModel(
    createOpenAi({ ...settings, baseUrl: `${settings.baseUrl}/v1`, now: () => NOW })(factsOf(name)),
  );

const common = {
  model: 'gpt-6.1-terra',
  instructions: 'Answer with facts only.',
  input: [{ role: 'user', content: 'Profile the company quarrystone.example' }],
  max_output_tokens: 2000,
  store: false,
};

describeLanguageModel({
  vendor: 'openai',
  model: 'gpt-6.1-terra',
  keyVariable: 'OPENAI_API_KEY',
  create: (settings) => create('gpt-6.1-terra', settings),
  wire: {
    text: (text) => response([{ id: 'rs_1', type: 'reasoning', summary: [] }, message(text)]),
    search: response([
      searched({
        type: 'search',
        queries: ['quarrystone cork', 'quarrystone staff'],
        sources: [{ type: 'url', url: 'https://unused.example' }],
      }),
      searched({ type: 'open_page', url: 'https://quarrystone.example/about' }),
      searched({ type: 'search', query: 'quarrystone news' }),
      message('Let me look.', [], 'commentary'),
      message(SAID, [ABOUT, NEWS], 'final_answer'),
    ]),
    ungroundedSearch: response([
      searched({
        type: 'search',
        queries: ['quarrystone'],
        sources: [{ type: 'url', url: 'https://unused.example' }],
      }),
      message('Quarrystone cuts stone.'),
    ]),
  },
  costUsd: COST_USD,
  sent: {
    path: '/v1/responses',
    keyHeader: ['authorization', `Bearer ${KEY}`],
    text: { ...common, reasoning: { effort: 'none' }, temperature: 0.1 },
    object: {
      ...common,
      reasoning: { effort: 'medium' },
      text: {
        format: {
          type: 'json_schema',
          name: 'company',
          strict: true,
          schema: {
            type: 'object',
            properties: {
              name: { type: 'string', description: '(Rules: at most 20 characters.)' },
              founded: { anyOf: [{ type: 'integer', minimum: 1500 }, { type: 'null' }] },
            },
            required: ['name', 'founded'],
            additionalProperties: false,
          },
        },
      },
    },
    search: {
      ...common,
      reasoning: { effort: 'low' },
      tools: [{ type: 'web_search', user_location: { type: 'approximate' } }],
      tool_choice: 'required',
      include: ['web_search_call.action.sources'],
    },
  },
  searched: {
    text: SAID.replace('?utm_source=openai)', ')').replace('?utm_source=openai&', '?'),
    grounded: true,
    sources: [
      { url: 'https://quarrystone.example/about', title: 'About' },
      { url: 'https://news.example/a?p=1', title: 'News' },
    ],
    supports: [
      { start: 0, end: 32, sources: [0] },
      { start: 110, end: 184, sources: [1] },
    ],
    queries: ['quarrystone cork', 'quarrystone staff', 'quarrystone news'],
  },
  // Two calls of the tool at 0.01 beside the tokens.
  searchUnits: { searchQueries: 2, costUsd: 0.02131 },
  failures: openaiFailures,
});

const question: Question = {
  instructions: 'Facts.',
  prompt: 'Quarrystone?',
  maxOutputTokens: 100,
  operation: 'o',
};

describe('openai', () => {
  let server: VendorServer;
  beforeEach(async () => {
    server = await vendorServer();
    server.answers({ json: response([message('Yes.')]) });
  });
  afterEach(() => server.close());

  const callOf = (bill = recordingBill(), idempotencyKey?: string) => ({
    signal: new AbortController().signal,
    bill,
    idempotencyKey,
  });
  const model = (name = 'gpt-6.1-terra') => create(name, { baseUrl: server.url, apiKey: KEY });

  it.each([
    ['gpt-6.1-terra', 'none', 'none'],
    ['gpt-6.2-sol', 'none', 'low'],
    ['gpt-6.1-sol', 'none', 'low'],
    ['gpt-6-luna', 'high', 'high'],
  ] as const)('asks %s for thinking %s by the effort %s', async (name, thinking, effort) => {
    await model(name).generateText({ ...question, thinking }, callOf());
    expect(server.bodies()[0]).toMatchObject({ reasoning: { effort } });
  });

  it.each([
    ['gpt-6.1-terra', 'low'],
    ['gpt-6.2-sol', 'none'],
    ['gpt-6.1-terra', undefined],
  ] as const)(
    'leaves the temperature out where it would be refused: %s thinking %s',
    async (name, thinking) => {
      await model(name).generateText({ ...question, thinking, temperature: 0.1 }, callOf());
      expect(server.bodies()[0]).not.toHaveProperty('temperature');
    },
  );

  it('sends the caller’s idempotency key, the same for a repeat and another for another question', async () => {
    await model().generateText(question, callOf(undefined, 'step_1'));
    await model().generateText(question, callOf(undefined, 'step_1'));
    await model().generateText({ ...question, prompt: 'Repair it.' }, callOf(undefined, 'step_1'));
    await model().generateText(question, callOf(undefined, 'step_2'));
    const [first, repeat, repair, other] = server.requests.map(
      (request) => request.headers['idempotency-key'],
    );
    expect(first).toMatch(/^[a-z2-7]{52}$/);
    expect(repeat).toBe(first);
    expect(new Set([first, repair, other]).size).toBe(3);
  });

  it('sends no idempotency key when the caller has none', async () => {
    await model().generateText(question, callOf());
    expect(server.requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('does not enforce a schema that strict mode does not know, and judges the answer all the same', async () => {
    server.answers({ json: response([message('{"a":1,"b":"x"}')]) });
    const shape = shapeOf('loose', z.record(z.string(), z.number()));
    const error: unknown = await model()
      .generateObject({ ...question, shape }, callOf())
      .catch((thrown: unknown) => thrown);
    expect(failedCall(error)?.brokenRule).toBe('b: Invalid input: expected number, received string');
    expect(server.bodies()[0]).toMatchObject({ text: { format: { name: 'loose', strict: false } } });
  });

  it('counts what is written into the cache at its own price', async () => {
    const details = {
      cached_tokens: 0,
      cache_write_tokens: 600,
      cache_write_tokens_details: { ttl_30m_tokens: 400, ttl_12h_tokens: 200 },
    };
    server.answers({
      json: response([message('Yes.')], { usage: { ...usage, input_tokens_details: details } }),
    });
    const answer = await model().generateText(question, callOf());
    // 400 × 1 + 400 × 1.25 + 200 × 2.5 + 100 × 5 millionths.
    expect(answer.usage.costUsd).toBe(0.0019);
  });

  it('takes only the final answer of a model that comments on its work', async () => {
    server.answers({
      json: response([message('Looking.', [], 'commentary'), message('Yes.', [], 'final_answer')]),
    });
    expect((await model().generateText(question, callOf())).text).toBe('Yes.');
  });

  it('does not look into the environment for accounts', async () => {
    await model().generateText(question, callOf());
    expect(server.requests[0]?.headers).not.toHaveProperty('openai-organization');
    expect(server.requests[0]?.headers).toMatchObject({ 'x-stainless-retry-count': '0' });
  });
});
