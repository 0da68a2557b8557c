import { type AddressInfo, createServer, Server } from 'node:net';
import { createLogger } from '@userport/logging';
import { startStack } from './stack';

describe('startStack', () => {
  let taken: Server;
  let before: NodeJS.ProcessEnv;
  beforeEach(async () => {
    before = { ...process.env };
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    taken.close();
    process.env = before;
  });

  it('leaves no server up when its port is taken, so that the process can end', async () => {
    Object.assign(process.env, { DUCKDB_PATH: ':memory:', DJANGO_BASE_URL: 'http://127.0.0.1:9' });
    const listen = jest.spyOn(Server.prototype, 'listen');
    const { port } = taken.address() as AddressInfo;
    const log = createLogger({ level: 'error', write: () => undefined });
    await expect(startStack({ port, log, minBackoffMs: 10 })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const servers = listen.mock.contexts.filter((one): one is Server => one instanceof Server);
    // The functions of all tasks, and the gateway, which found its port taken.
    expect(servers.length).toBeGreaterThan(1);
    expect(servers.filter(({ listening }) => listening)).toEqual([]);
  });
});
