import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const openapi = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/tsx', ['tools/openapi.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
};

describe('openapi', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const file = join(folder, 'openapi.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds the checked-in document in step and valid', () => {
    expect(openapi('--check')).toEqual({ status: 0, text: 'openapi.json: in step\n' });
  });

  it('finds a document out of step', () => {
    writeFileSync(file, '{}');
    expect(openapi('--check', file)).toEqual({ status: 1, text: `${file}: out of step; run npm run docs\n` });
  });

  it('knows no other options', () => {
    expect(openapi('--fix')).toEqual({ status: 2, text: 'tsx tools/openapi.ts [--check] [FILE]\n' });
  });
});
