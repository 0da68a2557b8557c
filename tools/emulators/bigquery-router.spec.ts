import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBigqueryRouter } from './bigquery-router';

/** Answers with its name, the path and the body that it got. */
async function startEcho(name: string) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const got = { name, path: request.url, body: Buffer.concat(parts).toString() };
      response.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify(got));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('startBigqueryRouter', () => {
  it('sends jobs that read no table to the emulator that elects and all else to the other', async () => {
    const [tables, jobs] = [await startEcho('tables'), await startEcho('jobs')];
    const router = await startBigqueryRouter({ tablesUrl: tables.url, jobsUrl: jobs.url });
    const call = async (method: string, path: string, body?: object) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const answer = await fetch(`${router.url}/bigquery/v2/projects/demo${path}`, init);
      return { status: answer.status, ...((await answer.json()) as { name: string; body: string }) };
    };
    const insert = (jobId: string, query: string) => ({
      jobReference: { jobId },
      configuration: { query: { query } },
    });
    expect(await call('POST', '/jobs', insert('d-claim_1', 'SELECT 1'))).toMatchObject({
      status: 409,
      name: 'jobs',
      body: JSON.stringify(insert('d-claim_1', 'SELECT 1')),
    });
    expect((await call('POST', '/jobs', insert('own', 'DELETE FROM t'))).name).toBe('tables');
    expect((await call('GET', '/jobs/d-claim_1?location=US')).name).toBe('jobs');
    expect((await call('GET', '/jobs/own')).name).toBe('tables');
    expect((await call('POST', '/queries', { query: 'SELECT 1' })).name).toBe('tables');
    expect((await call('GET', '/queries/own')).name).toBe('tables');
    expect(router.asked.slice(0, 3)).toEqual([
      'POST /bigquery/v2/projects/demo/jobs',
      'POST /bigquery/v2/projects/demo/jobs',
      'GET /bigquery/v2/projects/demo/jobs/d-claim_1',
    ]);
    await router.stop();
    tables.server.close();
    jobs.server.close();
  });

  it('cuts the connection when the emulator behind it is gone', async () => {
    const router = await startBigqueryRouter({
      tablesUrl: 'http://127.0.0.1:1',
      jobsUrl: 'http://127.0.0.1:1',
    });
    await expect(fetch(`${router.url}/queries`)).rejects.toThrow();
    await router.stop();
  });
});
