import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startProblem } from './start-problem';

const listen = (port: number) =>
  new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });

describe('startProblem', () => {
  it('names the port that is taken and what to do', async () => {
    const first = await listen(0);
    const { port } = first.address() as AddressInfo;
    const error: unknown = await listen(port).catch((thrown: unknown) => thrown);
    first.close();
    expect(startProblem(error, 'set PORT')).toBe(
      `port ${port} is taken, perhaps by one that still runs. Stop that one, or set PORT.`,
    );
  });

  it('names a port that needs an administrator', () => {
    const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES', port: 80 });
    expect(startProblem(error, 'set PORT')).toBe('port 80 may only be opened by an administrator; set PORT.');
  });

  it('leaves the words of other errors alone', () => {
    expect(startProblem(new Error('Another process has the file open.'), 'x')).toBe(
      'Another process has the file open.',
    );
    expect(startProblem('odd', 'x')).toBe('odd');
  });
});
