import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startServer } from './processes';

describe('startServer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'processes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const commandOf = async (script: string) => {
    const port = await freePort();
    return {
      name: 'The server',
      command: process.execPath,
      args: ['-e', script.replace('PORT', `${port}`)],
      environment: {},
      logPath: join(folder, `${port}.log`),
      probeUrl: `http://127.0.0.1:${port}/`,
    };
  };
  const SERVER = `console.log('here'); require('node:http').createServer((_, r) => r.writeHead(404).end()).listen(PORT, '127.0.0.1')`;

  it('waits until the server answers, whatever it answers, and keeps what it prints', async () => {
    const command = await commandOf(SERVER);
    const server = await startServer(command);
    expect((await fetch(command.probeUrl)).status).toBe(404);
    expect(server.isGone()).toBe(false);
    await server.stop();
    expect(server.isGone()).toBe(true);
    expect(readFileSync(command.logPath, 'utf8')).toBe('here\n');
    await expect(fetch(command.probeUrl)).rejects.toThrow();
  });

  it('stops one that was stopped by a signal', async () => {
    const server = await startServer(await commandOf(SERVER));
    server.signal('SIGSTOP');
    await server.stop();
    expect(server.isGone()).toBe(true);
  });

  it('names the log of one that ends at once', async () => {
    const command = await commandOf('process.exit(1)');
    await expect(startServer(command)).rejects.toThrow(`The server did not start; ${command.logPath}`);
  });
});
