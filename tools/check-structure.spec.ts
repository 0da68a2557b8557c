import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const check = (root: string) =>
  spawnSync(resolve('node_modules/.bin/tsx'), [resolve('tools/check-structure.ts')], {
    cwd: root,
    encoding: 'utf8',
  });

describe('check-structure', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'check-structure-'));
    writeFileSync(join(root, 'tsconfig.base.json'), '{"compilerOptions":{"paths":{}}}');
    writeFileSync(join(root, 'package.json'), '{"scripts":{}}');
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
    mkdirSync(join(root, 'libs/queue/src'), { recursive: true });
    writeFileSync(join(root, 'libs/queue/project.json'), '{"name":"queue","tags":["layer:io"]}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('exits 0 on a tree that keeps the rules', () => {
    const { status, stdout } = check(root);
    expect([status, stdout]).toEqual([0, 'structure: 1 files, 0 problems\n']);
  });

  it('says all problems at once and exits 1', () => {
    writeFileSync(join(root, 'libs/queue/src/utils.ts'), 'export const f = () => 1;\n');
    const { status, stdout } = check(root);
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'libs/queue/src/utils.ts lacks its spec utils.spec.ts',
      'libs/queue/src/utils.ts: "utils" says nothing; name it after its one job',
      'structure: 2 files, 2 problems',
      '',
    ]);
  });
});
