import { execFileSync } from 'node:child_process';
import { applyStep, type Command, lineOf, runHere, scriptOf, type Step } from './command';

describe('lineOf', () => {
  it.each([
    [['printf', '%s ', 'plain', '--a=b/c.d@e:1,2'], 'plain --a=b/c.d@e:1,2 '],
    [['printf', '%s ', "it's", 'two words', '`x`', '*'], "it's two words `x` * "],
    [['printf', '%s ', 'a"$PROJECT_NUMBER"\\b c'], 'a"42"\\b c '],
    [['printf', '%s ', 'https://gateway-$PROJECT_NUMBER.run.app'], 'https://gateway-42.run.app '],
  ] as [Command, string][])('is read back by a shell: %j', (command, said) => {
    const env = { PROJECT_NUMBER: '42', PATH: process.env['PATH'] };
    expect(execFileSync('sh', ['-c', lineOf(command)], { encoding: 'utf8', env })).toBe(said);
  });
});

const step: Step = { what: 'A thing', check: ['has', 'thing'], make: ['make', 'thing'] };

describe('scriptOf', () => {
  it('makes what is not there', () => {
    expect(scriptOf(step)).toBe('# A thing\nhas thing >/dev/null 2>&1 || make thing');
  });

  it('changes what is there where that has a command', () => {
    expect(scriptOf({ ...step, change: ['change', 'thing'] })).toBe(
      '# A thing\nif has thing >/dev/null 2>&1; then change thing; else make thing; fi',
    );
  });

  it('says what is missing where something else comes first', () => {
    const needs = { check: ['has', 'base'] as Command, otherwise: 'base first' };
    expect(scriptOf({ what: 'A thing', make: ['make', 'thing'], needs })).toBe(
      "# A thing\nif has base >/dev/null 2>&1; then make thing; else echo 'base first'; fi",
    );
  });
});

describe('applyStep', () => {
  const machine = (there: readonly string[], failing: readonly string[] = []) => {
    const ran: string[] = [];
    const run = (command: Command) => {
      const line = lineOf(command);
      ran.push(line);
      const ok = line.startsWith('has') ? there.includes(line) : !failing.includes(line);
      return { ok, stdout: '', stderr: ok ? '' : 'no permission' };
    };
    return { ran, run };
  };

  it('makes, changes, or leaves', () => {
    const empty = machine([]);
    expect([applyStep(step, empty.run), empty.ran]).toEqual(['made', ['has thing', 'make thing']]);
    const full = machine(['has thing']);
    expect([applyStep(step, full.run), full.ran]).toEqual(['there', ['has thing']]);
    const changed = machine(['has thing']);
    expect(applyStep({ ...step, change: ['change'] }, changed.run)).toBe('changed');
    expect(changed.ran).toEqual(['has thing', 'change']);
  });

  it('waits for what has to come first', () => {
    const needs = { check: ['has', 'base'] as Command, otherwise: 'base first' };
    const { ran, run } = machine([]);
    expect([applyStep({ ...step, needs }, run), ran]).toEqual(['waits', ['has base']]);
  });

  it('fails with the command and what it said', () => {
    expect(() => applyStep(step, machine([], ['make thing']).run)).toThrow(
      /^A thing: this command failed\.\n {2}make thing\nno permission$/,
    );
  });
});

describe('runHere', () => {
  it('tells success, failure and a program that is not there', () => {
    expect(runHere(['node', '-p', '1'])).toMatchObject({ ok: true, stdout: '1\n' });
    expect(runHere(['node', '-e', 'process.exit(1)'])).toMatchObject({ ok: false });
    expect(runHere(['no-such-program'])).toMatchObject({
      ok: false,
      stderr: expect.stringContaining('ENOENT'),
    });
  });
});
