import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldersIn, readTree, treeOf } from './tree';

describe('readTree', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'structure-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('lists the files under apps, libs and tools by relative path, and reads any file of the root', () => {
    mkdirSync(join(root, 'libs/queue/src'), { recursive: true });
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'libs/queue/src/index.ts'), 'export {};');
    writeFileSync(join(root, 'libs/queue/project.json'), '{}');
    writeFileSync(join(root, 'dist/main.js'), '');
    writeFileSync(join(root, 'package.json'), '{"a":1}');
    const tree = readTree(root);
    expect(tree.files).toEqual(['libs/queue/project.json', 'libs/queue/src/index.ts']);
    expect(tree.read('package.json')).toBe('{"a":1}');
    expect([tree.has('libs/queue/src'), tree.has('libs/http')]).toEqual([true, false]);
  });
});

describe('foldersIn', () => {
  it('names each folder once and no file', () => {
    const tree = treeOf({
      'apps/a/x.ts': '',
      'apps/a/y.ts': '',
      'apps/b/src/z.ts': '',
      'apps/readme.md': '',
    });
    expect(foldersIn(tree, 'apps')).toEqual(['a', 'b']);
  });
});
