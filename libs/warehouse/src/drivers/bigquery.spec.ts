import type { TableName } from '../tables';
import { tables } from '../tables';
import { bodyRow, eventRow, eventsOf } from '../suite/sample-rows';
import { openBigquery } from './bigquery';
import { openClient } from './bigquery-client';
import { type Fault, startBigqueryServer } from './bigquery-server.suite';

const NOW = Date.parse('2026-03-01T08:30:00.123Z');
const unavailable = { status: 503, reason: 'backendError' };

describe('BigQuery over a recording server', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  const setUp = async ({ repeats = false, answerTimeoutMs = 5000 } = {}) => {
    const server = await startBigqueryServer({ now: () => NOW });
    closers.push(server.close);
    const client = await openClient({ project: 'demo', location: 'EU', apiEndpoint: server.url, repeats });
    return {
      server,
      warehouse: openBigquery({ client, dataset: 'staging', location: 'EU', answerTimeoutMs }),
    };
  };
  const INSERT = /^POST .*insertAll$/;
  const refused = (status: number, reason: string, message = reason): Fault => ({
    when: 'before',
    answer: { status, reason, message },
  });

  it('appends raw rows with computed insert ids by one insertAll', async () => {
    const { server, warehouse } = await setUp();
    await warehouse.append('task_events', [eventRow({ key_hash: 'k', event_id: 'e1', detail: { a: 1 } })]);
    const [request] = server.requests;
    expect(server.asked()).toEqual(['POST /datasets/staging/tables/task_events/insertAll']);
    expect(request?.body).toEqual({
      rows: [
        {
          insertId: expect.stringMatching(/^[a-z2-7]{52}$/),
          json: expect.objectContaining({ event_id: 'e1', generation: '1', epoch: null, detail: '{"a":1}' }),
        },
      ],
    });
    expect(request?.headers.authorization).toBeUndefined();
  });

  it('reads what was appended, and the time, by one query with typed parameters', async () => {
    const { server, warehouse } = await setUp();
    const row = eventRow({ key_hash: 'k', event_id: 'e1', detail: { a: [1, null] } });
    await warehouse.append('task_events', [row, eventRow({ key_hash: 'other' })]);
    const { now, rows } = await warehouse.find(eventsOf('k'), {
      table: 'enrichment_callbacks',
      where: { key_hash: 'k' },
      limit: 5,
    });
    expect([now, rows]).toEqual([new Date(NOW), [[row], []]]);
    expect(server.asked().slice(1)).toEqual(['POST /queries']);
    expect(server.requests[1]?.body).toMatchObject({
      location: 'EU',
      useQueryCache: false,
      useLegacySql: false,
      jobCreationMode: 'JOB_CREATION_OPTIONAL',
      queryParameters: [
        { name: 'p0', parameterType: { type: 'STRING' }, parameterValue: { value: 'k' } },
        { name: 'p1', parameterType: { type: 'STRING' }, parameterValue: { value: 'k' } },
      ],
    });
  });

  it('stays below 10 MB a request, in order', async () => {
    const { server, warehouse } = await setUp();
    const body = new Uint8Array(3_000_000);
    await warehouse.append(
      'enrichment_callbacks',
      [1, 2, 3, 4, 5].map((position) => bodyRow({ key_hash: 'k', position, total: 5, body })),
    );
    const positions = server.requests.map(({ body: { rows } }) =>
      (rows as unknown as { json: { position: string } }[]).map(({ json }) => json.position),
    );
    expect(positions).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  it('refuses a row that no request holds before anything is sent', async () => {
    const { server, warehouse } = await setUp();
    const rows = [bodyRow({ key_hash: 'k' }), bodyRow({ key_hash: 'k', body: new Uint8Array(8_000_000) })];
    await expect(warehouse.append('enrichment_callbacks', rows)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'row_too_large',
    });
    expect(server.requests).toEqual([]);
  });

  it('owns up to rows that were refused inside a 200, and stores none of their append', async () => {
    const { server, warehouse } = await setUp();
    server.answer(INSERT, 200, {
      insertErrors: [
        { index: 0, errors: [{ reason: 'stopped' }] },
        { index: 1, errors: [{ reason: 'invalid', message: 'no such field: secret words' }] },
      ],
    });
    const appended = warehouse.append('task_events', [
      eventRow({ key_hash: 'k' }),
      eventRow({ key_hash: 'k' }),
    ]);
    await expect(appended).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'warehouse_refused',
      message: expect.not.stringContaining('secret'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('asks for another try when rows inside a 200 were refused for a moment only', async () => {
    const { server, warehouse } = await setUp();
    server.answer(INSERT, 200, { insertErrors: [{ index: 0, errors: [{ reason: 'backendError' }] }] });
    const appended = warehouse.append('task_events', [eventRow({ key_hash: 'k' })]);
    await expect(appended).rejects.toMatchObject({ name: 'RetryableError', code: 'warehouse_busy' });
  });

  const clear: [string, Fault, object][] = [
    ['a rate limit', refused(403, 'rateLimitExceeded'), { name: 'RetryableError', retryAfterMs: 10_000 }],
    ['an exhausted quota', refused(403, 'quotaExceeded'), { name: 'RetryableError', code: 'warehouse_busy' }],
    ['429', refused(429, 'tooMany'), { name: 'RetryableError', code: 'warehouse_busy' }],
    [
      'a missing dataset',
      refused(404, 'notFound', 'Not found: Dataset demo:staging'),
      { name: 'TerminalError', code: 'warehouse_missing' },
    ],
    [
      'another region',
      refused(404, 'notFound', 'Dataset demo:staging was not found in location EU'),
      { name: 'TerminalError', code: 'warehouse_location' },
    ],
    ['a missing permission', refused(403, 'accessDenied'), { name: 'TerminalError', code: 'permission' }],
    ['expired credentials', refused(401, 'authError'), { name: 'TerminalError', code: 'credentials' }],
    [
      'a request that is too large',
      refused(413, 'uploadTooLarge'),
      { name: 'TerminalError', code: 'row_too_large' },
    ],
  ];

  it.each(clear)('names the operation and the mend after %s', async (_what, fault, error) => {
    const { server, warehouse } = await setUp();
    server.plan(INSERT, fault);
    server.plan(/^POST \/queries$/, fault);
    const message = (operation: string): unknown => expect.stringMatching(`^BigQuery, ${operation}.*: .+[.]`);
    await expect(warehouse.append('task_events', [eventRow({ key_hash: 'k' })])).rejects.toMatchObject({
      ...error,
      message: message('append to staging.task_events'),
    });
    await expect(warehouse.find(eventsOf('k'))).rejects.toMatchObject({ ...error, message: message('find') });
  });

  it.each([
    ['a 503 after the commit', { when: 'after', answer: unavailable } as const],
    ['a lost acknowledgement', { when: 'after' } as const],
  ])('leaves it to the caller to repeat an append after %s', async (_what, fault) => {
    const { server, warehouse } = await setUp();
    server.plan(INSERT, fault);
    const row = eventRow({ key_hash: 'k' });
    await expect(warehouse.append('task_events', [row])).rejects.toMatchObject({ name: 'RetryableError' });
    await warehouse.append('task_events', [row]);
    const { rows } = await warehouse.find(eventsOf('k'));
    expect(rows[0]).toEqual([row, row]);
  });

  it("repeats an append by the client's own means with the same insert ids", async () => {
    const { server, warehouse } = await setUp({ repeats: true });
    server.plan(INSERT, { when: 'before', answer: unavailable });
    await warehouse.append('task_events', [eventRow({ key_hash: 'k' })]);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
  });

  it('does not see rows that appear late, and sees them once when they do', async () => {
    const { server, warehouse } = await setUp();
    server.plan(INSERT, { when: 'later', answer: unavailable });
    const row = eventRow({ key_hash: 'k' });
    await expect(warehouse.append('task_events', [row])).rejects.toMatchObject({ name: 'RetryableError' });
    expect((await warehouse.find(eventsOf('k'))).rows[0]).toEqual([]);
    server.release();
    expect((await warehouse.find(eventsOf('k'))).rows[0]).toEqual([row]);
  });

  it('gives up on an answer that never comes', async () => {
    const { server, warehouse } = await setUp({ answerTimeoutMs: 50 });
    server.plan(/^POST \/queries$/, { when: 'before', answer: 'silent' });
    await expect(warehouse.find(eventsOf('k'))).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'warehouse_unclear',
    });
  });

  it('follows an answer through all its pages', async () => {
    const { server, warehouse } = await setUp();
    const fields = ['part', 'place', 'line'].map((name) => ({
      name,
      type: name === 'line' ? 'STRING' : 'INTEGER',
    }));
    const page = (rows: readonly (readonly string[])[], pageToken?: string) => ({
      jobComplete: true,
      jobReference: { jobId: 'job-1', location: 'EU' },
      schema: { fields },
      rows: rows.map((row) => ({ f: row.map((v) => ({ v })) })),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    server.answer(/^POST \/queries$/, 200, page([['-1', '0', String(NOW)]], 'next'));
    server.answer(
      /^GET \/queries\/job-1$/,
      200,
      page([
        ['0', '2', '{"event_id":"e2"}'],
        ['0', '1', '{"event_id":"e1"}'],
      ]),
    );
    const { rows } = await warehouse.find(eventsOf('k'));
    expect(rows[0].map(({ event_id }) => event_id)).toEqual(['e1', 'e2']);
    expect(server.requests[1]?.search.get('pageToken')).toBe('next');
  });

  it('refuses an answer without the time', async () => {
    const { server, warehouse } = await setUp();
    server.answer(/^POST \/queries$/, 200, {
      jobComplete: true,
      queryId: 'q',
      schema: { fields: [] },
      rows: [],
    });
    await expect(warehouse.find(eventsOf('k'))).rejects.toMatchObject({ code: 'warehouse_unclear' });
  });

  it('checks that all tables are there and names those that are not', async () => {
    const { server, warehouse } = await setUp();
    const listed = (names: readonly string[]) => ({
      tables: names.map((tableId) => ({ tableReference: { tableId } })),
    });
    const all = Object.keys(tables) as TableName[];
    server.answer(/^GET .*tables$/, 200, listed(all));
    await warehouse.ensureTables();
    server.answer(/^GET .*tables$/, 200, listed(all.filter((name) => !/payloads|usage/.test(name))));
    await expect(warehouse.ensureTables()).rejects.toMatchObject({
      code: 'warehouse_missing',
      message: expect.stringMatching(/staging lacks task_payloads, provider_usage.*npm run provision/),
    });
    expect(server.asked()).toEqual(['GET /datasets/staging/tables', 'GET /datasets/staging/tables']);
  });

  it('removes by one DELETE and counts what went', async () => {
    const { server, warehouse } = await setUp();
    const cache_key = 'c';
    expect(await warehouse.remove('api_request_cache', { cache_key })).toBe(2);
    const { configuration } = server.requests[0]?.body as { configuration: { query: { query: string } } };
    expect(configuration.query.query).toBe(
      'DELETE FROM `staging.api_request_cache` AS r WHERE r.`cache_key` = @p0',
    );
  });

  it('asks to remove later what was written just now', async () => {
    const { server, warehouse } = await setUp();
    const message = 'UPDATE or DELETE statement over table would affect rows in the streaming buffer';
    server.plan(/^GET \/queries\//, refused(400, 'invalidQuery', message));
    await expect(warehouse.remove('api_request_cache', { cache_key: 'c' })).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'streaming_buffer',
    });
  });

  it('refuses wrong rows, finds, names and removals before anything is sent', async () => {
    const { server, warehouse } = await setUp();
    await expect(warehouse.append('task_events', [eventRow({ key_hash: 'x\uD800' })])).rejects.toMatchObject({
      code: 'row_invalid',
    });
    await expect(warehouse.find({ ...eventsOf('k'), limit: 0 })).rejects.toMatchObject({
      code: 'find_invalid',
    });
    await expect(warehouse.putIfAbsent('two words', 't', {})).rejects.toMatchObject({ code: 'name_invalid' });
    await expect(warehouse.remove('api_request_cache', {})).rejects.toMatchObject({ code: 'find_invalid' });
    expect(server.requests).toEqual([]);
  });
});
