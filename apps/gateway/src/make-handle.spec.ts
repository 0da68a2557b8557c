import { loadConfig } from '@userport/config';
import { createLogger } from '@userport/logging';
import { makeHandle } from './make-handle';

describe('makeHandle', () => {
  const handle = makeHandle({
    config: loadConfig(['runtime'], { VERSION: 'v7' }),
    log: createLogger({ level: 'error', write: () => undefined }),
    drain: new AbortController().signal,
  });
  const get = (path: string) =>
    handle({ method: 'GET', path, query: new URLSearchParams(), headers: {}, body: new Uint8Array() });

  it('answers by the routes of the gateway, and what needs no storage without opening any', async () => {
    expect(await get('/health')).toEqual({
      status: 200,
      body: { status: 'healthy', function: 'gateway', version: 'v7' },
    });
    expect(await get('/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.1' } });
    expect(await get('/nowhere')).toMatchObject({ status: 404 });
  });
});
