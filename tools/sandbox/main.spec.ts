import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const run = (...parameters: string[]) =>
  spawn(process.execPath, [
    join(process.cwd(), 'node_modules/tsx/dist/cli.mjs'),
    join(__dirname, 'main.ts'),
    ...parameters,
  ]);

describe('npm run sandbox', () => {
  it('stays up and answers until it is told to stop', async () => {
    const child = run('--port', '0', '--quiet');
    const ended = once(child, 'exit');
    let text = '';
    for await (const part of child.stdout as AsyncIterable<Buffer>) {
      text += part.toString();
      if (text.includes('Ctrl-C')) break;
    }
    const url = /GEMINI_BASE_URL=(\S+)/.exec(text)?.[1] ?? '';
    const response = await fetch(`${url}/v1/models`, { headers: { 'x-goog-api-key': 'sandbox' } });
    expect(response.status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  }, 30_000);

  it.each([
    ['a port that is none', ['--port', 'x'], /--port takes 0 to 65\d{3}\./],
    ['a wait that is none', ['--model-ms', 'long'], /--model-ms takes 0 to 600000\./],
  ])(
    'says what it takes instead of %s',
    async (_case, parameters, expected) => {
      const child = run(...parameters);
      const ended = once(child, 'exit');
      let said = '';
      for await (const part of child.stderr as AsyncIterable<Buffer>) said += part.toString();
      expect(said).toMatch(expected);
      expect((await ended)[0]).toBe(1);
    },
    30_000,
  );
});
