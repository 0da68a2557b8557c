import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTasksClient } from './cloud-tasks-client';
import { startCloudTasksServer } from './cloud-tasks-server.suite';

describe('openTasksClient', () => {
  const given = process.env['GOOGLE_APPLICATION_CREDENTIALS'];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  });
  afterEach(() => {
    if (given === undefined) delete process.env['GOOGLE_APPLICATION_CREDENTIALS'];
    else process.env['GOOGLE_APPLICATION_CREDENTIALS'] = given;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('speaks plain gRPC to an emulator, without credentials', async () => {
    const server = await startCloudTasksServer();
    const client = await openTasksClient(server.url);
    const [task] = await client.createTask({ parent: 'queue', task: { name: 'queue/tasks/a' } });
    expect(task.name).toBe('queue/tasks/a');
    await client.close();
    server.close();
  });

  it("speaks to Google's own address unless told another", async () => {
    const file = join(folder, 'account.json');
    const account = {
      type: 'service_account',
      client_email: 'a@b.example',
      private_key: 'none',
      project_id: 'p',
    };
    writeFileSync(file, JSON.stringify(account));
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = file;
    const client = await openTasksClient();
    expect(client.apiEndpoint).toBe('cloudtasks.googleapis.com');
    await client.close();
  });

  it('says that credentials cannot be read before anything is called', async () => {
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = join(folder, 'empty.json');
    writeFileSync(join(folder, 'empty.json'), '{}');
    await expect(openTasksClient()).rejects.toThrow('Unable to read the credential file');
  });
});
