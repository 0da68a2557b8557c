import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from './pins';
import type { Toolchains } from './toolchain';

/** One command of an installation. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command to its end; rejects when it failed. */
export type Run = (command: Command) => Promise<void>;

/** Written last, so that an installation that was cut off begins anew. */
const DONE = '.installed';

/** The tables' engine keeps its extensions in its user's home, so it gets one of its own. */
export const homeOf = (folder: string): string => join(folder, 'home');

const cargoCommands = (cargo: string, { packages }: Installation, folder: string): Command[] =>
  packages.map((one) => {
    const [name = '', version = ''] = one.split('@');
    return { command: cargo, args: ['install', name, '--version', version, '--locked', '--root', folder] };
  });

const pythonCommands = (python: string, { name, packages }: Installation, folder: string): Command[] => {
  const own = join(folder, 'bin', 'python');
  const extensions = 'from duckdb_extensions import import_extension as i; i("spatial"); i("avro")';
  return [
    { command: python, args: ['-m', 'venv', folder] },
    {
      command: own,
      args: ['-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', ...packages],
    },
    ...(name === 'bigquery-tables'
      ? [{ command: own, args: ['-c', extensions], environment: { HOME: homeOf(folder) } }]
      : []),
  ];
};

/** The commands that install one emulator into a folder. */
export function commandsOf(
  installation: Installation,
  folder: string,
  { cargo = 'cargo', python = 'python3' }: Toolchains,
): Command[] {
  const byToolchain = { cargo: cargoCommands, python: pythonCommands };
  const command = { cargo, python }[installation.toolchain];
  return byToolchain[installation.toolchain](command, installation, folder);
}

/** Runs a command with its output on this process's stderr. */
export const runCommand: Run = ({ command, args, environment }) =>
  new Promise((resolve, reject) => {
    const stdio = ['ignore', process.stderr, process.stderr] as const;
    const child = spawn(command, args, { stdio: [...stdio], env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}; see its output.`));
    });
  });

/** True when an emulator is there, whole. */
export const isInstalled = ({ name, executable }: Installation, root: string): boolean =>
  existsSync(join(root, name, DONE)) && existsSync(join(root, name, executable));

/** Installs one emulator below the root, from nothing; whatever was left there of an earlier try goes. */
export async function install(
  installation: Installation,
  root: string,
  toolchains: Toolchains,
  run: Run = runCommand,
): Promise<void> {
  const folder = join(root, installation.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(homeOf(folder), { recursive: true });
  for (const command of commandsOf(installation, folder, toolchains)) await run(command);
  writeFileSync(join(folder, DONE), `${installation.packages.join('\n')}\n`);
}
