import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { createHttpClient, type HttpClientOptions } from './http-client';
import { manualClock, type ReplayAnswer, type ReplayServer, startReplayServer } from './testing';

const person = z.object({ name: z.string() });

describe('createHttpClient', () => {
  let server: ReplayServer;
  let answers: ReplayAnswer[] = [];

  beforeAll(async () => {
    server = await startReplayServer([
      { path: '/api/v1/people', answers: () => answers.shift() ?? { status: 501 } },
    ]);
  });

  afterAll(() => server.close());

  const open = (part: Partial<HttpClientOptions> = {}) => {
    const clock = manualClock();
    const before = server.requests.length;
    const client = createHttpClient({
      name: 'vendor',
      baseUrl: `${server.url}/api/v1`,
      timeoutMs: 1_000,
      clock,
      random: () => 0,
      ...part,
    });
    return { client, clock, tries: () => server.requests.length - before };
  };
  const post = { method: 'POST', path: 'people', json: { q: 'ada' }, endpoint: 'people search' } as const;

  it('answers checked JSON and asks for JSON', async () => {
    answers = [{ json: { name: 'Ada Example', id: 1 } }];
    const { client } = open({ headers: { 'x-api-key': 'key-of-vendor' } });
    expect(await client.json(post, person)).toEqual({ name: 'Ada Example' });
    const sent = server.requests.at(-1);
    expect([sent?.headers['accept'], sent?.headers['x-api-key'], sent?.body.toString()]).toEqual([
      'application/json',
      'key-of-vendor',
      '{"q":"ada"}',
    ]);
  });

  it('lets a client ask for something else than JSON', async () => {
    answers = [{ json: { name: 'a' } }];
    await open({ headers: { accept: 'application/vnd.example+json' } }).client.json(post, person);
    expect(server.requests.at(-1)?.headers['accept']).toBe('application/vnd.example+json');
  });

  it('answers text', async () => {
    answers = [{ body: '# Page' }];
    expect(await open().client.text({ path: 'people' })).toBe('# Page');
  });

  it('tries a POST again by the table, with growing waits', async () => {
    answers = [{ status: 503 }, { status: 429 }, { json: { name: 'Ada' } }];
    const { client, clock, tries } = open();
    await client.json(post, person);
    expect([tries(), clock.sleeps]).toEqual([3, [250, 500]]);
  });

  it('waits as long as it is asked to, on any status of the table', async () => {
    answers = [
      { status: 502, headers: { 'retry-after': '1.5' } },
      { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 00:00:05 GMT' } },
      { body: 'x' },
    ];
    const { client, clock } = open();
    await client.text(post);
    expect(clock.sleeps).toEqual([1_500, 3_500]);
  });

  it('ends as retryable with the delay after the last try', async () => {
    answers = [{ status: 429 }, { status: 429 }, { status: 429, headers: { 'retry-after': '7' } }];
    const { client, tries } = open();
    const call = client.text(post);
    await expect(call).rejects.toBeInstanceOf(RetryableError);
    await expect(call).rejects.toMatchObject({ code: 'vendor_unavailable', retryAfterMs: 7_000 });
    expect(tries()).toBe(3);
  });

  it('does not wait in place for longer than its bound', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '31' } }];
    const { client, clock, tries } = open();
    await expect(client.text(post)).rejects.toMatchObject({ retryAfterMs: 31_000 });
    expect([tries(), clock.sleeps]).toEqual([1, []]);
  });

  it('leaves a wait that would pass the total time to its caller', async () => {
    answers = [{ status: 503 }, { status: 503, headers: { 'retry-after': '2' } }];
    const { client, clock, tries } = open({ totalTimeoutMs: 2_000 });
    await expect(client.text(post)).rejects.toMatchObject({ retryAfterMs: 2_000 });
    expect([tries(), clock.sleeps]).toEqual([2, [250]]);
  });

  it('gives a try no more time than the total leaves', async () => {
    answers = [{ status: 503 }, { fault: 'hang' }];
    const { client, clock } = open({ totalTimeoutMs: 1_100 });
    const arrived = server.received(server.requests.length + 2);
    const call = client.text(post);
    await arrived;
    expect(clock.pending()).toEqual([850]);
    clock.fire();
    await expect(call).rejects.toMatchObject({ code: 'vendor_timeout' });
  });

  it.each([
    [400, TerminalError, 'vendor_refused', 1],
    [401, TerminalError, 'vendor_refused', 1],
    [302, TerminalError, 'vendor_refused', 1],
    [403, RetryableError, 'vendor_unavailable', 1],
    [500, RetryableError, 'vendor_unavailable', 2],
  ])('follows the vendor’s own table on %d', async (status, kind, code, expected) => {
    answers = Array.from({ length: 3 }, () => ({ status }));
    const { client, tries } = open({ retry: { limit: 1, statuses: [500], laterStatuses: [403] } });
    const call = client.send(post);
    await expect(call).rejects.toBeInstanceOf(kind);
    await expect(call).rejects.toMatchObject({ code });
    expect(tries()).toBe(expected);
  });

  it('asks the adapter first what an answer means', async () => {
    answers = [{ json: { Errors: [{ Code: -99 }] } }, { json: { Errors: [{ Code: -3 }] } }];
    const { client, tries } = open({
      judge: (answer) =>
        answer.text().includes('-99')
          ? { verdict: 'again', retryAfterMs: 10 }
          : { verdict: 'later', message: 'is out of credits. Buy some.', code: 'out_of_credits' },
    });
    await expect(client.send(post)).rejects.toMatchObject({
      message: 'vendor: people search is out of credits. Buy some.',
      code: 'out_of_credits',
    });
    expect(tries()).toBe(2);
  });

  it.each([
    ['GET', 3],
    ['POST', 1],
  ] as const)('repeats a %s whose connection broke %d times in all', async (method, expected) => {
    answers = [{ fault: 'reset' }, { fault: 'reset' }, { fault: 'reset' }];
    const { client, tries } = open();
    await expect(
      client.send({ ...post, ...(method === 'GET' ? { json: undefined } : {}), method }),
    ).rejects.toMatchObject({
      code: 'vendor_unreachable',
    });
    expect(tries()).toBe(expected);
  });

  it('does not pay twice for an answer that it cannot read', async () => {
    answers = [{ body: '<html>' }];
    const { client, tries } = open();
    await expect(client.json(post, person)).rejects.toMatchObject({ code: 'response_invalid' });
    expect(tries()).toBe(1);
  });

  it('stops waiting when its caller gives up', async () => {
    answers = [{ status: 503 }];
    const controller = new AbortController();
    const { client, clock } = open({
      judge: () => {
        controller.abort('lease over');
        return undefined;
      },
    });
    await expect(client.send({ ...post, signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'lease over',
    });
    expect(clock.sleeps).toEqual([250]);
  });

  it('answers one exchange with whatever status came', async () => {
    answers = [{ status: 503, body: 'later' }];
    const { client, tries } = open();
    expect((await client.exchange(post)).status).toBe(503);
    expect(tries()).toBe(1);
  });

  it('uses one connection for calls that follow each other', async () => {
    answers = [{ body: 'a' }, { status: 400, body: 'b' }, { body: 'c' }];
    const { client } = open();
    await client.text(post);
    const before = server.connections();
    await client.send(post).catch(() => undefined);
    await client.text(post);
    expect(server.connections()).toBe(before);
  });

  it('refuses a base address that cannot be one', () => {
    expect(() => open({ baseUrl: 'vendor.example' })).toThrow(TerminalError);
  });

  it('answers checked JSON with its status and headers', async () => {
    answers = [{ status: 202, headers: { 'x-credits-used': '3' }, json: { name: 'Ada' } }];
    const { value, status, headers } = await open().client.jsonAnswer(post, person);
    expect([value, status, headers.get('x-credits-used')]).toEqual([{ name: 'Ada' }, 202, '3']);
  });

  describe('with the vendor’s rates', () => {
    const rates = { rules: [{ calls: 2, windowMs: 60_000 }], instances: 1 };

    it('waits for a place, and counts every try', async () => {
      answers = [{ status: 503 }, { body: 'a' }, { body: 'b' }];
      const { client, clock } = open({ rates });
      await client.text(post);
      await client.text(post);
      expect(clock.sleeps).toEqual([250, 59_750]);
    });

    it('ends as retryable when the place comes after the deadline', async () => {
      answers = [{ body: 'a' }, { body: 'b' }];
      const { client, tries } = open({ rates, totalTimeoutMs: 30_000 });
      await client.text(post);
      await client.text(post);
      await expect(client.text(post)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000 });
      expect(tries()).toBe(2);
    });

    it('holds every call back for as long as one answer asks', async () => {
      answers = [{ status: 200, headers: { ratelimit: '"m";r=0;t=9' }, body: 'a' }, { body: 'b' }];
      const { client, clock } = open({ rates: { instances: 1 } });
      await client.text(post);
      await client.text(post);
      expect(clock.sleeps).toEqual([9_000]);
    });

    it('holds every call back by a delay that only the judge could read', async () => {
      answers = [{ status: 429 }, { body: 'b' }];
      const judge: HttpClientOptions['judge'] = ({ status }) =>
        status === 429 ? { verdict: 'later', retryAfterMs: 4_000 } : undefined;
      const { client, clock } = open({ rates: { instances: 1 }, judge });
      await expect(client.text(post)).rejects.toMatchObject({ retryAfterMs: 4_000 });
      await client.text(post);
      expect(clock.sleeps).toEqual([4_000]);
    });
  });
});
