import { RetryableError, TerminalError } from '@userport/errors';
import { manualClock, type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { createPoster, type TokenSource } from './post-callback';

const PATH = '/api/v2/internal/enrichment-callback/';
const never = new AbortController().signal;

describe('createPoster', () => {
  let server: ReplayServer;
  const answers: ReplayAnswer[] = [];
  const clock = manualClock();
  const audiences: string[] = [];

  beforeAll(async () => {
    server = await startReplayServer([
      { method: 'POST', path: PATH, answers: () => answers.shift() ?? { json: { status: 'success' } } },
    ]);
  });

  afterAll(() => server.close());

  const tokenFor: TokenSource = (audience, { fresh = false } = {}) => {
    audiences.push(`${audience} ${fresh ? 'fresh' : 'kept'}`);
    return Promise.resolve('head.body.signature');
  };
  const poster = (part: { readonly baseUrl?: string; readonly tokenFor?: TokenSource } = {}) =>
    createPoster({ baseUrl: server.url, tokenFor, timeoutMs: 130_000, clock, ...part });
  const page = (text = '{"a":1}') => ({
    bytes: Buffer.from(text),
    headers: { 'webhook-id': 'cb_1' },
    freshToken: false,
    timeoutMs: 130_000,
  });

  it('posts exactly the bytes given, to the path with its final slash', async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x20, 0xc3, 0xa9, 0x0a, 0x7d]);
    const said = await poster().post({ ...page(), bytes }, never);
    const sent = server.requests.at(-1);
    expect(said.answer).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect([sent?.method, sent?.path, sent?.body.equals(bytes)]).toEqual(['POST', PATH, true]);
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer head.body.signature',
      'content-type': 'application/json',
      'content-length': '10',
      'webhook-id': 'cb_1',
    });
  });

  it('asks for a token whose audience is the base address without final slash, to the letter', async () => {
    const said = await poster({ baseUrl: `${server.url}//` }).post({ ...page(), freshToken: true }, never);
    expect(said.answer.kind).toBe('accepted');
    expect(audiences.at(-1)).toBe(`${server.url} fresh`);
  });

  it('does not follow a redirect with the token', async () => {
    const before = server.requests.length;
    answers.push({ status: 302, headers: { location: '/elsewhere' } });
    const said = await poster().post(page(), never);
    expect(said).toMatchObject({ answer: { kind: 'unanswered', httpStatus: 302 }, next: 'stop' });
    expect(server.requests.length - before).toBe(1);
  });

  it('knows that nothing was sent without a token', async () => {
    const before = server.requests.length;
    const failing: TokenSource = () => Promise.reject(new RetryableError('No ID token.'));
    const said = await poster({ tokenFor: failing }).post(page(), never);
    expect(said).toMatchObject({
      answer: { kind: 'unanswered', reason: 'No ID token.' },
      next: 'wait',
      mayBeApplied: false,
    });
    expect(server.requests).toHaveLength(before);
  });

  it('knows that a page may be applied whose answer broke off', async () => {
    answers.push({ fault: 'reset' });
    expect(await poster().post(page(), never)).toMatchObject({
      answer: { kind: 'unanswered' },
      next: 'wait',
      mayBeApplied: true,
    });
  });

  it('ends with the time-out of the post', async () => {
    answers.push({ fault: 'hang' });
    const arrived = server.received(server.requests.length + 1);
    const posting = poster().post({ ...page(), timeoutMs: 7 }, never);
    await arrived;
    expect(clock.pending()).toEqual([7]);
    clock.fire();
    expect(await posting).toMatchObject({ answer: { kind: 'unanswered' }, mayBeApplied: true });
  });

  it('reads no answer that is longer than 64 KiB', async () => {
    answers.push({ body: 'x'.repeat(64 * 1024 + 1) });
    expect(await poster().post(page(), never)).toMatchObject({
      answer: { kind: 'unanswered' },
      next: 'stop',
    });
  });

  it.each([
    ['before the token', 0],
    ['while Django works', 1],
  ])('rejects when aborted %s', async (_name, requests) => {
    const controller = new AbortController();
    if (requests === 0) controller.abort('drain');
    else answers.push({ fault: 'hang' });
    const arrived = server.received(server.requests.length + requests);
    const posting = poster().post(page(), controller.signal);
    posting.catch(() => undefined);
    await arrived;
    controller.abort('drain');
    await expect(posting).rejects.toMatchObject({ code: 'aborted', cause: 'drain' });
  });

  it('is not made for an address that cannot be one', () => {
    expect(() => poster({ baseUrl: 'app.example' })).toThrow(TerminalError);
  });
});
