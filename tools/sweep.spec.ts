import { execFile } from 'node:child_process';
import { openTestGateway } from '../apps/gateway/src/testing';

const sweep = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    const child = execFile('node_modules/.bin/tsx', ['tools/sweep.ts', ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });

describe('sweep', () => {
  it('asks the gateway and prints what it answered', async () => {
    const gateway = await openTestGateway();
    const { enqueue } = gateway.services.queue;
    Object.assign(gateway.services.queue, { enqueue: () => Promise.reject(new Error('no queue')) });
    await gateway.call('POST', '/api/v1/tasks/create/probe', { job_id: 'job-1', entity_ids: ['a'] });
    Object.assign(gateway.services.queue, { enqueue });
    const refused = await sweep('--gateway', gateway.url, '--limit', 'many');
    expect([refused.code, (JSON.parse(refused.text) as { status: number }).status]).toEqual([1, 422]);
    const done = await sweep('--gateway', gateway.url, '--older-than-minutes', '0');
    expect([done.code, JSON.parse(done.text)]).toMatchObject([
      0,
      { enqueued: [{ job_id: 'job-1' }], more: false },
    ]);
    await gateway.close();
    const dead = await sweep('--gateway', gateway.url);
    expect([dead.code, dead.text.startsWith(`${gateway.url} did not answer: `)]).toEqual([1, true]);
  }, 30_000);

  it('tells how it is called', async () => {
    const { code, text } = await sweep('--now');
    expect([code, text.split('\n')[0]]).toEqual([
      2,
      'tsx tools/sweep.ts [--gateway URL] [--older-than-minutes N] [--limit N]',
    ]);
  });
});
