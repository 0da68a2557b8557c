import { canonicalJson, defineContract, fingerprintOf, sha256Base32 } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { createLogger } from '@userport/logging';
import { defineTask, type Env, type Page } from '@userport/runner';
import { openStores } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { z } from 'zod';
import type { ReceivedRequest } from './http-types';
import { systemClock } from './system-clock';
import { taskHandle } from './task-handle';

const contract = defineContract({
  name: 'probe_task',
  app: 'probe-task',
  summary: 'A task that only tests know.',
  payload: z.object({ entity_id: z.string(), say: z.string() }),
  jobId: () => undefined,
  entities: (payload) => [{ entityId: payload.entity_id, kind: 'account' }],
  leads: 'none',
  maxRetries: () => 3,
  volatileFields: [],
  newPayload: 'refuse',
  repeatedCreate: 'acknowledge',
  closingBodies: (_payload, { reason }) => [{ body: { status: 'failed', reason } }],
});

function openParts(run: () => void = () => undefined) {
  const lines: string[] = [];
  const sent: Page[] = [];
  const log = createLogger({ level: 'debug', write: (line) => lines.push(line) });
  const warehouse = openMemoryWarehouse({ now: () => 1_000_000 });
  const stores = openStores(warehouse, { now: () => 1_000_000, randomId: () => 'usage' });
  let tokens = 0;
  const env: Env = {
    store: stores.jobs,
    callbacks: {
      send: (page) => {
        sent.push(page);
        return Promise.resolve({ kind: 'accepted', httpStatus: 200 });
      },
      sendProgress: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    },
    fix: ({ body, once = false }) => {
      const bytes = Buffer.from(JSON.stringify(body));
      return { bytes, sha256: sha256Base32(bytes), once };
    },
    openBill: stores.openBill,
    clock: systemClock,
    randomToken: () => `token${(tokens += 1)}`,
    log,
    settings: { leaseMarginMs: 30_000, requestTimeoutMs: 60_000 },
  };
  const task = defineTask({
    contract,
    run: (payload) => {
      run();
      return Promise.resolve({
        bodies: [{ body: { said: payload.say } }],
        total: 1,
        summary: { letters: payload.say.length },
      });
    },
  });
  const open = () => Promise.resolve({ task, env });
  const parts = {
    contract,
    version: 'v7',
    log,
    open,
    drain: new AbortController().signal,
    deadlineMs: () => 60_000,
  };
  return { parts, handle: taskHandle(parts), sent, lines, warehouse };
}

const payload = { entity_id: 'entity-1', say: 'hello' };
const delivery = {
  job_id: 'job-1',
  entity_id: 'entity-1',
  generation: 1,
  fingerprint: fingerprintOf('probe_task', payload, []),
  payload_hash: sha256Base32(canonicalJson(payload)),
  payload,
};
const request = (body: unknown, more: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
  method: 'POST',
  path: '/api/v1/tasks/probe_task',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...more,
});

describe('taskHandle', () => {
  it('answers its health without opening anything', async () => {
    const { parts } = openParts();
    const handle = taskHandle({ ...parts, open: () => Promise.reject(new TypeError('opened')) });
    expect(await handle(request('', { method: 'GET', path: '/health' }))).toEqual({
      status: 200,
      body: { status: 'healthy', function: 'probe-task', version: 'v7' },
    });
  });

  it('runs a delivery, sends its body and answers 200 with the summary', async () => {
    const { handle, sent } = openParts();
    const answer = await handle(request(delivery, { headers: { 'x-request-id': 'trace-9' } }));
    expect(answer).toEqual({
      status: 200,
      body: {
        letters: 5,
        outcome: 'delivered',
        job_id: 'job-1',
        entity_id: 'entity-1',
        generation: 1,
        state: 'delivered',
        trace_id: 'trace-9',
      },
    });
    expect(sent.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['{"said":"hello"}']);
  });

  it('says on every line whom it is about, also when jobs run at the same time', async () => {
    const { parts, lines } = openParts();
    const { env } = await parts.open();
    let begun = 0;
    let goOn = (): void => undefined;
    const all = new Promise<void>((resolve) => (goOn = resolve));
    const task = defineTask({
      contract,
      run: async (asked, { log, attempt }) => {
        begun += 1;
        if (begun === 8) goOn();
        await all;
        log.info('At work.');
        if (asked.say === 'fail' && !attempt.last) throw new RetryableError('The vendor is busy.');
        return { bodies: [{ body: {} }], total: 1, summary: {} };
      },
    });
    const handle = taskHandle({ ...parts, open: () => Promise.resolve({ task, env }) });
    const deliver = (number: number, say: string, retries = 0) => {
      const own = { entity_id: `entity-${number}`, say, lead_id: `lead-${number}` };
      const hashes = {
        fingerprint: fingerprintOf('probe_task', own, []),
        payload_hash: sha256Base32(canonicalJson(own)),
      };
      const body = {
        ...delivery,
        ...hashes,
        job_id: `job-${number}`,
        entity_id: own.entity_id,
        payload: own,
      };
      const headers = { 'x-request-id': `trace-${number}`, 'x-cloudtasks-taskretrycount': `${retries}` };
      return handle(request(body, { headers }));
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => deliver(number, 'fail')));
    // The queue has asked thrice; one of its calls was an attempt of the job.
    await deliver(3, 'fail', 2);
    const labels = lines.map(
      (line) =>
        (JSON.parse(line) as Record<'logging.googleapis.com/labels', object>)[
          'logging.googleapis.com/labels'
        ],
    );
    const expected = (number: number, attempt: string) => ({
      ...{ trace_id: `trace-${number}`, task_name: 'probe_task', job_id: `job-${number}`, attempt },
      ...{ entity_id: `entity-${number}`, account_id: `entity-${number}`, lead_id: `lead-${number}` },
    });
    const firsts = Array.from({ length: 8 }, (_, number) => expected(number, '1'));
    expect(labels).toHaveLength(18);
    expect(labels).toEqual(expect.arrayContaining(firsts));
    expect(labels.slice(-2)).toEqual([expected(3, '2'), expected(3, '2')]);
  });

  it('runs nothing at the second delivery and sends the stored body again', async () => {
    let runs = 0;
    const { handle, sent } = openParts(() => (runs += 1));
    await handle(request(delivery));
    const answer = await handle(request(delivery, { headers: { 'x-cloudtasks-taskretrycount': '1' } }));
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'replayed' } });
    expect(runs).toBe(1);
    expect(sent).toHaveLength(2);
  });

  it('answers 500 to a failure that may pass', async () => {
    const { handle } = openParts(() => {
      throw new RetryableError('The vendor is busy.');
    });
    expect(await handle(request(delivery))).toMatchObject({
      status: 500,
      body: { detail: 'The vendor is busy.', state: 'retry' },
    });
  });

  it.each([
    ['no JSON', '{"job_id": '],
    ['bad UTF-8', '\ud800'],
    ['no object', '"text"'],
    ['no job', '{}'],
  ])('answers 400 to a body with %s', async (_what, body) => {
    const { handle, lines } = openParts();
    expect((await handle(request(body))).status).toBe(400);
    expect(lines.join('')).not.toContain('"text"');
  });

  it('writes down a body that says whose it is and cannot be run, and answers 200', async () => {
    const { handle, warehouse } = openParts();
    expect(await handle(request({ ...delivery, generation: 0 }))).toMatchObject({
      status: 200,
      body: { outcome: 'rejected' },
    });
    const { rows } = await warehouse.find({ table: 'task_events', where: { job_id: 'job-1' }, limit: 10 });
    expect(rows[0].map((row) => row.kind)).toEqual(['rejected']);
  });

  it('answers 503 for another task at first and gives it up later, since a deployment may be on its way', async () => {
    const { handle } = openParts();
    const other = { path: '/api/v1/tasks/other_task' };
    expect((await handle(request(delivery, other))).status).toBe(503);
    const later = { ...other, headers: { 'x-cloudtasks-taskretrycount': '10' } };
    expect(await handle(request(delivery, later))).toMatchObject({
      status: 200,
      body: { outcome: 'rejected' },
    });
  });

  it('answers 405 to another method and 404 to another path', async () => {
    const { handle } = openParts();
    expect(await handle(request('', { method: 'GET' }))).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
    expect((await handle(request(delivery, { path: '/nowhere' }))).status).toBe(404);
  });

  it('answers 503 naming the variable when the configuration is not complete', async () => {
    const { parts } = openParts();
    const missing = new TerminalError('DJANGO_BASE_URL: is not set.', { code: 'configuration' });
    const handle = taskHandle({ ...parts, open: () => Promise.reject(missing) });
    expect(await handle(request(delivery))).toMatchObject({
      status: 503,
      body: { detail: 'DJANGO_BASE_URL: is not set.' },
    });
  });

  it('tells nothing of an unexpected fault', async () => {
    const { parts } = openParts();
    const handle = taskHandle({ ...parts, open: () => Promise.reject(new TypeError('key AIzaSecret')) });
    const answer = await handle(request(delivery));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('AIza');
  });
});
