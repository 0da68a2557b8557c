import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTheWay, writeFiles } from './write-files';

describe('a plan', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'write-files-'));
    writeFileSync(join(root, 'list.ts'), 'one');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const plan = {
    made: { 'apps/new/task.ts': 'task', 'apps/new/main.ts': 'main' },
    changed: { 'list.ts': (text: string) => `${text} two` },
  };
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  it('is written, formatted, with folders, and says what it wrote', async () => {
    const said = await writeFiles(root, plan, (_file, text) => Promise.resolve(`${text}\n`));
    expect(said).toEqual(['wrote   apps/new/task.ts', 'wrote   apps/new/main.ts', 'changed list.ts']);
    expect([read('apps/new/task.ts'), read('list.ts')]).toEqual(['task\n', 'one two\n']);
  });

  it('writes nothing when a text cannot be formatted', async () => {
    const format = (file: string, text: string): Promise<string> =>
      file.endsWith('main.ts') ? Promise.reject(new SyntaxError('no')) : Promise.resolve(text);
    await expect(writeFiles(root, plan, format)).rejects.toThrow('no');
    expect([existsSync(join(root, 'apps')), read('list.ts')]).toEqual([false, 'one']);
  });

  it('knows which of its new files are there already', () => {
    expect(inTheWay(root, plan)).toEqual([]);
    expect(inTheWay(root, { ...plan, made: { 'list.ts': '', 'other.ts': '' } })).toEqual(['list.ts']);
  });
});
