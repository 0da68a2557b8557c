import { openTasksClient } from './cloud-tasks-client';
import { startCloudTasksServer } from './cloud-tasks-server.suite';

describe('openTasksClient', () => {
  it('speaks plain gRPC to an emulator, without credentials', async () => {
    const server = await startCloudTasksServer();
    const client = await openTasksClient(server.url);
    const [task] = await client.createTask({ parent: 'queue', task: { name: 'queue/tasks/a' } });
    expect(task.name).toBe('queue/tasks/a');
    await client.close();
    server.close();
  });

  it("speaks to Google's own address unless told another", async () => {
    const client = await openTasksClient();
    expect(client.apiEndpoint).toBe('cloudtasks.googleapis.com');
  });
});
