import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig } from '@userport/config';
import type { JsonObject } from '@userport/contracts';
import { openQueue } from '@userport/queue';
import { openStores, openWarehouse } from '@userport/warehouse';
import { demoJobs } from '../demo/demo-job';
import { deploy, type Deployment } from './suite/deployment';
import type { Emulators } from './suite/start';

/** What `npm run test:emulators` has started. */
const emulators: Emulators = {
  bigquery: { url: process.env['BIGQUERY_API_ENDPOINT'] ?? '', asked: [], stop: () => Promise.resolve() },
  cloudTasksUrl: process.env['CLOUD_TASKS_API_ENDPOINT'] ?? '',
  environment: {
    GOOGLE_CLOUD_PROJECT: 'demo',
    BIGQUERY_API_ENDPOINT: process.env['BIGQUERY_API_ENDPOINT'] ?? '',
    CLOUD_TASKS_API_ENDPOINT: process.env['CLOUD_TASKS_API_ENDPOINT'] ?? '',
  },
  stop: () => Promise.resolve(),
};

const MOVING = new Set(['scheduled', 'running', 'retrying', 'delivering']);

describe('the whole way: gateway, Cloud Tasks, function, receiver', () => {
  let way: Deployment;
  beforeAll(async () => {
    const bundles = process.env['BUNDLES'] ?? '';
    way = await deploy(emulators, { bundles, minBackoffSeconds: 1, maxBackoffSeconds: 2 });
  }, 120_000);
  afterAll(() => way.stop(), 60_000);

  const ended = async (jobId: string): Promise<JsonObject> => {
    for (;;) {
      const { body } = await way.call('GET', `${jobId}/status`);
      if (!MOVING.has(String(body['status']))) return body as JsonObject;
      await pause(250);
    }
  };
  const calls = (): number => way.sandbox.gemini.calls.length + way.sandbox.openai.calls.length;
  const run = async (suffix: string) => {
    const jobs = demoJobs(undefined, suffix);
    const created = await Promise.all(
      jobs.map((job) => way.call('POST', `create/${job.taskName}`, job.payload)),
    );
    const states = await Promise.all(jobs.map(({ jobId }) => ended(jobId)));
    return { jobs, created, states };
  };

  /** Every sample once, done by the first test that needs it. */
  let done: ReturnType<typeof run> | undefined;
  const samples = () => (done ??= run('-way'));

  it('takes every sample of every task through', async () => {
    const { jobs, created, states } = await samples();
    expect(created.map(({ status }) => status)).toEqual(jobs.map(() => 200));
    expect(states.map(({ status }) => status)).toEqual(jobs.map(() => 'delivered'));
    for (const { jobId } of jobs) {
      const last = way.sandbox.receiver.callbacksOf(jobId).at(-1);
      expect(last).toMatchObject({ httpStatus: 200, body: { status: 'completed' } });
      expect(last?.caller).toBe('worker@sandbox.iam.gserviceaccount.com');
    }
    expect(way.sandbox.receiver.summary()).toMatchObject({
      refused: 0,
      repeats: {},
      conflicts: [],
      storedTwice: [],
    });
  }, 180_000);

  it("lets nobody into a function but the queue's account, whose tokens the emulator signs", async () => {
    await samples();
    const address = `${way.balancer.url}/custom-column`;
    const knock = async (token: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${address}/api/v1/tasks/custom_column`, {
        method: 'POST',
        headers,
        body: '{}',
      });
      return answer.status;
    };
    const email = way.project.queueEmail;
    const { tokenOf } = way.sandbox.issuer;
    expect(await knock(tokenOf({ aud: address, email }))).toBe(401);
    expect(await knock(tokenOf({ aud: address, email, iss: new URL(emulators.cloudTasksUrl).origin }))).toBe(
      401,
    );
    const printed = way.lines().join('\n');
    expect(printed).not.toMatch(/eyJ[\w-]{20,}/);
  }, 180_000);

  it('runs nothing and pays nothing when the queue delivers a finished job again', async () => {
    const { jobs } = await samples();
    const [job] = jobs;
    const config = loadConfig(['warehouse', 'queue'], {
      ...emulators.environment,
      BIGQUERY_DATASET: way.project.dataset,
      CLOUD_TASKS_LOCATION: way.project.location,
      CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: way.project.queueEmail,
      FUNCTIONS_BASE_URL: `${way.balancer.url}/{app}`,
    });
    const warehouse = await openWarehouse(config.warehouse);
    const stores = openStores(warehouse, { now: Date.now, randomId: () => crypto.randomUUID() });
    const { events } = await stores.events.ofJob(job?.jobId ?? '');
    const requested = events.find(({ kind }) => kind === 'requested');
    const before = { calls: calls(), passed: way.balancer.passed['custom-column'] ?? 0 };
    const callbacks = way.sandbox.receiver.callbacksOf(job?.jobId ?? '').length;
    const queue = await openQueue(config.queue);
    await queue.enqueue({
      name: `again-${crypto.randomUUID()}`,
      taskName: 'custom_column',
      app: 'custom-column',
      body: {
        job_id: job?.jobId ?? '',
        entity_id: requested?.entityId ?? '',
        generation: 1,
        fingerprint: requested?.fingerprint ?? '',
        payload_hash: requested?.detail['payload_hash'] as string,
      },
    });
    await fetch(
      `${emulators.cloudTasksUrl}/emulator/projects/demo/locations/${way.project.location}/queues/custom-column:waitIdle`,
    );
    await Promise.all([queue.close(), warehouse.close()]);
    expect(way.balancer.passed['custom-column']).toBe(before.passed + 1);
    expect(calls()).toBe(before.calls);
    expect(way.sandbox.receiver.callbacksOf(job?.jobId ?? '').length).toBeGreaterThan(callbacks);
    expect(way.sandbox.receiver.summary().conflicts).toEqual([]);
  }, 120_000);

  it('makes one job of 30 simultaneous creates', async () => {
    const [sample] = demoJobs('custom_column', '-racers');
    if (sample === undefined) throw new Error('custom_column has no sample');
    const before = calls();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => way.call('POST', 'create/custom_column', sample.payload)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['task_id'])).size).toBe(1);
    expect((await ended(sample.jobId))['status']).toBe('delivered');
    const entities = (sample.payload['entity_ids'] as string[]).length;
    expect(calls() - before).toBeLessThanOrEqual(entities);
    const completed = way.sandbox.receiver
      .callbacksOf(sample.jobId)
      .filter(({ body }) => (body as JsonObject)['status'] === 'completed');
    expect(completed).toHaveLength(1);
  }, 180_000);
});
