import { spawnSync } from 'node:child_process';
import type { Installation } from './pins';

/** What the emulators are made with: a command for each toolchain that this machine has. */
export type Toolchains = Readonly<Partial<Record<Installation['toolchain'], string>>>;

/** Runs a command and answers what it printed, or undefined when it failed or is not there. */
export type Probe = (command: string, args: readonly string[]) => string | undefined;

const probeMachine: Probe = (command, args) => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3'];
/** One of the packages has no wheels for an older one. */
const LEAST_PYTHON_MINOR = 11;
const PYTHON_VERSION = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';

const isNewEnough = (version: string | undefined): boolean => {
  const [major, minor] = (version ?? '').split('.').map(Number);
  return major === 3 && (minor ?? 0) >= LEAST_PYTHON_MINOR;
};

/** Finds cargo and a Python that can make a virtual environment. */
export function findToolchains(probe: Probe = probeMachine): Toolchains {
  const cargo = probe('cargo', ['--version']) === undefined ? {} : { cargo: 'cargo' };
  const python = PYTHONS.find((command) => isNewEnough(probe(command, ['-c', PYTHON_VERSION])));
  return { ...cargo, ...(python === undefined ? {} : { python }) };
}

const ADVICE: Readonly<Record<Installation['toolchain'], string>> = {
  cargo: 'cargo is missing: install Rust (https://rustup.rs), or `apt-get install cargo`.',
  python:
    'Python 3.11 or newer with venv is missing: `apt-get install python3.11 python3.11-venv`, or pyenv.',
};

/** What is missing, with the way to get it; empty when nothing is. */
export const missingToolchains = (found: Toolchains): string[] =>
  (['cargo', 'python'] as const).filter((name) => found[name] === undefined).map((name) => ADVICE[name]);
