import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Command, commandsOf, install, isInstalled, runCommand } from './install';
import { installations } from './pins';

const named = (name: string) => {
  const found = installations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no installation ${name}`);
  return found;
};

describe('commandsOf', () => {
  it('builds a crate at its version below the folder', () => {
    expect(commandsOf(named('cloud-tasks'), '/f', { cargo: 'cargo' })).toEqual([
      {
        command: 'cargo',
        args: ['install', 'cloud-tasks-emulator', '--version', '0.1.3', '--locked', '--root', '/f'],
      },
    ]);
  });

  it('makes a virtual environment and gives the engine its extensions in a home of its own', () => {
    const commands = commandsOf(named('bigquery-tables'), '/f', { python: 'python3.12' });
    expect(commands.map(({ command }) => command)).toEqual(['python3.12', '/f/bin/python', '/f/bin/python']);
    expect(commands[1]?.args).toEqual(expect.arrayContaining(['bqemulator==1.4.0', 'duckdb==1.5.5']));
    expect(commands[2]?.environment).toEqual({ HOME: '/f/home' });
    expect(commandsOf(named('bigquery-jobs'), '/f', {})).toHaveLength(2);
  });
});

describe('install', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'emulators-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const jobs = named('bigquery-jobs');
  const executable = () => join(root, jobs.name, jobs.executable);
  const ran: Command[] = [];
  const run = async (command: Command) => {
    ran.push(command);
    mkdirSync(dirname(executable()), { recursive: true });
    writeFileSync(executable(), '');
  };

  it('is done when everything ran, and known afterwards', async () => {
    expect(isInstalled(jobs, root)).toBe(false);
    await install(jobs, root, { python: 'python3' }, run);
    expect(ran).toHaveLength(2);
    expect(isInstalled(jobs, root)).toBe(true);
  });

  it('begins anew after it was cut off', async () => {
    const cutOff = install(jobs, root, {}, async (command) => {
      await run(command);
      throw new Error('cut off');
    });
    await expect(cutOff).rejects.toThrow('cut off');
    expect([existsSync(executable()), isInstalled(jobs, root)]).toEqual([true, false]);
    writeFileSync(join(root, jobs.name, 'left over'), '');
    await install(jobs, root, {}, run);
    expect([existsSync(join(root, jobs.name, 'left over')), isInstalled(jobs, root)]).toEqual([false, true]);
  });
});

describe('runCommand', () => {
  it('rejects when the command failed or is not there', async () => {
    await expect(runCommand({ command: process.execPath, args: ['-e', ''] })).resolves.toBeUndefined();
    const failing = runCommand({ command: process.execPath, args: ['-e', 'process.exit(3)'] });
    await expect(failing).rejects.toThrow('ended with 3');
    await expect(runCommand({ command: 'no-such-command', args: [] })).rejects.toThrow('ENOENT');
  });
});
