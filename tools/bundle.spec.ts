import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const entry = `
import { sha256Base32 } from '@userport/contracts';
export const warehouse = () => import('@userport/warehouse');
console.log(sha256Base32('a').length);
`;
const script = `
import { bundle } from '${resolve('tools/bundle.ts')}';
const [entry, folder] = process.argv.slice(2);
await bundle(entry, folder);
`;

describe('bundle', () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync('.local', { recursive: true });
    folder = mkdtempSync(resolve('.local/bundle-'));
    writeFileSync(join(folder, 'entry.ts'), entry);
    writeFileSync(join(folder, 'script.ts'), script);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const files = [join(folder, 'script.ts'), join(folder, 'entry.ts'), join(folder, 'out')];
    execFileSync('node_modules/.bin/tsx', files, { encoding: 'utf8' });
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes what runs alone, aliases resolved', () => {
    const output = execFileSync(process.execPath, [join(folder, 'out/main.js')], { encoding: 'utf8' });
    expect(output).toBe('52\n');
  });

  it('puts what is imported on first use into files of its own', () => {
    expect(readdirSync(join(folder, 'out/chunks')).length).toBeGreaterThan(0);
  });
});
