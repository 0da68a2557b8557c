import { createReceiver, CALLBACK_PATH, type Receiver, type ReceiverOptions } from './receiver';
import { type LoopbackServer, serveLoopback } from '../serve-loopback';
import type { JournalEntry } from './journal';

const ENTITY = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const COLUMN = 'c0a80101-0000-4000-8000-000000000001';
const body = (status: string, value?: string): object => ({
  job_id: 'job-1',
  account_id: ENTITY,
  status,
  enrichment_type: 'custom_column',
  processed_data: {
    values: value === undefined ? [] : [{ column_id: COLUMN, entity_id: ENTITY, value_string: value }],
  },
});

let servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

const open = async (options: Partial<ReceiverOptions> = {}) => {
  const slept: number[] = [];
  const receiver = createReceiver({
    checkToken: async (authorization) =>
      authorization === 'Bearer good' ? { email: 'worker@sandbox.example' } : { refusal: 'Invalid token' },
    sleep: async (ms) => void slept.push(ms),
    now: () => Date.parse('2026-11-20T12:00:00Z'),
    ...options,
  });
  const server = await serveLoopback(receiver.handle);
  servers.push(server);
  const post = async (given: object | string, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + CALLBACK_PATH, {
      method: 'POST',
      headers: { authorization: 'Bearer good', 'content-type': 'application/json', ...headers },
      body: typeof given === 'string' ? given : JSON.stringify(given),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: await response.json(),
    };
  };
  return { receiver, post, url: server.url, slept };
};
const cell = (receiver: Receiver) => receiver.cell(COLUMN, ENTITY);

describe('the receiver', () => {
  it('stores a callback and keeps it as it arrived, without its token', async () => {
    const { receiver, post } = await open();
    expect(await post(body('processing', 'x'), { 'webhook-id': 'cb_1' })).toMatchObject({
      status: 200,
      body: { status: 'success' },
    });
    expect(cell(receiver)).toMatchObject({ value: 'x', timesApplied: 1 });
    const [kept] = receiver.callbacks;
    expect(kept).toMatchObject({
      order: 1,
      receivedAt: '2026-11-20T12:00:00.000Z',
      bytes: Buffer.byteLength(JSON.stringify(body('processing', 'x'))),
      body: body('processing', 'x'),
      caller: 'worker@sandbox.example',
      httpStatus: 200,
      judged: true,
    });
    expect(kept?.sha256).toMatch(/^[\da-f]{64}$/);
    expect(kept?.headers).toMatchObject({ 'webhook-id': 'cb_1', 'content-type': 'application/json' });
    expect(JSON.stringify(kept)).not.toContain('good');
    expect(receiver.callbacksOf('job-1')).toHaveLength(1);
    expect(receiver.callbacksOf('job-2')).toEqual([]);
  });

  it('answers 403 to a token that does not count, and keeps the callback', async () => {
    const { receiver, post } = await open();
    expect(await post(body('completed'), { authorization: 'Bearer bad' })).toMatchObject({
      status: 403,
      body: { detail: 'Invalid token' },
    });
    expect(receiver.callbacks[0]).toMatchObject({ caller: null, judged: false });
  });

  it('answers 400 to a body that is no JSON', async () => {
    const { post } = await open();
    expect(await post('{"a": NaN}')).toMatchObject({ status: 400, body: { detail: 'JSON parse error' } });
  });

  it('knows one path and one method', async () => {
    const { url } = await open();
    const status = async (path: string, method = 'POST') =>
      (await fetch(url + path, { method, redirect: 'manual' })).status;
    expect([
      await status(CALLBACK_PATH.slice(0, -1)),
      await status(CALLBACK_PATH, 'GET'),
      await status('/api/v2/other/'),
    ]).toEqual([301, 405, 404]);
  });

  it('keeps rows by account and kind', async () => {
    const { receiver, post } = await open();
    await post({ account_id: ENTITY, status: 'processing', enrichment_type: 'company_info' });
    expect(receiver.row(ENTITY, 'company_info')?.status).toBe('processing');
  });
});

describe('a repeat', () => {
  const page = { 'webhook-id': 'cb_1', 'x-userport-generation': '1' };

  it('gets the first answer again and stores nothing', async () => {
    const { receiver, post } = await open();
    const first = await post(body('processing', 'x'), page);
    expect(await post(body('processing', 'x'), page)).toEqual(first);
    expect(cell(receiver)?.timesApplied).toBe(1);
    expect(receiver.callbacks.map(({ repeatOf }) => repeatOf)).toEqual([null, 1]);
    expect(receiver.summary()).toMatchObject({
      taken: 1,
      repeats: { cb_1: 1 },
      conflicts: [],
      storedTwice: [],
    });
  });

  it('is stored again by a receiver that behaves as Django does today', async () => {
    const { receiver, post } = await open({ deduplicate: false });
    await post(body('processing', 'x'), page);
    await post(body('processing', 'x'), page);
    expect(cell(receiver)?.timesApplied).toBe(2);
    expect(receiver.summary().storedTwice).toEqual([`${COLUMN}/${ENTITY}`]);
  });

  it('with other bytes is refused', async () => {
    const { receiver, post } = await open();
    await post(body('processing', 'x'), page);
    expect((await post(body('processing', 'y'), page)).status).toBe(422);
    expect(receiver.summary().conflicts).toEqual(['cb_1']);
  });

  it('of something that was refused is judged anew', async () => {
    const { post } = await open();
    const wrong = { ...body('completed'), processed_data: { values: null } };
    expect((await post(wrong, page)).status).toBe(500);
    expect((await post(body('processing', 'x'), page)).status).toBe(200);
  });

  it('of an older generation is skipped', async () => {
    const { post } = await open();
    await post(body('completed'), { 'webhook-id': 'cb_g2', 'x-userport-generation': '2' });
    expect(
      (await post(body('completed'), { 'webhook-id': 'cb_g1', 'x-userport-generation': '1' })).body,
    ).toEqual({
      status: 'skipped',
      reason: 'A later generation of this job was already received',
    });
  });
});

describe('faults of the receiver', () => {
  it('refuse without storing', async () => {
    const { receiver, post } = await open();
    receiver.faults.add({ kind: 'refuse', httpStatus: 429, retryAfter: '7', times: 1 });
    expect(await post(body('processing', 'x'))).toMatchObject({ status: 429, retryAfter: '7' });
    expect(cell(receiver)).toBeUndefined();
    expect((await post(body('processing', 'x'))).status).toBe(200);
  });

  it('store and answer 500; the repeat is taken for what it is', async () => {
    const { receiver, post } = await open();
    receiver.faults.add({ kind: 'accept-then-500', times: 1 });
    expect((await post(body('processing', 'x'), { 'webhook-id': 'cb_1' })).status).toBe(500);
    expect(await post(body('processing', 'x'), { 'webhook-id': 'cb_1' })).toMatchObject({
      status: 200,
      body: { status: 'success' },
    });
    expect(cell(receiver)?.timesApplied).toBe(1);
    expect(receiver.callbacks.map(({ fault, httpStatus }) => [fault, httpStatus])).toEqual([
      ['accept-then-500', 200],
      [null, 200],
    ]);
  });

  it.each(['half-answer', 'dead'])('break the connection: %s', async (kind) => {
    const { receiver, post } = await open();
    receiver.faults.add({ kind });
    await expect(post(body('processing', 'x'))).rejects.toThrow();
    expect(cell(receiver)?.timesApplied).toBe(kind === 'dead' ? undefined : 1);
  });

  it('store and never answer', async () => {
    const stored = Promise.withResolvers<void>();
    const { receiver, url } = await open({ journal: { earlier: [], write: () => stored.resolve() } });
    receiver.faults.add({ kind: 'never-answer' });
    const abort = new AbortController();
    const call = fetch(url + CALLBACK_PATH, {
      method: 'POST',
      headers: { authorization: 'Bearer good' },
      body: JSON.stringify(body('processing', 'x')),
      signal: abort.signal,
    });
    await stored.promise;
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(cell(receiver)?.timesApplied).toBe(1);
  });

  it('answer late', async () => {
    const { receiver, post, slept } = await open();
    receiver.faults.add({ kind: 'delay', delayMs: 250 });
    expect((await post(body('processing', 'x'))).status).toBe(200);
    expect(slept).toEqual([250]);
  });
});

describe('a receiver with a journal', () => {
  it('goes on where an earlier one stood, and still knows its repeats', async () => {
    const lines: JournalEntry[] = [];
    const journal = () => ({ earlier: [...lines], write: (entry: JournalEntry) => void lines.push(entry) });
    const first = await open({ journal: journal() });
    await first.post(body('processing', 'x'), { 'webhook-id': 'cb_1' });
    await first.post(body('completed'), { authorization: 'Bearer bad' });
    const second = await open({ journal: journal() });
    expect(second.receiver.callbacks.map(({ order }) => order)).toEqual([1, 2]);
    expect(cell(second.receiver)).toMatchObject({ value: 'x', timesApplied: 1 });
    await second.post(body('processing', 'x'), { 'webhook-id': 'cb_1' });
    expect(cell(second.receiver)?.timesApplied).toBe(1);
    expect(second.receiver.callbacks.at(-1)).toMatchObject({ order: 3, repeatOf: 1 });
  });
});
