import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestGateway } from '../apps/gateway/src/testing';
import { storeWithResearch } from './forget/testing';

const forget = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    const child = execFile('node_modules/.bin/tsx', ['tools/forget.ts', ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });

describe('npm run forget', () => {
  it('forgets a lead in a file, tells it to people and to machines, and does not know another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'forget-'));
    const store = join(folder, 'store.duckdb');
    await storeWithResearch(store, 'lead-1');
    const done = await forget('--lead', 'lead-1', '--store', store);
    expect([done.code, done.text.split('\n').slice(0, 2)]).toEqual([
      0,
      [
        'Lead lead-1 is forgotten. Its jobs are never run, sent or retried again:',
        '  linkedin_research_lead-1  lead_linkedin_research · 1 generation',
      ],
    ]);
    expect(done.text).not.toContain('Ada');
    const again = await forget('--lead', 'lead-1', '--store', store, '--json');
    expect([again.code, JSON.parse(again.text)]).toMatchObject([0, { existing: true, complete: true }]);
    const other = await forget('--lead', 'lead-2', '--store', store);
    expect(other).toEqual({
      code: 1,
      text: 'The store knows no job about a lead of this id. Nothing was removed, and nothing is prevented.\n',
    });
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('asks a gateway, and says with its exit that something can only go later', async () => {
    const gateway = await openTestGateway();
    const entity_ids = ['lead-1'];
    await gateway.call('POST', '/api/v1/tasks/create/capture', { job_id: 'job-1', entity_ids });
    Object.assign(gateway.stores.forget, {
      remove: async () => [{ table: 'task_payloads', removed: 0, left: 1, againAt: new Date(0) }],
    });
    const later = await forget('--lead', 'lead-1', '--gateway', gateway.url);
    expect([later.code, later.text]).toEqual([
      3,
      expect.stringContaining('run this again after 1970-01-01 00:00 UTC') as string,
    ]);
    const unknown = await forget('--lead', 'a/b', '--gateway', gateway.url);
    expect(unknown).toEqual({
      code: 1,
      text: `${gateway.url} answered 404: No job is about a lead of this id. Nothing was removed, and nothing is prevented.\n`,
    });
    await gateway.close();
  }, 60_000);

  it.each([[[]], [['--lead', 'a', '--store', 'f', '--gateway', 'http://127.0.0.1:1']], [['--person', 'a']]])(
    'tells how it is called, for %j',
    async (args) => {
      const { code, text } = await forget(...args);
      expect([
        code,
        text.includes('npm run forget -- --lead ID') || text.includes("Unknown option '--person'"),
      ]).toEqual([2, true]);
    },
    30_000,
  );
});
