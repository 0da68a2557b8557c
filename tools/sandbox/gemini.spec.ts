import { createGemini } from './gemini';
import { createModelHouse } from './model-house';
import { type LoopbackServer, serveLoopback } from './serve-loopback';
import { inventedWorld } from './world/world';

let server: LoopbackServer;
beforeAll(async () => {
  const latency = { fixedMs: 0, perOutputTokenMs: 0 };
  const house = createModelHouse({
    vendor: 'gemini',
    world: inventedWorld,
    latency,
    sleep: async () => undefined,
    now: () => 0,
  });
  server = await serveLoopback(createGemini(house));
});
afterAll(() => server.stop());

const call = async (path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-goog-api-key': 'sandbox', ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
};
const generate = (
  body: object,
  headers?: Record<string, string>,
  model = 'gemini-3.8-flash',
  version = 'v1',
) => call(`/${version}/models/${model}:generateContent`, body, headers);
const asking = (text: string, more: object = {}) => ({
  contents: [{ role: 'user', parts: [{ text }] }],
  ...more,
});
const number = { type: 'object', properties: { value: { type: ['number', 'null'] } }, required: ['value'] };
const asData = { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: number } };

describe('generateContent', () => {
  it('answers in prose, with counts and the mark of the sandbox', async () => {
    expect(await generate(asking('How many mines does Wirrabelle Minerals work?'))).toMatchObject({
      status: 200,
      body: {
        candidates: [
          {
            index: 0,
            finishReason: 'STOP',
            content: {
              role: 'model',
              parts: [
                {
                  text: 'Wirrabelle Minerals works 4 mines. Answered by the sandbox: this company, these people and facts are invented.',
                },
              ],
            },
          },
        ],
        usageMetadata: {
          promptTokenCount: 12,
          candidatesTokenCount: 28,
          thoughtsTokenCount: 32,
          totalTokenCount: 72,
          promptTokensDetails: [{ modality: 'TEXT', tokenCount: 12 }],
        },
        modelVersion: 'gemini-3.8-flash (sandbox)',
      },
    });
  });

  it.each(['v1', 'v1beta'])('fills a schema on %s', async (version) => {
    const question = asking('How many mines does Wirrabelle Minerals work?', asData);
    const { body } = await generate(question, {}, 'gemini-3.8-flash', version);
    expect(body).toMatchObject({ candidates: [{ content: { parts: [{ text: '{"value":4}' }] } }] });
  });

  it('reads a schema in the older form', async () => {
    const responseSchema = {
      type: 'OBJECT',
      properties: { value: { type: 'NUMBER', nullable: true } },
      required: ['value'],
    };
    const config = { generationConfig: { responseMimeType: 'application/json', responseSchema } };
    const { body } = await generate(asking('How is the weather?', config));
    expect(body).toMatchObject({ candidates: [{ content: { parts: [{ text: '{"value":null}' }] } }] });
  });

  it('reads the instructions and leaves turns of the model out', async () => {
    const { body } = await generate({
      ...asData,
      systemInstruction: { parts: [{ text: 'Answer from the data alone, not from memory.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'How many mines does Wirrabelle Minerals work?' }] },
        { role: 'model', parts: [{ text: '<data>They have 4 mines.</data>' }] },
      ],
    });
    expect(body).toMatchObject({ candidates: [{ content: { parts: [{ text: '{"value":null}' }] } }] });
  });
});

describe('a search', () => {
  const search = { tools: [{ googleSearch: {} }] };

  it('names the pages of each stretch, in bytes', async () => {
    const { body } = await generate(asking('Products and customers of Zweibach Präzision?', search));
    const [candidate] = (
      body as { candidates: { content: { parts: { text: string }[] }; groundingMetadata: never }[] }
    ).candidates;
    const bytes = Buffer.from(candidate?.content.parts[0]?.text ?? '');
    const metadata = candidate?.groundingMetadata as unknown as {
      webSearchQueries: string[];
      groundingChunks: { web: { uri: string; title: string } }[];
      groundingSupports: {
        segment: { startIndex: number; endIndex: number; text: string };
        groundingChunkIndices: number[];
      }[];
    };
    expect(metadata.webSearchQueries).toEqual([
      'Zweibach Präzision customers',
      'Zweibach Präzision products',
    ]);
    expect(metadata.groundingChunks.map(({ web }) => web.title)).toEqual([
      'zweibach.example',
      'zweibach.example',
    ]);
    expect(
      metadata.groundingSupports.map(({ segment, groundingChunkIndices }) => [
        bytes.subarray(segment.startIndex, segment.endIndex).toString(),
        groundingChunkIndices,
      ]),
    ).toEqual([
      ['Customers of Zweibach Präzision are Northwind Robotics, Autositz Morgenrot and Lumenfjord.', [0]],
      ['Zweibach Präzision sells µ-Linie and Messzelle 7.', [1]],
    ]);
    expect(metadata.groundingSupports.map(({ segment }) => [segment.startIndex, segment.endIndex])).toEqual([
      [0, 91],
      [92, 143],
    ]);
  });

  it('gives redirects, which lead to the pages', async () => {
    const { body } = await generate(asking('Products of Zweibach Präzision?', search));
    const found = JSON.stringify(body);
    const path =
      /https:\/\/vertexaisearch\.sandbox\.example(\/grounding-api-redirect\/[\w-]+)/.exec(found)?.[1] ?? '';
    const { status, headers } = await call(path);
    expect([status, headers.get('location')]).toEqual([302, 'https://zweibach.example/products']);
  });

  it('has no supports when nothing was found, and no grounding at all when it did not search', async () => {
    const nothing = await generate(asking('What is the revenue of Lumenfjord?', search));
    expect(nothing.body).toMatchObject({
      candidates: [
        {
          groundingMetadata: { webSearchQueries: ['Lumenfjord'], groundingChunks: [], groundingSupports: [] },
        },
      ],
    });
    const { body } = await generate(asking('How many surveys does Hearsay Analytics run?', search));
    expect(JSON.stringify(body)).not.toContain('groundingMetadata');
  });

  it('stands behind data as a whole', async () => {
    const { body } = await generate(
      asking('How many mines does Wirrabelle Minerals work?', { ...asData, ...search }),
    );
    expect(body).toMatchObject({
      candidates: [
        { groundingMetadata: { groundingSupports: [{ segment: { endIndex: 11, text: '{"value":4}' } }] } },
      ],
    });
  });
});

describe('bad answers', () => {
  it('blocks a prompt', async () => {
    const { status, body } = await generate(asking('Tell of Stonewall Archives'));
    expect([status, body]).toMatchObject([200, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }]);
    expect(body).not.toHaveProperty('candidates');
  });

  it('breaks off at the limit of tokens', async () => {
    const { body } = await generate(asking('Tell of Cutoff Media'));
    expect(body).toMatchObject({ candidates: [{ finishReason: 'MAX_TOKENS' }] });
  });

  it.each([
    ['rate-limited', 429, 'RESOURCE_EXHAUSTED', 'GenerateRequestsPerMinutePerProjectPerModel'],
    ['out-of-quota', 429, 'RESOURCE_EXHAUSTED', 'GenerateRequestsPerDayPerProjectPerModel'],
    ['unavailable', 503, 'UNAVAILABLE', 'overloaded'],
    ['bad-key', 400, 'INVALID_ARGUMENT', 'API_KEY_INVALID'],
  ])('answers %s', async (fault, code, status, words) => {
    const reply = await generate(asking('Who?'), { 'x-sandbox-fault': fault });
    expect([reply.status, reply.body]).toMatchObject([code, { error: { code, status } }]);
    expect(JSON.stringify(reply.body)).toContain(words);
  });

  it('resets the connection', async () => {
    await expect(generate(asking('Who?'), { 'x-sandbox-fault': 'reset' })).rejects.toThrow('fetch failed');
  });
});

describe('refusals', () => {
  it.each([
    ['an unreadable body', { contents: 7 }, 'gemini-3.8-flash', 400, 'INVALID_ARGUMENT'],
    [
      'two schemas',
      asking('x', {
        generationConfig: {
          responseMimeType: 'application/json',
          responseSchema: {},
          responseJsonSchema: {},
        },
      }),
      'gemini-3.8-flash',
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'a schema without its media type',
      asking('x', { generationConfig: { responseJsonSchema: {} } }),
      'gemini-3.8-flash',
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'search with a schema on an older model',
      asking('x', { ...asData, tools: [{ googleSearch: {} }] }),
      'gemini-2.5-flash',
      400,
      'INVALID_ARGUMENT',
    ],
    ['a model that is gone', asking('x'), 'gemini-2.0-flash', 404, 'NOT_FOUND'],
    ['a floating name on v1', asking('x'), 'gemini-flash-latest', 404, 'NOT_FOUND'],
  ])('meet %s', async (_what, body, model, code, status) => {
    expect(await generate(body, {}, model)).toMatchObject({
      status: code,
      body: { error: { code, status } },
    });
  });

  it('meet a call without a key', async () => {
    expect(await generate(asking('x'), { 'x-goog-api-key': '' })).toMatchObject({ status: 403 });
  });

  it('meet another path or method', async () => {
    expect((await call('/v2/models')).status).toBe(404);
    expect((await call('/v1/models/gemini-3.8-flash:embedContent', {})).status).toBe(404);
  });
});

it('lists its models', async () => {
  const { body } = await call('/v1/models');
  expect((body as { models: { name: string }[] }).models[0]?.name).toBe('models/gemini-4-argon');
  expect((await call('/v1beta/models/gemini-3.8-flash')).body).toMatchObject({
    displayName: 'gemini-3.8-flash (sandbox)',
  });
});
