import { type ReplayServer, startReplayServer } from './testing';

describe('startReplayServer', () => {
  let server: ReplayServer;

  beforeAll(async () => {
    server = await startReplayServer([
      { method: 'POST', path: '/jobs', answers: [{ status: 503, body: 'wait' }, { json: { ok: true } }] },
      { path: '/echo', answers: ({ body }) => ({ body }) },
      { path: '/reset', answers: [{ fault: 'reset' }] },
      { path: '/cut', answers: [{ fault: 'cut', body: 'half', headers: { 'content-length': '8' } }] },
    ]);
  });

  afterAll(() => server.close());

  it('replays answers in order, the last one again and again, and records what was sent', async () => {
    const call = (): Promise<Response> => fetch(`${server.url}/jobs?a=1`, { method: 'POST', body: 'x' });
    expect([(await call()).status, (await call()).status, await (await call()).json()]).toEqual([
      503,
      200,
      { ok: true },
    ]);
    await server.received(3);
    const sent = server.requests[0];
    expect([sent?.method, sent?.path, sent?.query.get('a'), sent?.body.toString()]).toEqual([
      'POST',
      '/jobs',
      '1',
      'x',
    ]);
  });

  it('makes answers from requests', async () => {
    const answer = await fetch(`${server.url}/echo`, { method: 'PUT', body: 'same' });
    expect(await answer.text()).toBe('same');
  });

  it('answers 501 to what nobody expects', async () => {
    const answer = await fetch(`${server.url}/jobs`);
    expect([answer.status, await answer.text()]).toEqual([501, 'no route for GET /jobs']);
  });

  it('cuts connections when told to', async () => {
    await expect(fetch(`${server.url}/reset`)).rejects.toThrow('fetch failed');
    await expect(fetch(`${server.url}/cut`).then((answer) => answer.text())).rejects.toThrow('terminated');
  });

  it('lets wait for requests that are still to come', async () => {
    const awaited = server.received(server.requests.length + 1);
    await fetch(`${server.url}/echo`);
    await expect(awaited).resolves.toBeUndefined();
  });
});
