import { bigqueryError } from './bigquery-errors';
import { openClient } from './bigquery-client';
import { openNames } from './bigquery-names';
import { type Fault, startBigqueryServer } from './bigquery-server.suite';

const NOW = Date.parse('2026-03-01T08:30:00.123Z');
const unavailable = { status: 503, reason: 'backendError' };
const lost: Fault = { when: 'after' };
const refusedAfter: Fault = { when: 'after', answer: unavailable };

describe('names as job ids', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  /** With its own repeats the client waits seconds between them; off, each fault reaches the driver. */
  const setUp = async ({ repeats = false } = {}) => {
    const server = await startBigqueryServer({ now: () => NOW });
    closers.push(server.close);
    const client = await openClient({ project: 'demo', location: 'EU', apiEndpoint: server.url, repeats });
    const names = openNames({ client, dataset: 'staging', location: 'EU' });
    return { server, names };
  };

  it("asks by one insert of a job without a table, in the dataset's name and location", async () => {
    const { server, names } = await setUp();
    const holder = await names.putIfAbsent('claim_1', 'token-1', { kind: 'claim' });
    expect(holder).toEqual({
      won: true,
      token: 'token-1',
      labels: { kind: 'claim' },
      at: new Date(NOW),
      holderGone: false,
    });
    expect(server.asked()).toEqual(['POST /jobs']);
    expect(server.requests[0]?.body).toMatchObject({
      jobReference: { projectId: 'demo', jobId: 'staging-claim_1', location: 'EU' },
      configuration: {
        labels: { kind: 'claim', token: 'token-1' },
        query: { query: 'SELECT 1', useLegacySql: false, useQueryCache: false },
      },
    });
  });

  it('reads labels and token back when the name is taken', async () => {
    const { server, names } = await setUp();
    await names.putIfAbsent('claim_1', 'token-1', { kind: 'claim' });
    const holder = await names.putIfAbsent('claim_1', 'token-2', { kind: 'other' });
    expect(holder).toMatchObject({ won: false, token: 'token-1', labels: { kind: 'claim' } });
    expect(server.asked()).toEqual(['POST /jobs', 'POST /jobs', 'GET /jobs/staging-claim_1']);
    expect(server.requests[2]?.search.get('location')).toBe('EU');
  });

  it.each([
    ['is lost', lost],
    ['is a 503', refusedAfter],
  ])('recognises its own win when the answer %s after the commit', async (_what, fault) => {
    const { server, names } = await setUp();
    server.plan(/^POST \/jobs$/, fault);
    expect(await names.putIfAbsent('claim_1', 'token-1', {})).toMatchObject({ won: true, token: 'token-1' });
    expect(server.asked()).toEqual(['POST /jobs', 'GET /jobs/staging-claim_1']);
  });

  it("recognises its own win behind a 409 to the client's own repeat", async () => {
    const { server, names } = await setUp({ repeats: true });
    server.plan(/^POST \/jobs$/, refusedAfter);
    expect(await names.putIfAbsent('claim_1', 'token-1', {})).toMatchObject({ won: true, token: 'token-1' });
    expect(server.asked()).toEqual(['POST /jobs', 'POST /jobs', 'GET /jobs/staging-claim_1']);
  });

  it('asks once more when the name is still free after an unclear answer', async () => {
    const { server, names } = await setUp();
    server.plan(/^POST \/jobs$/, { when: 'before', answer: unavailable });
    expect(await names.putIfAbsent('claim_1', 'token-1', {})).toMatchObject({ won: true });
    expect(server.asked()).toEqual(['POST /jobs', 'GET /jobs/staging-claim_1', 'POST /jobs']);
  });

  it('learns of a rival who came between its two asks', async () => {
    const { server, names } = await setUp();
    server.plan(/^POST \/jobs$/, { when: 'later' }, { when: 'before' });
    await expect(names.putIfAbsent('claim_1', 'token-1', {})).rejects.toThrow('no clear answer');
    server.release();
    expect(await names.putIfAbsent('claim_1', 'token-2', {})).toMatchObject({ won: false, token: 'token-1' });
  });

  it('counts a job that ended in error as taken by whoever made it', async () => {
    const { server, names } = await setUp();
    const error = { reason: 'jobInternalError', message: 'the job could not be run' };
    server.answer(/^POST \/jobs$/, 200, {
      jobReference: { jobId: 'staging-claim_1', location: 'EU' },
      status: { state: 'DONE', errorResult: error, errors: [error] },
    });
    server.answer(/^GET \/jobs\/staging-claim_1$/, 200, {
      configuration: { labels: { token: 'token-1' } },
      statistics: { creationTime: String(NOW) },
      status: { state: 'DONE', errorResult: error, errors: [error] },
    });
    expect(await names.putIfAbsent('claim_1', 'token-1', {})).toMatchObject({ won: true });
    expect(await names.holderOf('claim_1')).toMatchObject({ token: 'token-1' });
  });

  it('knows no holder of a name that nobody asked for', async () => {
    const { names } = await setUp();
    expect(await names.holderOf('claim_1')).toBeUndefined();
  });

  it('asks for a name that may not be asked for once, and says what is missing', async () => {
    const { server, names } = await setUp();
    server.answer(/^POST \/jobs$/, 403, { error: { code: 403, errors: [{ reason: 'accessDenied' }] } });
    const refused = names.putIfAbsent('claim_1', 'token-1', {});
    await expect(refused).rejects.toMatchObject({ name: 'TerminalError', code: 'permission' });
    expect(server.asked()).toEqual(['POST /jobs', 'GET /jobs/staging-claim_1']);
  });

  it('passes on that the read-back failed, so that the caller asks again', async () => {
    const { server, names } = await setUp();
    server.plan(/^POST \/jobs$/, lost);
    server.plan(/^GET \/jobs/, { when: 'before', answer: unavailable });
    const error: unknown = await names
      .putIfAbsent('claim_1', 'token-1', {})
      .catch((caught: unknown) => caught);
    expect(bigqueryError(error, 'name')).toMatchObject({ name: 'RetryableError' });
    expect(await names.putIfAbsent('claim_1', 'token-1', {})).toMatchObject({ won: true });
  });

  it('refuses a job that carries no creation time', async () => {
    const { server, names } = await setUp();
    server.answer(/^GET \/jobs/, 200, { configuration: { labels: { token: 'token-1' } } });
    await expect(names.holderOf('claim_1')).rejects.toMatchObject({ code: 'warehouse_unclear' });
  });
});
