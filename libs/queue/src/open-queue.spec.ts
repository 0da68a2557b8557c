import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '@userport/config';
import { sha256Base32 } from '@userport/contracts';
import { openQueue } from './open-queue';

const configOf = (environment: Readonly<Record<string, string>>) => loadConfig(['queue'], environment).queue;

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
    await queue.enqueue({
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
    });
    await called;
    await queue.close();
    await new Promise((resolve) => server.close(resolve));
    expect(path).toBe('/custom-column/api/v1/tasks/custom_column');
  });

  it('names the variable that is missing', async () => {
    await expect(openQueue(configOf({}))).rejects.toThrow(/^FUNCTIONS_BASE_URL: is not set/);
  });

  it('says that Cloud Tasks cannot be used yet', async () => {
    const config = configOf({
      CLOUD_TASKS_LOCATION: 'us-west1',
      FUNCTIONS_BASE_URL: 'https://{app}.example',
    });
    await expect(openQueue(config)).rejects.toThrow(/CLOUD_TASKS_LOCATION is set, but/);
  });
});
