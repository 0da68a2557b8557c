import { type LocalIssuer, startLocalIssuer } from './testing';

describe('startLocalIssuer', () => {
  let issuer: LocalIssuer;

  beforeAll(async () => {
    issuer = await startLocalIssuer({ fault: (path) => (path === '/broken' ? 503 : undefined) });
  });

  afterAll(() => issuer.close());

  const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${issuer.issuer}${path}`, { headers });
  const metadata = (path: string): Promise<Response> =>
    ask(`/computeMetadata/v1${path}`, { 'metadata-flavor': 'Google' });

  it('publishes its key as PEM, as JWK and by discovery, to be kept for an hour', async () => {
    const certs = await ask('/certs');
    expect(certs.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(await certs.json()).toEqual({ 'local-1': expect.stringContaining('BEGIN PUBLIC KEY') });
    expect(await (await ask('/jwks')).json()).toMatchObject({
      keys: [{ kid: 'local-1', kty: 'RSA', alg: 'RS256' }],
    });
    expect(await (await ask('/.well-known/openid-configuration')).json()).toMatchObject({
      issuer: issuer.issuer,
      jwks_uri: issuer.jwksUrl,
    });
  });

  it.each([
    ['/instance/', 'service-accounts/'],
    ['/instance/service-accounts/default/email', 'worker@local.iam.gserviceaccount.com'],
    ['/project/project-id', 'local'],
    ['/universe/universe-domain', 'googleapis.com'],
    [
      '/instance/service-accounts/default/token',
      '{"access_token":"local-access-token","expires_in":3600,"token_type":"Bearer"}',
    ],
  ])('answers %s as a metadata server does', async (path, text) => {
    const answer = await metadata(path);
    expect([answer.headers.get('metadata-flavor'), await answer.text()]).toEqual(['Google', text]);
  });

  it('leaves the e-mail out of a token that is not asked for in full', async () => {
    const identity = '/instance/service-accounts/default/identity?audience=https://app.example';
    const claimsOf = async (path: string): Promise<unknown> => {
      const token = await (await metadata(path)).text();
      return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    };
    expect(await claimsOf(identity)).not.toHaveProperty('email');
    expect(await claimsOf(`${identity}&format=full`)).toMatchObject({
      email: issuer.email,
      email_verified: true,
    });
  });

  it.each([
    ['no header', () => ask('/computeMetadata/v1/project/project-id'), 403],
    ['no audience', () => metadata('/instance/service-accounts/default/identity?format=full'), 400],
    ['an unknown path', () => metadata('/instance/disks'), 404],
    ['an unknown page', () => ask('/other'), 404],
    ['a fault on demand', () => ask('/broken'), 503],
  ])('refuses %s', async (_name, call, status) => {
    expect((await call()).status).toBe(status);
  });
});
