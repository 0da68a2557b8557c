import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formsOf } from './names';
import { filesFrom, rename } from './templates';

describe('rename', () => {
  it('replaces a name in every form', () => {
    const text = `'./sample-task' sample_task SAMPLE_TASK sampleTask SampleTask sampleTaskBodies 'Sample Task'`;
    expect(rename(text, formsOf('sample-task'), formsOf('leads'))).toBe(
      `'./leads' leads LEADS leads Leads leadsBodies 'Leads'`,
    );
  });
});

describe('filesFrom', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('renames paths and texts, and takes nothing but templates', () => {
    mkdirSync(join(folder, 'apps/sample-task/src'), { recursive: true });
    writeFileSync(join(folder, 'apps/sample-task/src/task.ts.txt'), 'export const sampleTask = 1;\n');
    writeFileSync(join(folder, 'apps/sample-task/notes.md'), 'sample-task');
    expect(filesFrom(folder, 'sample-task', 'lead-score')).toEqual({
      'apps/lead-score/src/task.ts': 'export const leadScore = 1;\n',
    });
  });

  it.each([
    ['task', 'sample-task', 'apps/lead-score/src/task.ts'],
    ['provider', 'sample-vendor', 'libs/providers/src/lead-score/lead-score.ts'],
  ])('leaves nothing of the name in the templates of a %s', (kind, sample, one) => {
    const files = filesFrom(join('tools/scaffold', kind), sample, 'lead-score');
    expect(Object.keys(files)).toContain(one);
    expect(JSON.stringify(files)).not.toMatch(/sample[-_ ]?(task|vendor)/i);
  });
});
