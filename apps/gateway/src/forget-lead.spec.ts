import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { loadConfig } from '@userport/config';
import { openWarehouse } from '@userport/warehouse';
import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/capture';
const FORGET = '/api/v1/leads/lead-1/forget';
const JOB = '/api/v1/tasks/job-1';
const SECRET = 'what Ada Example wrote';
const payload = { job_id: 'job-1', entity_ids: ['lead-1'], note: SECRET };
const hashOf = (body: object) => sha256Base32(canonicalJson(body));

const openEmbedded = async () => {
  const { warehouse: config } = loadConfig(['warehouse'], { DUCKDB_PATH: ':memory:' });
  const warehouse = await openWarehouse(config);
  await warehouse.ensureTables();
  return openTestGateway({ warehouse, startMs: Date.now() });
};

describe.each([
  ['memory', () => openTestGateway()],
  ['the embedded engine', openEmbedded],
])('POST /api/v1/leads/{lead_id}/forget, on %s', (_engine, open) => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await open();
  });
  afterEach(() => gateway.close());

  const forget = async (path = FORGET) => {
    const { status, body } = await gateway.call('POST', path);
    expect(status).toBe(200);
    return answers.forget.strict().parse(body);
  };
  const left = async (body: object = payload, generation = 1) => {
    const key = { jobId: 'job-1', entityId: 'lead-1' };
    const { payload: text, bodies, memos } = await gateway.stores.jobs.lookup(key, generation, hashOf(body));
    return { text, bodies: bodies.length, memos: memos.length };
  };

  it('ends a delivered job for good and removes what it left, saying what is kept', async () => {
    await gateway.call('POST', CREATE, payload);
    await gateway.call('POST', CREATE, { ...payload, job_id: 'job-2', entity_ids: ['lead-2'] });
    expect(await gateway.run()).toEqual(['delivered', 'delivered']);
    expect(await left()).toEqual({ text: canonicalJson(payload), bodies: 2, memos: 0 });
    const report = await forget();
    expect(report).toMatchObject({
      lead_id: 'lead-1',
      status: 'forgotten',
      existing: false,
      complete: true,
      again_at: null,
      jobs: [{ job_id: 'job-1', task_name: 'capture', generations: [1], at_work_until: null }],
      removed: [
        { table: 'task_payloads', rows: 1 },
        { table: 'enrichment_raw_data', rows: 0 },
        { table: 'enrichment_callbacks', rows: 2 },
        { table: 'task_events', rows: 0 },
      ],
      left: [],
      payloads_in_use: 0,
    });
    expect(report.kept.map(({ tables, expires_after_days: days }) => [tables.join(), days])).toEqual([
      ['task_events,provider_usage', null],
      ['api_request_cache,ai_prompt_cache', 30],
      ['task_payloads,enrichment_raw_data', 90],
      ['enrichment_callbacks', null],
    ]);
    expect(await left()).toEqual({ text: undefined, bodies: 0, memos: 0 });
    const { body: status } = await gateway.call('GET', `${JOB}/status`);
    expect(answers.status.strict().parse(status)).toMatchObject({ status: 'forgotten', error_details: null });
    expect((await gateway.call('GET', '/api/v1/tasks/job-2/status')).body).toMatchObject({
      status: 'delivered',
    });
    expect(gateway.lines.join('\n')).not.toContain(SECRET);
  });

  it('lets nobody run, retry, send, cancel or enqueue it again, however it is asked for', async () => {
    gateway.receiver.answer = () => ({ kind: 'unanswered', reason: 'timeout' });
    await gateway.call('POST', CREATE, payload);
    expect(await gateway.run()).toEqual(['callback_failed']);
    await forget();
    gateway.receiver.answer = () => ({ kind: 'accepted', httpStatus: 200 });
    const sent = gateway.receiver.sent.length;
    for (const act of ['retry', 'cancel', 'redeliver'])
      expect(await gateway.call('POST', `${JOB}/${act}`)).toMatchObject({
        status: 409,
        body: { type: 'urn:userport:problem:forgotten', state: 'forgotten' },
      });
    gateway.time.nowMs += 16 * 60_000;
    expect((await gateway.call('POST', '/api/v1/sweep?older_than_minutes=0')).body).toMatchObject({
      enqueued: [],
    });
    expect((await gateway.call('GET', '/api/v1/tasks/failed')).body['items']).toEqual([]);
    expect(gateway.receiver.sent).toHaveLength(sent);
  });

  it('answers the delivery that was waiting, and stores nothing for a create of the same job', async () => {
    await gateway.call('POST', CREATE, payload);
    await forget();
    expect(await gateway.run()).toEqual(['forgotten']);
    for (const body of [payload, { ...payload, note: 'captured again' }]) {
      const again = await gateway.call('POST', CREATE, body);
      expect(again).toMatchObject({
        status: 410,
        body: { type: 'urn:userport:problem:forgotten', job_id: 'job-1', entity_id: 'lead-1' },
      });
      expect(again.body['detail']).toMatch(/never run, sent or retried again, and nothing of this request/);
      expect((await left(body)).text).toBeUndefined();
    }
    expect(await gateway.run()).toEqual([]);
    expect(gateway.receiver.sent).toEqual([]);
  });

  it('forgets every generation and every job of the lead, and no account of the same id', async () => {
    await gateway.call('POST', CREATE, payload);
    await gateway.run();
    const second = { ...payload, note: 'captured again' };
    await gateway.call('POST', CREATE, second);
    await gateway.call('POST', CREATE, { ...payload, job_id: 'job-2' });
    await gateway.call('POST', '/api/v1/tasks/create/probe', { ...payload, job_id: 'job-3' });
    await gateway.run();
    const { jobs, removed } = await forget();
    expect(jobs.map(({ job_id: jobId, generations }) => [jobId, generations])).toEqual([
      ['job-1', [1, 2]],
      ['job-2', [1]],
    ]);
    expect(removed.map(({ rows }) => rows)).toEqual([3, 0, 6, 0]);
    expect(await left(second, 2)).toEqual({ text: undefined, bodies: 0, memos: 0 });
    expect((await gateway.call('GET', '/api/v1/tasks/job-3/status')).body).toMatchObject({
      status: 'delivered',
    });
  });

  it('may be asked again, and tells the moment of the first time', async () => {
    await gateway.call('POST', CREATE, payload);
    await gateway.run();
    const first = await forget();
    gateway.time.nowMs += 3_600_000;
    const again = await forget();
    expect(again).toMatchObject({
      existing: true,
      complete: true,
      removed: [{ rows: 0 }, { rows: 0 }, { rows: 0 }, { rows: 0 }],
    });
    expect(again.jobs).toEqual(first.jobs);
  });

  it('keeps a request that somebody else asked for as well, until that is forgotten, too', async () => {
    const both = { entity_ids: ['lead-1'], note: SECRET };
    const { randomId } = gateway.services;
    Object.assign(gateway.services, { randomId: () => 'job-1' });
    await gateway.call('POST', CREATE, both);
    Object.assign(gateway.services, { randomId });
    const { events } = await gateway.stores.events.ofJob('job-1');
    const requested = events.find(({ kind }) => kind === 'requested');
    if (requested === undefined) throw new Error('The job was asked for.');
    await gateway.stores.jobs.appendEvents([
      { ...requested, eventId: 'x'.repeat(52), jobId: 'other', entityId: 'lead-2' },
    ]);
    expect(await forget()).toMatchObject({ payloads_in_use: 1, removed: [{ rows: 0 }, {}, {}, {}] });
    expect((await left(both)).text).toBe(canonicalJson(both));
    expect(await forget('/api/v1/leads/lead-2/forget')).toMatchObject({
      payloads_in_use: 0,
      removed: [{ rows: 1 }, {}, {}, {}],
    });
    expect((await left(both)).text).toBeUndefined();
  });

  it('says until when a function is at work, which sends nothing, and removes its rest when asked again', async () => {
    await gateway.call('POST', CREATE, payload);
    let report: Awaited<ReturnType<typeof forget>> | undefined;
    const { appendEvents } = gateway.stores.jobs;
    Object.assign(gateway.stores.jobs, {
      async appendEvents(events: Parameters<typeof appendEvents>[0]) {
        await appendEvents(events);
        if (report !== undefined || !events.some(({ kind }) => kind === 'claimed')) return;
        report = await forget();
        gateway.time.nowMs += 3_000;
      },
    });
    expect(await gateway.run()).toEqual(['forgotten']);
    expect(gateway.receiver.sent).toEqual([]);
    expect(report).toMatchObject({ complete: false, left: [] });
    expect(report?.again_at).toBe(report?.jobs[0]?.at_work_until);
    expect((await left()).bodies).toBe(2);
    expect(await forget()).toMatchObject({ complete: true, removed: [{}, {}, { rows: 2 }, {}] });
    expect((await left()).bodies).toBe(0);
  });

  it('removes what the receiver said', async () => {
    gateway.receiver.answer = () => ({ kind: 'refused', httpStatus: 422, answer: SECRET, forGood: true });
    await gateway.call('POST', CREATE, payload);
    expect(await gateway.run()).toEqual(['parked']);
    expect((await forget()).removed.at(-1)).toEqual({ table: 'task_events', rows: 2 });
    const { events } = await gateway.stores.events.ofJob('job-1');
    expect(JSON.stringify(events)).not.toContain(SECRET);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(['requested', 'enqueued', 'claimed', 'settled', 'claim_ended', 'forgotten']),
    );
  });

  it.each([
    ['a lead that nobody knows', '/api/v1/leads/nobody/forget'],
    ['an account', '/api/v1/leads/account-1/forget'],
    ['an id that none can have', '/api/v1/leads/%00/forget'],
    ['an id that is too long', `/api/v1/leads/${'x'.repeat(201)}/forget`],
  ])('answers 404 to %s', async (_what, path) => {
    await gateway.call('POST', '/api/v1/tasks/create/probe', { job_id: 'job-1', entity_ids: ['account-1'] });
    expect(await gateway.call('POST', path)).toMatchObject({
      status: 404,
      body: { type: 'urn:userport:problem:unknown_lead' },
    });
    expect(await gateway.run()).toEqual(['delivered']);
  });
});

describe('forgetting on an engine that takes new rows only later', () => {
  it('says what is left and when to ask again; the tombstone stands at once', async () => {
    const gateway = await openTestGateway();
    Object.assign(gateway.stores.forget, {
      remove: async () => [
        { table: 'task_payloads', removed: 0, left: 1, againAt: new Date(5000), expiresAt: new Date(9000) },
        { table: 'enrichment_callbacks', removed: 3, left: 2, againAt: new Date(7000) },
      ],
    });
    await gateway.call('POST', CREATE, payload);
    const { body } = await gateway.call('POST', FORGET);
    expect(answers.forget.strict().parse(body)).toMatchObject({
      complete: false,
      again_at: '1970-01-01T00:00:07.000Z',
      left: [
        {
          table: 'task_payloads',
          rows: 1,
          again_at: '1970-01-01T00:00:05.000Z',
          expires_at: '1970-01-01T00:00:09.000Z',
        },
        { table: 'enrichment_callbacks', rows: 2, again_at: '1970-01-01T00:00:07.000Z', expires_at: null },
      ],
    });
    expect(await gateway.run()).toEqual(['forgotten']);
    await gateway.close();
  });

  it('asks to come again when storage fails in between; then nothing runs any more', async () => {
    const gateway = await openTestGateway();
    const { remove } = gateway.stores.forget;
    Object.assign(gateway.stores.forget, { remove: () => Promise.reject(new RetryableError('busy')) });
    await gateway.call('POST', CREATE, payload);
    expect((await gateway.call('POST', FORGET)).status).toBe(503);
    expect(await gateway.run()).toEqual(['forgotten']);
    Object.assign(gateway.stores.forget, { remove });
    expect(await gateway.call('POST', FORGET)).toMatchObject({ status: 200, body: { complete: true } });
    await gateway.close();
  });
});
