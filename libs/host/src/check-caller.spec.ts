import { startLocalIssuer, type LocalIssuer } from '@userport/auth/testing';
import { loadConfig } from '@userport/config';
import { lazyCallerCheck } from './check-caller';

let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = await startLocalIssuer({ email: 'queue@example.iam.gserviceaccount.com' });
});
afterAll(() => issuer.close());

const environment = (more: Record<string, string> = {}) => ({
  ALLOWED_AUDIENCES: 'https://column.example',
  ALLOWED_CALLERS: issuer.email,
  TOKEN_ISSUERS: issuer.issuer,
  TOKEN_KEYS_URL: issuer.keysUrl,
  ...more,
});
const checkOf = (values: Record<string, string>) =>
  lazyCallerCheck(() => loadConfig(['auth', 'runtime'], values));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('lazyCallerCheck', () => {
  it('admits a token of an allowed account for this service', async () => {
    const check = checkOf(environment());
    expect(
      await check(bearer(issuer.tokenOf({ aud: 'https://column.example' })), '203.0.113.7'),
    ).toMatchObject({ ok: true });
  });

  it('refuses a token for another service with 401 and another account with 403', async () => {
    const check = checkOf(environment());
    expect(await check(bearer(issuer.tokenOf({ aud: 'https://other.example' })), undefined)).toMatchObject({
      status: 401,
    });
    const stranger = issuer.tokenOf({ aud: 'https://column.example', email: 'stranger@example.com' });
    expect(await check(bearer(stranger), undefined)).toMatchObject({ ok: false, status: 403 });
  });

  it('answers 503 naming what is not configured, and lets nobody in', async () => {
    const verdict = await checkOf({})({}, '127.0.0.1');
    expect(verdict).toMatchObject({ ok: false, status: 503 });
    expect(JSON.stringify(verdict)).toContain('ALLOWED_AUDIENCES');
  });

  it('answers 503 where local callers are to be admitted on Cloud Run', async () => {
    const check = checkOf(environment({ ALLOW_LOCAL_CALLERS: 'true', K_SERVICE: 'custom-column' }));
    expect(await check({}, '127.0.0.1')).toMatchObject({ ok: false, status: 503 });
  });
});
