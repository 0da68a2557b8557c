import { spawnSync } from 'node:child_process';

const check = (...steps: string[]) =>
  spawnSync('node_modules/.bin/tsx', ['tools/check.ts', ...steps], { encoding: 'utf8' });

describe('check', () => {
  it('names the steps there are when asked for another', () => {
    const { status, stderr } = check('spelling');
    expect([status, stderr]).toEqual([
      2,
      'No step spelling; there are lint, types, format, structure, schema, openapi\n',
    ]);
  });
});
