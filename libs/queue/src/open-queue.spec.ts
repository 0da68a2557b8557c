import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@userport/config';
import { sha256Base32 } from '@userport/contracts';
import { startCloudTasksServer } from './drivers/cloud-tasks-server.suite';
import { openQueue } from './open-queue';
import type { QueueTask } from './queue';

const configOf = (environment: Readonly<Record<string, string>>) => loadConfig(['queue'], environment).queue;

const task: QueueTask = {
  name: 'a',
  taskName: 'custom_column',
  app: 'custom-column',
  body: {
    job_id: 'job-1',
    entity_id: 'entity-1',
    generation: 1,
    fingerprint: sha256Base32('a'),
    payload_hash: sha256Base32('b'),
  },
};

describe('openQueue', () => {
  it('delivers to the address of the configuration, with the name of the app in it', async () => {
    let path: string | undefined;
    let tell: () => void;
    const called = new Promise<void>((resolve) => (tell = resolve));
    const server = createServer((request, response) => {
      path = request.url;
      response.end();
      tell();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const queue = await openQueue(configOf({ FUNCTIONS_BASE_URL: `http://127.0.0.1:${port}/{app}/` }));
    await queue.enqueue(task);
    await called;
    await queue.close();
    await new Promise((resolve) => server.close(resolve));
    expect(path).toBe('/custom-column/api/v1/tasks/custom_column');
  });

  it('names the variable that is missing', async () => {
    await expect(openQueue(configOf({}))).rejects.toThrow(/^FUNCTIONS_BASE_URL: is not set/);
  });

  const cloud = {
    CLOUD_TASKS_LOCATION: 'us-west1',
    GOOGLE_CLOUD_PROJECT: 'demo',
    CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: 'queue@demo.example',
    FUNCTIONS_BASE_URL: 'https://{app}.example/',
  };

  it('enqueues with Cloud Tasks where its location is named', async () => {
    const server = await startCloudTasksServer();
    const queue = await openQueue(configOf({ ...cloud, CLOUD_TASKS_API_ENDPOINT: server.url }));
    const taskId = 'projects/demo/locations/us-west1/queues/custom-column/tasks/a';
    expect(await queue.enqueue(task)).toEqual({ taskId, existing: false });
    await queue.close();
    server.close();
    expect(server.calls[0]?.task).toMatchObject({
      dispatchDeadline: { seconds: expect.anything() },
      httpRequest: {
        url: 'https://custom-column.example/api/v1/tasks/custom_column',
        oidcToken: { serviceAccountEmail: 'queue@demo.example', audience: 'https://custom-column.example' },
      },
    });
  });

  it.each(['GOOGLE_CLOUD_PROJECT', 'CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL', 'FUNCTIONS_BASE_URL'])(
    'names %s when Cloud Tasks lacks it',
    async (variable) => {
      const { [variable]: _without, ...rest }: Readonly<Record<string, string>> = cloud;
      await expect(openQueue(configOf(rest))).rejects.toThrow(new RegExp(`^${variable}: is not set`));
    },
  );
});
