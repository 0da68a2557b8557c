import { createModelHouse } from './model-house';
import { createOpenAi } from './openai';
import { type LoopbackServer, serveLoopback } from './serve-loopback';
import { inventedWorld } from './world/world';

let server: LoopbackServer;
beforeAll(async () => {
  const latency = { fixedMs: 0, perOutputTokenMs: 0 };
  const house = createModelHouse({
    vendor: 'openai',
    world: inventedWorld,
    latency,
    sleep: async () => undefined,
    now: () => 0,
  });
  server = await serveLoopback(createOpenAi(house));
});
afterAll(() => server.stop());

const call = async (path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sandbox', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
};
const respond = (body: object, headers?: Record<string, string>) =>
  call('/v1/responses', { model: 'gpt-6.1-terra', ...body }, headers);
const schema = {
  type: 'object',
  properties: { value: { type: ['number', 'null'] } },
  required: ['value'],
  additionalProperties: false,
};
const asData = (over: object = {}) => ({
  text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: { ...schema, ...over } } },
});
const mines = 'How many mines does Wirrabelle Minerals work?';

describe('a response', () => {
  it('answers in prose, with counts and the mark of the sandbox', async () => {
    const { body, headers } = await respond({
      input: [{ role: 'user', content: mines }],
      reasoning: { effort: 'low' },
    });
    expect(headers.get('x-request-id')).toBe('req_sandbox');
    expect(body).toEqual({
      id: 'resp_sandbox',
      object: 'response',
      created_at: 1_763_600_000,
      status: 'completed',
      error: null,
      incomplete_details: null,
      model: 'gpt-6.1-terra (sandbox)',
      output: [
        {
          id: 'msg_sandbox',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [
            {
              type: 'output_text',
              text: 'Wirrabelle Minerals works 4 mines. Answered by the sandbox: this company, these people and facts are invented.',
              logprobs: [],
              annotations: [],
            },
          ],
        },
      ],
      usage: {
        input_tokens: 12,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: 60,
        output_tokens_details: { reasoning_tokens: 32 },
        total_tokens: 72,
      },
    });
  });

  it('fills a schema', async () => {
    const { body } = await respond({ input: mines, ...asData() });
    expect(body).toMatchObject({ output: [{ content: [{ text: '{"value":4}' }] }] });
  });

  it('takes instructions from both places, and content in parts', async () => {
    const content = [{ type: 'input_text', text: mines }];
    const rule = 'Answer from the data alone, not from memory.';
    const systemTurn = { role: 'system', content: rule };
    for (const body of [
      { instructions: rule, input: [{ role: 'user', content }] },
      { input: [systemTurn, { role: 'user', content }] },
    ]) {
      const reply = await respond({ ...body, ...asData() });
      expect(reply.body).toMatchObject({ output: [{ content: [{ text: '{"value":null}' }] }] });
    }
  });
});

describe('a search', () => {
  const search = { tools: [{ type: 'web_search' }] };

  it('cites its pages inside the text', async () => {
    const { body } = await respond({
      input: 'Products and customers of Zweibach Präzision?',
      include: ['web_search_call.action.sources'],
      ...search,
    });
    const { output } = body as {
      output: [
        { action: { queries: string[]; sources: { url: string }[] } },
        {
          content: [
            {
              text: string;
              annotations: { start_index: number; end_index: number; url: string; title: string }[];
            },
          ];
        },
      ];
    };
    expect(output[0].action.queries).toEqual(['Zweibach Präzision customers', 'Zweibach Präzision products']);
    expect(output[0].action.sources.map(({ url }) => url)).toEqual([
      'https://zweibach.example/customers',
      'https://zweibach.example/products',
      'https://almanac.example/consulted-only',
    ]);
    const [{ text, annotations }] = output[1].content;
    expect(
      annotations.map(({ start_index, end_index, url }) => [text.slice(start_index, end_index), url]),
    ).toEqual([
      [
        '([zweibach.example](https://zweibach.example/customers?utm_source=openai))',
        'https://zweibach.example/customers?utm_source=openai',
      ],
      [
        '([zweibach.example](https://zweibach.example/products?utm_source=openai))',
        'https://zweibach.example/products?utm_source=openai',
      ],
    ]);
    expect(text).toMatch(
      /^Customers of Zweibach Präzision are [^(]+\. \(\[.+\. \(\[.+ Answered by the sandbox:/,
    );
  });

  it('keeps its sources to itself when they are not asked for', async () => {
    const { body } = await respond({ input: mines, ...search });
    expect(JSON.stringify(body)).not.toContain('"sources"');
  });

  it('leaves no trace of a search when it answers from memory', async () => {
    const { body } = await respond({ input: 'How many surveys does Hearsay Analytics run?', ...search });
    expect((body as { output: object[] }).output).toHaveLength(1);
  });
});

describe('bad answers', () => {
  it('refuses a blocked prompt in a completed response', async () => {
    const { body } = await respond({ input: 'Tell of Stonewall Archives' });
    expect(body).toMatchObject({ status: 'completed', output: [{ content: [{ type: 'refusal' }] }] });
  });

  it('breaks off at the limit of tokens', async () => {
    const { body } = await respond({ input: 'Tell of Cutoff Media' });
    expect(body).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  });

  it.each([
    ['rate-limited', 429, 'rate_limit_exceeded'],
    ['out-of-quota', 429, 'insufficient_quota'],
    ['unavailable', 503, null],
    ['bad-key', 401, 'invalid_api_key'],
  ])('answers %s', async (fault, status, code) => {
    const reply = await respond({ input: 'Who?' }, { 'x-sandbox-fault': fault });
    expect([reply.status, reply.body]).toMatchObject([status, { error: { code } }]);
    expect(reply.headers.get('retry-after')).toBe(fault === 'rate-limited' ? '1' : null);
  });

  it('resets the connection', async () => {
    await expect(respond({ input: 'Who?' }, { 'x-sandbox-fault': 'reset' })).rejects.toThrow('fetch failed');
  });
});

describe('refusals', () => {
  it.each([
    ['an unreadable body', { input: 7 }, 400, null],
    ['a model that is gone', { model: 'gpt-3.5', input: 'x' }, 404, 'model_not_found'],
    [
      'a schema that strict mode does not take',
      { input: 'x', ...asData({ required: [] }) },
      400,
      'invalid_json_schema',
    ],
    ['an unknown tool', { input: 'x', tools: [{ type: 'telepathy' }] }, 400, 'invalid_value'],
    [
      'no reasoning where the model must',
      { model: 'gpt-6.2-sol', input: 'x', reasoning: { effort: 'none' } },
      400,
      'unsupported_value',
    ],
  ])('meet %s', async (_what, body, status, code) => {
    expect(await respond(body)).toMatchObject({ status, body: { error: { code } } });
  });

  it('meet a call without a key, and another path', async () => {
    expect((await respond({ input: 'x' }, { authorization: '' })).status).toBe(401);
    expect((await call('/v1/chat/completions', {})).status).toBe(404);
  });
});

it('lists its models with the day they are shut down', async () => {
  const { body } = await call('/v1/models');
  const { data } = body as { data: { id: string; shutdown_date: string | null }[] };
  expect(data.find(({ id }) => id === 'gpt-5')?.shutdown_date).toBe('2026-12-11');
  expect(data.find(({ id }) => id === 'gpt-6.1-terra')?.shutdown_date).toBeNull();
});
