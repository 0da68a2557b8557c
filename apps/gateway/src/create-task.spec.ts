import { sha256Base32, type TaskContract } from '@userport/contracts';
import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { answers } from './answers';
import { openTestGateway, probe, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';

describe('POST /api/v1/tasks/create/{task_name}', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const eventKinds = async (jobId: string) => {
    const { events } = await gateway.stores.events.ofJob(jobId);
    return events.map(({ kind, generation }) => `${generation} ${kind}`).sort();
  };

  it('answers 200 with the fields that Django reads, and delivers the payload', async () => {
    const payload = { job_id: 'job-1', entity_ids: ['a'], note: 'Zürich' };
    const { status, body } = await gateway.call('POST', CREATE, payload);
    expect(status).toBe(200);
    expect(answers.create.strict().parse(body)).toEqual({
      job_id: 'job-1',
      status: 'scheduled',
      task_name: 'probe',
      task_id: expect.stringMatching(/^[a-z2-7]{52}$/) as unknown,
      attempt_number: 1,
      max_retries: 3,
      original_job_id: null,
      existing: false,
      enqueued: true,
    });
    await gateway.flush();
    const text = '{"entity_ids":["a"],"job_id":"job-1","note":"Zürich"}';
    expect(gateway.deliveries).toEqual([
      {
        job_id: 'job-1',
        entity_id: 'a',
        generation: 1,
        fingerprint: expect.stringMatching(/^[a-z2-7]{52}$/) as unknown,
        payload_hash: sha256Base32(text),
        payload,
      },
    ]);
    expect(await gateway.stores.payloads.read(sha256Base32(text))).toBe(text);
    expect(await eventKinds('job-1')).toEqual(['1 enqueued', '1 requested']);
  });

  it('makes a job id where the caller gives none, another each time', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => gateway.call('POST', CREATE, { entity_ids: ['a'] })),
    );
    expect(one?.body['job_id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(two?.body['job_id']).not.toBe(one?.body['job_id']);
  });

  it('makes a new job id where the contract takes none, whatever the caller sends', async () => {
    const own: TaskContract = { ...(probe as TaskContract), jobId: () => undefined };
    const other = await openTestGateway({ contracts: [own] });
    const { body } = await other.call('POST', CREATE, { job_id: 'mine', entity_ids: ['a'] });
    expect(body['job_id']).not.toBe('mine');
    await other.close();
  });

  it('enqueues one task for each entity of a payload', async () => {
    const { body } = await gateway.call('POST', CREATE, { job_id: 'bulk', entity_ids: ['a', 'b', 'c'] });
    const entities = answers.create.parse(body).entities ?? [];
    expect(entities.map(({ entity_id: id }) => id)).toEqual(['a', 'b', 'c']);
    expect(body['task_id']).toBe(entities[0]?.task_id);
    await gateway.flush();
    expect(gateway.deliveries.map(({ entity_id: id }) => id).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('sends a payload above 64 KiB as a reference', async () => {
    const note = 'x'.repeat(64 * 1024);
    await gateway.call('POST', CREATE, { job_id: 'large', entity_ids: ['a'], note });
    await gateway.flush();
    const [delivery] = gateway.deliveries;
    expect(delivery?.payload).toBeUndefined();
    const stored = await gateway.stores.payloads.read(delivery?.payload_hash ?? '');
    expect(JSON.parse(stored ?? '{}')).toEqual({ job_id: 'large', entity_ids: ['a'], note });
  });

  it('makes one job of many simultaneous calls', async () => {
    const payload = { job_id: 'job-1', entity_ids: ['a'] };
    const calls = await Promise.all(Array.from({ length: 25 }, () => gateway.call('POST', CREATE, payload)));
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(calls.map(({ body }) => body['task_id'])).size).toBe(1);
    expect(calls.filter(({ body }) => body['existing'] === false)).toHaveLength(1);
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(1);
    expect(await eventKinds('job-1')).toEqual(['1 enqueued', '1 requested']);
  });

  it('answers the existing handle to the same request with other volatile fields', async () => {
    const first = await gateway.call('POST', CREATE, {
      job_id: 'job-1',
      entity_ids: ['a'],
      request_id: 'r1',
    });
    const again = await gateway.call('POST', CREATE, {
      job_id: 'job-1',
      entity_ids: ['a'],
      request_id: 'r2',
    });
    expect(again.body).toEqual({ ...first.body, existing: true });
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(1);
  });

  it('answers 422 with both fingerprints to another payload of a known job, and changes nothing', async () => {
    const first = await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    await gateway.flush();
    const [known] = gateway.deliveries;
    const { status, body, headers } = await gateway.call('POST', CREATE, {
      job_id: 'job-1',
      entity_ids: ['a'],
      note: 'other',
    });
    expect(first.status).toBe(200);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:userport:problem:other_payload',
      known_fingerprint: known?.fingerprint,
      request_fingerprint: expect.stringMatching(/^[a-z2-7]{52}$/) as unknown,
      entity_id: 'a',
    });
    expect(body['request_fingerprint']).not.toBe(known?.fingerprint);
    expect(await eventKinds('job-1')).toEqual(['1 enqueued', '1 requested']);
  });

  it('lets one of two payloads win that come at the same time, and refuses the other', async () => {
    const calls = await Promise.all(
      ['one', 'two'].map((note) =>
        gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'], note }),
      ),
    );
    expect(calls.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(1);
  });

  it('begins the next generation with another payload where the contract says so, once for many calls', async () => {
    const path = '/api/v1/tasks/create/capture';
    const payload = (note: string) => ({ job_id: 'lead-1', entity_ids: ['a'], note });
    await gateway.call('POST', path, payload('monday'));
    await Promise.all(Array.from({ length: 5 }, () => gateway.call('POST', path, payload('friday'))));
    await gateway.flush();
    expect(gateway.deliveries.map(({ generation, payload: sent }) => [generation, sent?.['note']])).toEqual([
      [1, 'monday'],
      [2, 'friday'],
    ]);
  });

  it('gives each of several payloads that come at the same time a generation of its own', async () => {
    const path = '/api/v1/tasks/create/capture';
    const calls = await Promise.all(
      ['one', 'two', 'three'].map((note) =>
        gateway.call('POST', path, { job_id: 'lead-1', entity_ids: ['a'], note }),
      ),
    );
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200]);
    await gateway.flush();
    expect(gateway.deliveries.map(({ generation }) => generation).toSorted()).toEqual([1, 2, 3]);
    expect(new Set(gateway.deliveries.map(({ payload }) => payload?.['note'])).size).toBe(3);
  });

  it('only acknowledges a repeated create of a settled job where the contract says so', async () => {
    const payload = { job_id: 'job-1', entity_ids: ['a'] };
    const first = await gateway.call('POST', CREATE, payload);
    expect(await gateway.run()).toEqual(['delivered']);
    const again = await gateway.call('POST', CREATE, payload);
    expect(again.body).toEqual({ ...first.body, existing: true });
    expect(await gateway.run()).toEqual([]);
  });

  it('sends the result again at a repeated create where the contract says so, and runs nothing', async () => {
    const path = '/api/v1/tasks/create/capture';
    const payload = { job_id: 'lead-1', entity_ids: ['a'] };
    await gateway.call('POST', path, payload);
    await gateway.run();
    expect(gateway.receiver.sent.map(({ part }) => part)).toEqual([1, 2]);
    const again = await gateway.call('POST', path, payload);
    expect(again.body).toMatchObject({ existing: true, enqueued: true, status: 'scheduled' });
    expect(await gateway.run()).toEqual(['resumed']);
    expect(gateway.receiver.sent.map(({ part }) => part).slice(0, 3)).toEqual([1, 2, 1]);
    expect(await eventKinds('lead-1')).toContain('1 redeliver_requested');
    expect((await eventKinds('lead-1')).filter((kind) => kind === '1 settled')).toHaveLength(1);
  });

  it('helps a request that was stored and never enqueued', async () => {
    const payload = { job_id: 'job-1', entity_ids: ['a'] };
    const queue = gateway.services.queue.enqueue;
    const broken = {
      ...gateway.services.queue,
      enqueue: () => Promise.reject(new Error('the process died')),
    };
    Object.assign(gateway.services, { queue: broken });
    const failed = await gateway.call('POST', CREATE, payload);
    expect(failed.body).toMatchObject({ status: 'scheduled', enqueued: false });
    expect(await eventKinds('job-1')).toEqual(['1 requested']);
    Object.assign(gateway.services, { queue: { ...broken, enqueue: queue } });
    expect((await gateway.call('POST', CREATE, payload)).body).toMatchObject({
      existing: true,
      enqueued: true,
    });
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(1);
  });

  it('cleans free text, counts what it took out, and stores the clean bytes', async () => {
    const { body } = await gateway.call('POST', CREATE, {
      job_id: 'job-1',
      entity_ids: ['a'],
      note: { bio: 'zero\0 and \ud83d alone' },
    });
    expect(body['cleaned_characters']).toBe(2);
    await gateway.flush();
    expect(gateway.deliveries[0]?.payload?.['note']).toEqual({ bio: 'zero and \ufffd alone' });
    expect(await gateway.run()).toEqual(['delivered']);
  });

  it('refuses a text that its contract would not take after cleaning', async () => {
    const { status, body } = await gateway.call('POST', CREATE, { entity_ids: ['\0'] });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([
      { path: 'entity_ids.0', rule: 'too_small', message: 'must have at least 1 character' },
    ]);
  });

  it('names every mistake at once and stores nothing', async () => {
    const { status, body } = await gateway.call('POST', CREATE, {
      job_id: 7,
      entity_ids: ['', 'x'.repeat(201)],
      make: 'secret-word',
    });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([
      { path: 'job_id', rule: 'invalid_type', message: 'must be of type string, not a number' },
      { path: 'entity_ids.0', rule: 'too_small', message: 'must have at least 1 character' },
      { path: 'entity_ids.1', rule: 'too_big', message: 'must have at most 200 characters' },
      { path: 'make', rule: 'invalid_value', message: 'must be one of result, failure' },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret-word');
    await gateway.flush();
    expect(gateway.deliveries).toEqual([]);
  });

  it.each([
    ['[]', 422],
    ['"text"', 422],
    ['null', 422],
    ['', 422],
    ['{', 400],
    ['{"entity_ids":["a"]', 400],
    ['{"entity_ids":["a"],"n":NaN}', 400],
    ['{"entity_ids":["a"],"note":1e999}', 422],
    [`{"entity_ids":["a"],"note":${'['.repeat(5000)}${']'.repeat(5000)}}`, 422],
    ['{"entity_ids":["a"],"note":{"__proto__":1}}', 422],
    ['\ufeff{"entity_ids":["a"]}', 200],
  ])('answers %s with %i', async (text, expected) => {
    const { status, body } = await gateway.call('POST', CREATE, text);
    expect(status).toBe(expected);
    if (expected !== 200)
      expect(body).toMatchObject({ status: expected, detail: expect.any(String) as unknown });
  });

  it('answers 400 to bytes that are no UTF-8', async () => {
    const response = await fetch(`${gateway.url}${CREATE}`, {
      method: 'POST',
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect(response.status).toBe(400);
  });

  it('answers 404 to an unknown task and lists the known ones', async () => {
    for (const name of ['nothing', 'constructor', '__proto__']) {
      const { status, body } = await gateway.call('POST', `/api/v1/tasks/create/${name}`, {});
      expect(status).toBe(404);
      expect(body['detail']).toBe('No task has this name. Known are: capture, probe.');
    }
  });

  it('logs neither payload nor personal text', async () => {
    await gateway.call('POST', CREATE, { entity_ids: ['a'], note: 'Ines Okafor lives in Porto' });
    await gateway.call('POST', CREATE, { entity_ids: [], note: 'Ines Okafor lives in Porto' });
    await gateway.call('POST', CREATE, '{"note":"Ines Okafor');
    expect(gateway.lines.join('\n')).not.toContain('Ines');
  });

  it('answers any JSON with 200, 400 or 422, stores nothing it refuses, and delivers what it takes unchanged', async () => {
    const anything = fc.oneof(
      fc.jsonValue({ stringUnit: anyCharacter }),
      fc.record(
        {
          job_id: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
          entity_ids: fc.oneof(
            fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
            fc.jsonValue(),
          ),
          make: fc.oneof(fc.constant('result'), fc.jsonValue()),
          note: fc.jsonValue({ stringUnit: anyCharacter }),
        },
        { requiredKeys: [] },
      ),
    );
    const appended: string[] = [];
    const { append } = gateway.warehouse;
    Object.assign(gateway.warehouse, {
      append: (table: string, rows: never) => {
        appended.push(table);
        return append(table as 'task_events', rows);
      },
    });
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        appended.length = 0;
        const { status } = await gateway.call('POST', '/api/v1/tasks/create/capture', JSON.stringify(value));
        const stored = [...appended];
        const outcomes = await gateway.run();
        expect([200, 422]).toContain(status);
        if (status === 422) expect([stored, outcomes]).toEqual([[], []]);
        // The function found the hash, the fingerprint and the entity that it was promised.
        else {
          expect(stored).toContain('task_payloads');
          expect(outcomes.length).toBeGreaterThan(0);
          expect(['delivered', 'failed']).toEqual(expect.arrayContaining(outcomes));
        }
      }),
    );
  }, 30_000);
});
