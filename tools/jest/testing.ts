import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What jest tells of a run with `--json`, as far as it is looked at here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly message: string }[];
}

/** What came of a run: how many tests, what jest says of each file, and what the files have noted. */
export interface Run {
  readonly passed: number;
  readonly failed: number;
  readonly messages: readonly string[];
  readonly notes: readonly string[];
}

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs spec files and what they import, by name, in one worker of the project's own configuration. They may write lines to
 * the file `notes` beside them.
 */
export function runSpecs(files: Readonly<Record<string, string>>): Run {
  const folder = mkdtempSync(join(tmpdir(), 'userport-specs-'));
  const libs = join(folder, 'libs');
  mkdirSync(libs);
  for (const linked of ['tools', 'node_modules']) symlinkSync(join(root, linked), join(folder, linked));
  for (const [name, text] of Object.entries({ ...files, notes: '' })) writeFileSync(join(libs, name), text);
  const given = ['--config', join(root, 'jest.config.mjs'), '--rootDir', folder, '--runInBand', '--json'];
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/jest'), given, { encoding: 'utf8' });
  const notes = readFileSync(join(libs, 'notes'), 'utf8').split('\n').filter(Boolean);
  rmSync(folder, { recursive: true, force: true });
  const { numPassedTests: passed, numFailedTests: failed, testResults } = JSON.parse(stdout) as Report;
  return { passed, failed, messages: testResults.map(({ message }) => message), notes };
}
