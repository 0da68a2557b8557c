import {
  BENCH_LATENCY,
  createModelHouse,
  type ModelHouseOptions,
  type ModelQuestion,
  showCalls,
  tokensIn,
} from './model-house';
import { inventedWorld } from './world/world';

/** A house whose time passes only while it sleeps. */
const houseWith = (options: Partial<ModelHouseOptions> = {}) => {
  const slept: number[] = [];
  let nowMs = 0;
  const house = createModelHouse({
    vendor: 'gemini',
    world: inventedWorld,
    latency: { fixedMs: 0, perOutputTokenMs: 0 },
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
    now: () => nowMs,
    ...options,
  });
  return { house, slept };
};
const number = { type: 'object', properties: { value: { type: ['number', 'null'] } }, required: ['value'] };
const question = (over: Partial<ModelQuestion> = {}): ModelQuestion => ({
  model: 'gemini-3.8-flash',
  instructions: '',
  prompt: 'How many robots does Northwind Robotics run?',
  schema: undefined,
  search: false,
  maxOutputTokens: undefined,
  thinking: 'none',
  headers: {},
  ...over,
});
const fault = (name: string) => ({ headers: { 'x-sandbox-fault': name } });

describe('a model house', () => {
  it('writes prose, data, or prose with what a search found', async () => {
    const { house } = houseWith();
    const prose = await house.ask(question());
    expect(prose.text).toBe(
      'Northwind Robotics runs 1250 robots at customer sites. Answered by the sandbox: this company, these people and facts are invented.',
    );
    expect(prose.found).toEqual({ sentences: [], queries: [] });
    expect((await house.ask(question({ schema: number }))).text).toBe('{"value":1250}');
    expect((await house.ask(question({ search: true }))).found.queries).toEqual([
      'Northwind Robotics robots',
    ]);
  });

  it('counts tokens of what is read, thought and written', async () => {
    const { house } = houseWith();
    // 44 characters of prompt and 2 of the absent schema; 14 characters of answer.
    const { tokens } = await house.ask(question({ thinking: 'low' }));
    expect(tokens).toEqual({ input: 12, output: 33, thinking: 32 });
    expect((await house.ask(question({ search: true }))).tokens.input).toBe(612);
    expect([tokensIn(''), tokensIn('a'), tokensIn('abcde')]).toEqual([0, 1, 2]);
  });

  it('takes a fixed time and a time for each token written, and thinks after half of the fixed time', async () => {
    const { house, slept } = houseWith({ latency: BENCH_LATENCY });
    await house.ask(question({ schema: number }));
    expect(slept).toEqual([150, 150 + 5 * 4]);
  });

  it('counts the time in which an answer is invented as part of the latency', async () => {
    const times = [1000, 1000, 1262];
    const { house, slept } = houseWith({
      latency: { fixedMs: 500, perOutputTokenMs: 0 },
      now: () => times.shift() ?? 0,
    });
    await house.ask(question({ schema: number }));
    expect(slept).toEqual([250, 238]);
  });

  it('counts from when the question came', async () => {
    const { house, slept } = houseWith({ latency: { fixedMs: 500, perOutputTokenMs: 0 } });
    await house.ask(question({ schema: number, askedMs: -30 }));
    expect(slept).toEqual([220, 250]);
  });

  it('remembers its calls and how many were in work at once', async () => {
    const { house } = houseWith();
    await Promise.all([house.ask(question()), house.ask(question({ schema: number }))]);
    await house.ask(question({ prompt: 'Who are you?', search: true }));
    expect(house.calls.map(({ kind, about, fault: struck }) => [kind, about, struck])).toEqual([
      ['text', 'Northwind Robotics', null],
      ['object', 'Northwind Robotics', null],
      ['search', null, null],
    ]);
    expect(house.mostAtOnce()).toBe(2);
  });
});

describe('faults of a model house', () => {
  it('are asked for by header, by a magic word, or by the company', async () => {
    const { house } = houseWith();
    const faults = [
      await house.ask(question(fault('unavailable'))),
      await house.ask(question({ prompt: 'Northwind Robotics, sandbox:blocked' })),
      await house.ask(question({ prompt: 'Tell of Cutoff Media' })),
      await house.ask(question(fault('no-such-fault'))),
    ];
    expect(faults.map((turn) => turn.fault)).toEqual(['unavailable', 'blocked', 'truncated', undefined]);
  });

  it('of the kind once strike the same question once', async () => {
    const { house } = houseWith();
    const first = question({ prompt: 'What does Turnstile Freight sell?' });
    const struck = [
      await house.ask(first),
      await house.ask(first),
      await house.ask({ ...first, prompt: `${first.prompt} ` }),
    ];
    expect(struck.map((turn) => turn.fault)).toEqual(['rate-limited-once', undefined, 'rate-limited-once']);
  });

  it('spoil what was written', async () => {
    const { house } = houseWith();
    const ask = async (name: string) => (await house.ask(question({ schema: number, ...fault(name) }))).text;
    expect(await ask('truncated')).toBe('{"value');
    expect(await ask('malformed')).toBe('{"value":1250');
    expect(await ask('off-schema-once')).toMatch(/^\{"value":"off the schema x+"\}$/);
    expect(await ask('off-schema-once')).toBe('{"value":1250}');
  });

  it('break off an answer that has no room, thinking included', async () => {
    const { house } = houseWith();
    expect((await house.ask(question({ schema: number, maxOutputTokens: 4 }))).fault).toBeUndefined();
    expect((await house.ask(question({ schema: number, maxOutputTokens: 3 }))).fault).toBe('truncated');
    expect((await house.ask(question({ schema: number, maxOutputTokens: 35, thinking: 'low' }))).fault).toBe(
      'truncated',
    );
  });

  it('let a search find nothing to stand on, and only a search', async () => {
    const { house } = houseWith();
    const prompt = 'How many surveys does Hearsay Analytics run?';
    expect(await house.ask(question({ prompt, search: true }))).toMatchObject({
      fault: 'ungrounded',
      found: { queries: [] },
    });
    expect((await house.ask(question({ prompt, schema: number }))).fault).toBeUndefined();
  });

  it('make an answer slow without spoiling it', async () => {
    const { house, slept } = houseWith({ slowMs: 700 });
    const turn = await house.ask(
      question({ schema: number, prompt: 'How many ships has Molasses Shipping?' }),
    );
    expect([turn.fault, turn.text, slept]).toEqual([undefined, '{"value":23}', [700]]);
    expect(house.calls[0]?.fault).toBe('slow');
  });
});

it('shows its calls to whoever asks', async () => {
  const { house } = houseWith();
  await house.ask(question());
  const request = {
    method: 'GET',
    path: '/_sandbox/calls',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
  };
  expect(showCalls(house, request)?.body).toMatchObject({ count: 1, most_at_once: 1 });
  expect(showCalls(house, { ...request, path: '/v1/models' })).toBeUndefined();
});
