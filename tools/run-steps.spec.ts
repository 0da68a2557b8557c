import { runSteps, type Step } from './run-steps';

const node = (name: string, script: string): Step => ({
  name,
  command: process.execPath,
  args: ['-e', script],
});

describe('runSteps', () => {
  it('runs every step, also after one that failed, and keeps what each printed', async () => {
    const told: string[] = [];
    const results = await runSteps(
      [
        node('first', 'console.log("out"); console.error("err"); process.exit(3)'),
        node('second', 'console.log("fine")'),
      ],
      1,
      ({ name }) => told.push(name),
    );
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ['first', false],
      ['second', true],
    ]);
    expect(results[0]?.output.split('\n').sort()).toEqual(['', 'err', 'out']);
    expect(told).toEqual(['first', 'second']);
  });

  it('fails a command that cannot be started, and says why', async () => {
    const [result] = await runSteps(
      [{ name: 'x', command: 'no-such-command', args: [] }],
      1,
      () => undefined,
    );
    expect(result).toMatchObject({ passed: false, output: 'spawn no-such-command ENOENT\n' });
  });

  it('kills nobody and skips nobody: a step ended by a signal has failed', async () => {
    const [result] = await runSteps([node('x', 'process.kill(process.pid, "SIGTERM")')], 2, () => undefined);
    expect(result?.passed).toBe(false);
  });
});
