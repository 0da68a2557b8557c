import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetInStore } from './forget-in-store';
import { storeWithResearch } from './testing';

describe('forgetInStore', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forget-'));
    path = join(folder, 'store.duckdb');
    await storeWithResearch(path, 'lead-1');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('forgets a lead in the file, and knows it afterwards', async () => {
    expect(await forgetInStore(path, 'lead-1')).toMatchObject({
      existing: false,
      complete: true,
      jobs: [{ job_id: 'linkedin_research_lead-1', generations: [1] }],
      removed: [{ table: 'task_payloads', rows: 1 }, {}, {}, {}],
    });
    expect(await forgetInStore(path, 'lead-1')).toMatchObject({
      existing: true,
      removed: [{ rows: 0 }, {}, {}, {}],
    });
  });

  it('knows nothing of another lead, and leaves the store closed', async () => {
    expect(await forgetInStore(path, 'lead-2')).toBeUndefined();
    expect(await forgetInStore(path, 'lead-1')).toMatchObject({ existing: false });
  });
});
