import { RetryableError } from '@userport/errors';
import { manualClock, type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { type CallbackPage, createCallbackSender } from './callback-client';

const PATH = '/api/v2/internal/enrichment-callback/';
const NOW = Date.UTC(2026, 10, 23, 12, 0, 0, 999);
const SUCCESS: ReplayAnswer = { json: { status: 'success' } };
const never = new AbortController().signal;

const page = (part: Partial<CallbackPage> = {}): CallbackPage => ({
  webhookId: 'cb_abc',
  bytes: Buffer.from('{"job_id":"job-1"}'),
  position: 2,
  total: 3,
  generation: 1,
  replay: false,
  once: false,
  ...part,
});

describe('createCallbackSender', () => {
  let server: ReplayServer;
  let answers: ReplayAnswer[] = [];

  beforeAll(async () => {
    server = await startReplayServer([{ path: PATH, answers: () => answers.shift() ?? { status: 501 } }]);
  });

  afterAll(() => server.close());

  const open = (part: { readonly tokenFor?: () => Promise<string>; readonly random?: () => number } = {}) => {
    const clock = manualClock(NOW);
    const before = server.requests.length;
    const tokens: boolean[] = [];
    const sender = createCallbackSender({
      baseUrl: `${server.url}/`,
      tokenFor: (_audience, { fresh = false } = {}) => {
        tokens.push(fresh);
        return Promise.resolve(fresh ? 'new' : 'old');
      },
      timeoutMs: 130_000,
      clock,
      random: () => 0,
      ...part,
    });
    return { sender, clock, tokens, sent: () => server.requests.slice(before) };
  };

  it('names the page in its headers', async () => {
    answers = [SUCCESS];
    const { sender, sent } = open();
    expect(await sender.send(page({ replay: true }), never)).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect(sent()[0]?.headers).toMatchObject({
      'webhook-id': 'cb_abc',
      'idempotency-key': 'cb_abc',
      'webhook-timestamp': String(Math.floor(NOW / 1000)),
      'x-userport-page': '2',
      'x-userport-total': '3',
      'x-userport-generation': '1',
      'x-userport-replay': 'true',
      authorization: 'Bearer old',
    });
  });

  it('tries three times in all, after one and two seconds, with the same id and bytes', async () => {
    answers = [{ status: 503 }, { fault: 'reset' }, SUCCESS];
    const { sender, clock, sent } = open();
    expect(await sender.send(page(), never)).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect(clock.sleeps).toEqual([1_000, 2_000]);
    expect(new Set(sent().map(({ body }) => body.toString())).size).toBe(1);
    expect(sent().map(({ headers }) => headers['webhook-id'])).toEqual(['cb_abc', 'cb_abc', 'cb_abc']);
    expect(
      sent().map(({ headers }) => Number(headers['webhook-timestamp']) - Math.floor(NOW / 1000)),
    ).toEqual([0, 1, 3]);
  });

  it('spreads its waits by a tenth at most', async () => {
    answers = [{ status: 502 }, { status: 502 }, SUCCESS];
    const { sender, clock } = open({ random: () => 1 });
    await sender.send(page(), never);
    expect(clock.sleeps).toEqual([1_100, 2_200]);
  });

  it('answers unanswered with a delay for the queue after the last try', async () => {
    answers = [{ status: 502 }, { status: 504 }, { status: 503, headers: { 'retry-after': '20' } }];
    const { sender, sent } = open();
    expect(await sender.send(page(), never)).toEqual({
      kind: 'unanswered',
      httpStatus: 503,
      reason: '503: The receiver asks to come again.',
      retryAfterMs: 20_000,
    });
    expect(sent()).toHaveLength(3);
  });

  it('waits as long as it is asked to, never shorter than its own delay, and leaves long waits to the queue', async () => {
    answers = [
      { status: 429, headers: { 'retry-after': '5' } },
      { status: 429, headers: { 'retry-after': '0' } },
      SUCCESS,
    ];
    const first = open();
    await first.sender.send(page(), never);
    expect(first.clock.sleeps).toEqual([5_000, 2_000]);

    answers = [{ status: 429, headers: { 'retry-after': '31' } }];
    const second = open();
    expect(await second.sender.send(page(), never)).toMatchObject({
      kind: 'unanswered',
      retryAfterMs: 31_000,
    });
    expect(second.clock.sleeps).toEqual([]);
  });

  it('tries a 500 again in place, then leaves it to the runner', async () => {
    answers = Array.from({ length: 3 }, () => ({ status: 500, json: { error: 'value too long' } }));
    const { sender, sent } = open();
    expect(await sender.send(page(), never)).toEqual({
      kind: 'refused',
      httpStatus: 500,
      answer: '{"error":"value too long"}',
      forGood: false,
    });
    expect(sent()).toHaveLength(3);
  });

  it.each([400, 404, 410, 413, 422])('takes %d for good at once', async (status) => {
    answers = [{ status, json: { error: 'no' } }];
    const { sender, sent } = open();
    expect(await sender.send(page(), never)).toMatchObject({
      kind: 'refused',
      httpStatus: status,
      forGood: true,
    });
    expect(sent()).toHaveLength(1);
  });

  it('takes a skipped page as received and ignored', async () => {
    answers = [{ json: { status: 'skipped', reason: 'Enrichment already completed' } }];
    expect(await open().sender.send(page(), never)).toEqual({
      kind: 'skipped',
      httpStatus: 200,
      reason: 'Enrichment already completed',
    });
  });

  it.each([401, 403])('renews the token once after %d, at once', async (status) => {
    answers = [{ status }, SUCCESS];
    const { sender, clock, tokens, sent } = open();
    expect(await sender.send(page(), never)).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect([tokens, clock.sleeps, sent()[1]?.headers['authorization']]).toEqual([
      [false, true],
      [],
      'Bearer new',
    ]);
  });

  it('answers unanswered when the new token is refused, too', async () => {
    answers = [{ status: 403 }, { status: 403, json: { detail: 'Invalid token' } }];
    const { sender, sent } = open();
    expect(await sender.send(page(), never)).toMatchObject({
      kind: 'unanswered',
      httpStatus: 403,
      reason: expect.stringContaining('{"detail":"Invalid token"}'),
    });
    expect(sent()).toHaveLength(2);
  });

  it('tries again when no token is to be had, and says so in the end', async () => {
    const { sender, clock, sent } = open({
      tokenFor: () => Promise.reject(new RetryableError('No ID token for https://app.example.')),
    });
    expect(await sender.send(page({ once: true }), never)).toEqual({
      kind: 'unanswered',
      reason: 'No ID token for https://app.example.',
      retryAfterMs: 10_000,
    });
    expect([clock.sleeps.length, sent().length]).toEqual([2, 0]);
  });

  it.each([
    ['a broken connection', { fault: 'reset' }, 1],
    ['a proxy that gave up', { status: 504 }, 1],
    ['an error page', { status: 500, body: '<html>' }, 1],
    ['an error of Django, rolled back', { status: 500, json: { error: 'x' } }, 3],
    ['a page that was put off', { status: 429 }, 3],
  ] as const)('sends a page that must not be applied twice, after %s, %#', async (_name, answer, tries) => {
    answers = Array.from({ length: 3 }, () => answer);
    const { sender, sent } = open();
    expect((await sender.send(page({ once: true }), never)).kind).not.toBe('accepted');
    expect(sent()).toHaveLength(tries);
  });

  it('does not send a page again whose time-out left it open whether it was applied', async () => {
    answers = [{ fault: 'hang' }];
    const { sender, clock, sent } = open();
    const arrived = server.received(server.requests.length + 1);
    const sending = sender.send(page({ once: true }), never);
    await arrived;
    expect(clock.pending()).toEqual([130_000]);
    clock.fire();
    expect(await sending).toMatchObject({ kind: 'unanswered', retryAfterMs: 10_000 });
    expect(sent()).toHaveLength(1);
  });

  it('rejects only when aborted, also while it waits', async () => {
    answers = [{ status: 503 }];
    const controller = new AbortController();
    const clock = manualClock(NOW);
    const sender = createCallbackSender({
      baseUrl: server.url,
      tokenFor: () => Promise.resolve('t'),
      timeoutMs: 1_000,
      clock: {
        ...clock,
        sleep: () => {
          controller.abort('drain');
          return Promise.reject(new RetryableError('woken'));
        },
      },
    });
    await expect(sender.send(page(), controller.signal)).rejects.toMatchObject({
      code: 'aborted',
      cause: 'drain',
    });
  });

  describe('sendProgress', () => {
    it('posts a cleaned body once, without the id of a page and within ten seconds', async () => {
      answers = [{ fault: 'hang' }];
      const { sender, clock, sent } = open();
      const arrived = server.received(server.requests.length + 1);
      const sending = sender.sendProgress({ status: 'processing', text: 'a\u0000' }, never);
      await arrived;
      expect(clock.pending()).toEqual([10_000]);
      clock.fire();
      await expect(sending).resolves.toMatchObject({ kind: 'unanswered' });
      expect([sent().length, sent()[0]?.body.toString()]).toEqual([1, '{"status":"processing","text":"a"}']);
      expect(sent()[0]?.headers).not.toHaveProperty('webhook-id');
    });

    it.each([
      ['an error', { status: 500 }],
      ['a refused token', { status: 403 }],
      ['a broken connection', { fault: 'reset' }],
    ] as const)('never tries again and never rejects after %s', async (_name, answer) => {
      answers = [answer];
      const { sender, sent } = open();
      const { kind } = await sender.sendProgress({}, never);
      expect(['refused', 'unanswered']).toContain(kind);
      expect(sent()).toHaveLength(1);
    });

    it('answers what the receiver says', async () => {
      answers = [{ json: { status: 'skipped', reason: 'Enrichment already completed' } }];
      await expect(open().sender.sendProgress({}, never)).resolves.toEqual({
        kind: 'skipped',
        httpStatus: 200,
        reason: 'Enrichment already completed',
      });
    });

    it('does not reject when aborted or when there is no token', async () => {
      const unanswered = { kind: 'unanswered' };
      await expect(open().sender.sendProgress({}, AbortSignal.abort())).resolves.toMatchObject(unanswered);
      const { sender } = open({ tokenFor: () => Promise.reject(new RetryableError('no')) });
      await expect(sender.sendProgress({}, never)).resolves.toMatchObject(unanswered);
    });
  });
});
