import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Base32 } from '@userport/contracts';
import type { QueueTask } from '../queue';
import { openCloudTasks } from './cloud-tasks';
import { type CallFate, startCloudTasksServer } from './cloud-tasks-server.suite';

const QUEUE = 'projects/demo/locations/us-west1/queues/custom-column';

const task: QueueTask = {
  name: 'abc123',
  taskName: 'custom_column',
  app: 'custom-column',
  body: {
    job_id: 'job-1',
    entity_id: 'entity-1',
    generation: 1,
    fingerprint: sha256Base32('a'),
    payload_hash: sha256Base32('b'),
    payload: { note: 'Grüße' },
  },
};

describe('Cloud Tasks over a recording server', () => {
  const closers: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const setUp = async (fates: readonly CallFate[] = [], callTimeoutMs = 5000) => {
    const server = await startCloudTasksServer();
    server.plan(...fates);
    const waits: number[] = [];
    const queue = openCloudTasks({
      project: 'demo',
      location: 'us-west1',
      serviceAccountEmail: 'queue@demo.example',
      addressOf: (app) => `https://${app}.example`,
      dispatchDeadlineSeconds: 1800,
      apiEndpoint: server.url,
      callTimeoutMs,
      sleep: async (ms) => void waits.push(ms),
    });
    closers.push(server.close, () => queue.close());
    return { server, queue, waits };
  };

  it('creates one named HTTP task with token, deadline, content type and body', async () => {
    const { server, queue } = await setUp();
    expect(await queue.enqueue(task)).toEqual({ taskId: `${QUEUE}/tasks/abc123`, existing: false });
    const [call] = server.calls;
    const request = call?.task?.httpRequest;
    expect(call?.parent).toBe(QUEUE);
    expect(call?.task?.name).toBe(`${QUEUE}/tasks/abc123`);
    expect(Number(call?.task?.dispatchDeadline?.seconds)).toBe(1800);
    expect(request).toMatchObject({
      url: 'https://custom-column.example/api/v1/tasks/custom_column',
      httpMethod: 1,
      headers: { 'Content-Type': 'application/json' },
      oidcToken: { serviceAccountEmail: 'queue@demo.example', audience: 'https://custom-column.example' },
    });
    expect(JSON.parse(Buffer.from(request?.body as Uint8Array).toString())).toEqual(task.body);
  });

  it('sends along which request asked', async () => {
    const { server, queue } = await setUp();
    await queue.enqueue({ ...task, traceId: 'trace-7' });
    expect(server.calls[0]?.task?.httpRequest?.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Request-ID': 'trace-7',
    });
  });

  it('takes a name that exists for success', async () => {
    const { queue } = await setUp();
    await queue.enqueue(task);
    expect(await queue.enqueue(task)).toEqual({ taskId: `${QUEUE}/tasks/abc123`, existing: true });
  });

  it('repeats a call without clear answer, and meets its own task', async () => {
    const { server, queue, waits } = await setUp(['made, answer lost']);
    expect(await queue.enqueue(task)).toMatchObject({ existing: true });
    expect([server.calls.length, waits]).toEqual([2, [200]]);
  });

  it('repeats a call that is never answered', async () => {
    const { server, queue } = await setUp(['silent'], 300);
    expect(await queue.enqueue(task)).toMatchObject({ existing: false });
    expect(server.calls).toHaveLength(2);
  });

  it('gives up after three tries and says that the task may be there', async () => {
    const { server, queue, waits } = await setUp([14, 13, 8]);
    await expect(queue.enqueue(task)).rejects.toMatchObject({ name: 'RetryableError', code: 'queue_busy' });
    expect([server.calls.length, waits]).toEqual([3, [200, 1000]]);
  });

  it.each([
    [3, 'queue_refused', /CLOUD_TASKS_LOCATION.*FUNCTIONS_BASE_URL/],
    [5, 'queue_missing', /npm run provision.*CLOUD_TASKS_LOCATION/],
    [7, 'permission', /iam.serviceAccountUser.*npm run provision/],
    [16, 'credentials', /gcloud auth application-default login/],
  ])('asks once and says what to do after code %d', async (code, word, message) => {
    const { server, queue } = await setUp([code]);
    await expect(queue.enqueue(task)).rejects.toMatchObject({
      name: 'TerminalError',
      code: word,
      message: expect.stringMatching(message),
    });
    await expect(queue.enqueue(task)).resolves.toBeDefined();
    expect(server.calls).toHaveLength(2);
  });

  it('names what is wrong with credentials, and looks for them again at the next task', async () => {
    const given = process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    const file = join(mkdtempSync(join(tmpdir(), 'credentials-')), 'empty.json');
    writeFileSync(file, '{}');
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = file;
    const queue = openCloudTasks({
      ...{ project: 'demo', location: 'us-west1', serviceAccountEmail: 'queue@demo.example' },
      ...{ addressOf: () => 'https://custom-column.example', dispatchDeadlineSeconds: 60 },
    });
    const refused = {
      name: 'TerminalError',
      code: 'credentials',
      message: expect.stringMatching(/queues\/custom-column: .*gcloud auth application-default login/),
    };
    try {
      await expect(queue.enqueue(task)).rejects.toMatchObject(refused);
      await expect(queue.enqueue(task)).rejects.toMatchObject(refused);
      await expect(queue.close()).resolves.toBeUndefined();
    } finally {
      if (given === undefined) delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
      else process.env['GOOGLE_APPLICATION_CREDENTIALS'] = given;
      rmSync(dirname(file), { recursive: true });
    }
  });

  it('refuses a body that is too large before anything is sent', async () => {
    const { server, queue } = await setUp();
    const body = { ...task.body, payload: { text: 'x'.repeat(102_400) } };
    await expect(queue.enqueue({ ...task, body })).rejects.toMatchObject({ code: 'task_too_large' });
    expect(server.calls).toEqual([]);
  });

  it('closes without ever having been used', async () => {
    const { queue } = await setUp();
    await expect(queue.close()).resolves.toBeUndefined();
  });
});
