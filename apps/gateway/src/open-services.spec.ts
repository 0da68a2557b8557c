import { taskContracts } from '@userport/contracts';
import type { Logger } from '@userport/logging';
import { openServices, servicesOn } from './open-services';
import { openTestGateway } from './testing';

const log: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

describe('servicesOn', () => {
  it('fixes bodies to bytes as the functions do, and says what it cleaned', async () => {
    const gateway = await openTestGateway();
    const { fix } = servicesOn({ ...gateway.services, log: gateway.services.log });
    expect(Buffer.from(fix({ body: { a: 'x\0y' }, once: true }).bytes).toString()).toBe('{"a":"xy"}');
    expect(gateway.lines).toEqual([
      expect.stringContaining('What Django cannot store was cleaned from a body.'),
    ]);
    await gateway.close();
  });

  it('makes words and ids that are never the same', async () => {
    const gateway = await openTestGateway();
    const { randomToken, randomId } = servicesOn(gateway.services);
    expect(randomToken()).toMatch(/^[a-z0-9]{1,63}$/);
    expect(randomToken()).not.toBe(randomToken());
    expect(randomId()).toMatch(/^[\da-f-]{36}$/);
    await gateway.close();
  });
});

describe('openServices', () => {
  const about = { version: 'v1', contracts: taskContracts };
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  it('names the variable that is missing', async () => {
    process.env = {};
    await expect(openServices(about, log)).rejects.toThrow('FUNCTIONS_BASE_URL: is not set');
    process.env = { FUNCTIONS_BASE_URL: 'http://127.0.0.1:9/{app}' };
    await expect(openServices(about, log)).rejects.toThrow('Set DUCKDB_PATH');
  });

  it('opens the engines of the environment', async () => {
    process.env = { FUNCTIONS_BASE_URL: 'http://127.0.0.1:9/{app}', DUCKDB_PATH: ':memory:' };
    const services = await openServices(about, log);
    expect((await services.stores.events.ofJob('nothing')).events).toEqual([]);
    await services.queue.close();
  });
});
