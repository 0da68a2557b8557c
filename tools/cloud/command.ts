import { spawnSync } from 'node:child_process';

/** A command as a shell takes it: program and arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** One thing that is to be there. */
export interface Step {
  readonly what: string;
  /** Succeeds when it is there; absent where `make` may be repeated. */
  readonly check?: Command;
  readonly make: Command;
  /** Brings what is there to its present form; absent when there is nothing to bring. */
  readonly change?: Command;
  /** What to say instead of failing when `make` cannot work yet. */
  readonly needs?: { readonly check: Command; readonly otherwise: string };
}

const PLAIN = /^[\w@%+=:,./$-]+$/;

/** A word as a POSIX shell reads it back; `$PROJECT_NUMBER` stays a variable. */
const quoted = (word: string): string => {
  if (PLAIN.test(word)) return word;
  return /\$[A-Z]/.test(word)
    ? `"${word.replaceAll(/["\\`]/g, '\\$&')}"`
    : `'${word.replaceAll("'", `'\\''`)}'`;
};

/** A command as one line of a shell. */
export const lineOf = (command: Command): string => command.map(quoted).join(' ');

const quiet = (command: Command): string => `${lineOf(command)} >/dev/null 2>&1`;

/** A step as lines of a shell script that may be run any number of times. */
export function scriptOf({ what, check, make, change, needs }: Step): string {
  const making =
    check === undefined
      ? lineOf(make)
      : change === undefined
        ? `${quiet(check)} || ${lineOf(make)}`
        : `if ${quiet(check)}; then ${lineOf(change)}; else ${lineOf(make)}; fi`;
  if (needs === undefined) return `# ${what}\n${making}`;
  return `# ${what}\nif ${quiet(needs.check)}; then ${making}; else echo ${quoted(needs.otherwise)}; fi`;
}

/** What a command came to. */
export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export type RunCommand = (command: Command) => Ran;

/** Runs a command on this machine; `ok` is false, too, when the program is not there. */
export const runHere: RunCommand = ([program, ...args]) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  const missing = error === undefined ? '' : `${program} cannot be started: ${error.message}`;
  return { ok: status === 0, stdout: stdout ?? '', stderr: `${stderr ?? ''}${missing}` };
};

/** What became of a step. */
export type StepOutcome = 'made' | 'changed' | 'there' | 'waits';

/**
 * Applies one step.
 * @throws Error with what the command said, when it failed
 */
export function applyStep({ what, check, make, change, needs }: Step, run: RunCommand): StepOutcome {
  if (needs !== undefined && !run(needs.check).ok) return 'waits';
  const isThere = check !== undefined && run(check).ok;
  const command = isThere ? change : make;
  if (command === undefined) return 'there';
  const { ok, stderr } = run(command);
  if (!ok) throw new Error(`${what}: this command failed.\n  ${lineOf(command)}\n${stderr.trim()}`);
  return isThere ? 'changed' : 'made';
}
