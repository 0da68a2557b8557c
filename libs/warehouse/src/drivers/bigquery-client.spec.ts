import { openClient } from './bigquery-client';
import { startBigqueryServer } from './bigquery-server.suite';

describe('openClient', () => {
  it('speaks to another address without credentials, in the given project and location', async () => {
    const server = await startBigqueryServer();
    const client = await openClient({ project: 'demo', location: 'EU', apiEndpoint: server.url });
    await client.query('SELECT 1');
    await server.close();
    const [request] = server.requests;
    expect([client.projectId, client.location]).toEqual(['demo', 'EU']);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.body).toMatchObject({ jobCreationMode: 'JOB_CREATION_OPTIONAL' });
  });

  it('repeats what failed for a moment, once a second, unless told not to', async () => {
    const server = await startBigqueryServer();
    const place = { project: 'demo', location: 'EU', apiEndpoint: server.url };
    const fault = { when: 'before', answer: { status: 503, reason: 'backendError' } } as const;
    server.plan(/queries/, fault);
    await (await openClient(place)).query('SELECT 1');
    expect(server.requests).toHaveLength(2);
    server.plan(/queries/, fault);
    const once = await openClient({ ...place, repeats: false });
    await expect(once.query('SELECT 1')).rejects.toMatchObject({ code: 503 });
    expect(server.requests).toHaveLength(3);
    await server.close();
  });
});
