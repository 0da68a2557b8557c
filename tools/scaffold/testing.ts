import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** What became of a scratch copy since it was made; paths sorted. */
export interface Changes {
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** A copy of the repository to try something in. */
export interface ScratchCopy {
  readonly root: string;
  /** Runs one of the project's commands there; gives exit code and output, standard error included. */
  run(command: string, ...args: string[]): { readonly status: number | null; readonly output: string };
  changes(): Changes;
  remove(): void;
}

const listFiles = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && statSync(join(root, file), { throwIfNoEntry: false })?.isFile());

const hashesOf = (root: string): Map<string, string> =>
  new Map(
    listFiles(root).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );

/** Copies what the repository in the working folder holds, uncommitted files included; packages are shared. */
export function scratchCopy(): ScratchCopy {
  const root = mkdtempSync(join(tmpdir(), 'scratch-'));
  for (const file of listFiles('.')) cpSync(file, join(root, file));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  const before = hashesOf(root);
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  return {
    root,
    run(command, ...args) {
      const env = { ...process.env, PATH: path };
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env });
      return { status, output: stdout + stderr };
    },
    changes() {
      const after = hashesOf(root);
      return {
        made: [...after.keys()].filter((file) => !before.has(file)).sort(),
        changed: [...after]
          .flatMap(([file, hash]) => (before.has(file) && before.get(file) !== hash ? [file] : []))
          .sort(),
        removed: [...before.keys()].filter((file) => !after.has(file)).sort(),
      };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
