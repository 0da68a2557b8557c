import { RetryableError, TerminalError } from '@userport/errors';
import { ok } from './problem';
import type { Route } from './route';
import { createRouter } from './router';
import type { Services } from './services';

const line = { operation: 'o', summary: 's', answer: undefined as never, problems: {} };
const echo: Route = {
  ...line,
  method: 'POST',
  path: '/api/{name}/do',
  takesPayload: true,
  handler: async (_services, { params, body, query }) =>
    ok({ name: params['name'] ?? '', body: JSON.stringify(body ?? null), limit: query.get('limit') }),
};
const look: Route = {
  ...line,
  method: 'GET',
  path: '/api/{name}/look',
  handler: async () => ok({ looked: true }),
};
const first: Route = {
  ...line,
  method: 'GET',
  path: '/api/first/look',
  handler: async () => ok({ first: true }),
};
const told: Route = { ...line, method: 'GET', path: '/about', tell: ({ version }) => ok({ version }) };

describe('createRouter', () => {
  const errors: string[] = [];
  const log = { error: (message: string) => void errors.push(message) };
  const about = { version: 'v1', contracts: {} };
  const open = jest.fn(() => Promise.resolve({} as Services));
  const handle = createRouter({ routes: [echo, first, look, told], about, open, log });
  const ask = (method: string, target: string, body: string | Uint8Array = '') => {
    const [path = '', query] = target.split('?');
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    return handle({ method, path, query: new URLSearchParams(query), headers: {}, body: bytes });
  };

  beforeEach(() => {
    errors.length = 0;
    open.mockReset();
    open.mockResolvedValue({} as Services);
  });

  it('hands path, query and body to the handler of the route', async () => {
    expect(await ask('POST', '/api/x%20y%2Fz/do?limit=2', '{"a":1}')).toEqual({
      status: 200,
      body: { name: 'x y/z', body: '{"a":1}', limit: '2' },
    });
    expect((await ask('POST', '/api/x/do/')).body).toMatchObject({ name: 'x', body: 'null' });
  });

  it('takes the first route that fits', async () => {
    expect((await ask('GET', '/api/first/look')).body).toEqual({ first: true });
    expect((await ask('GET', '/api/other/look')).body).toEqual({ looked: true });
  });

  it('answers HEAD where GET is taken', async () => {
    expect((await ask('HEAD', '/api/x/look')).status).toBe(200);
  });

  it.each([
    ['GET', '/api/x/do', 'POST'],
    ['POST', '/api/x/look', 'GET, HEAD'],
    ['DELETE', '/about', 'GET, HEAD'],
  ])('answers %s %s with 405 and allows %s', async (method, path, allow) => {
    const { status, headers, body } = await ask(method, path);
    expect([status, headers?.['allow'], body['type']]).toEqual([405, allow, 'urn:userport:problem:method']);
  });

  it.each(['/', '/api', '/api/x', '/api//do', '/api/x/do/more', '/api/%zz/do', '//api/x/do', ''])(
    'answers 404 to the path %p',
    async (path) => {
      expect(await ask('POST', path)).toMatchObject({
        status: 404,
        body: { type: 'urn:userport:problem:unknown_path' },
      });
    },
  );

  it.each(['{', 'nul', '{"a":}', new Uint8Array([0x22, 0xc3, 0x28, 0x22])])(
    'answers 400 to the body %p and never opens the services',
    async (body) => {
      expect((await ask('POST', '/api/x/do', body)).status).toBe(400);
      expect(open).not.toHaveBeenCalled();
    },
  );

  it('refuses a body of more values than memory holds before it is parsed', async () => {
    const values = (count: number) => `{"a":[${'1,'.repeat(count - 3)}1]}`;
    expect((await ask('POST', '/api/x/do', values(500_000))).status).toBe(200);
    expect(await ask('POST', '/api/x/do', values(500_001))).toMatchObject({
      status: 422,
      body: { errors: [{ path: '', rule: 'values' }] },
    });
  });

  it('tells what needs no storage when storage cannot be opened', async () => {
    open.mockRejectedValue(new TerminalError('DUCKDB_PATH is not set.', { code: 'configuration' }));
    expect(await ask('GET', '/about')).toEqual({ status: 200, body: { version: 'v1' } });
    expect(await ask('GET', '/api/x/look')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '60' },
      body: { detail: 'DUCKDB_PATH is not set.', type: 'urn:userport:problem:configuration' },
    });
  });

  it('asks the caller to come again after an error that may pass', async () => {
    open.mockRejectedValue(
      new RetryableError('disk of secret-host', { code: 'storage', retryAfterMs: 2500 }),
    );
    const answer = await ask('GET', '/api/x/look');
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '3' } });
    expect(JSON.stringify(answer)).not.toContain('secret-host');
  });

  it('tells nothing of an unexpected fault but that it is in the log', async () => {
    open.mockRejectedValue(new TypeError('secret of x'));
    const answer = await ask('GET', '/api/x/look');
    expect(answer).toMatchObject({ status: 500, body: { type: 'urn:userport:problem:unexpected' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(errors).toEqual(['A request could not be answered.']);
  });
});
