import { type LocalIssuer, startLocalIssuer } from '@userport/auth/testing';
import { createTokenCheck } from './id-token-check';

const NOW = Date.parse('2026-11-20T12:00:00Z');
let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = await startLocalIssuer({ email: 'worker@sandbox.example', now: () => NOW });
});
afterAll(() => issuer.close());

const check = (authorization: string | undefined, nowMs = NOW) =>
  createTokenCheck({
    keysUrl: issuer.keysUrl,
    issuers: [issuer.issuer],
    audience: 'http://127.0.0.1:1',
    email: 'worker@sandbox.example',
    now: () => nowMs,
  })(authorization);
const bearer = (wish: object = {}, signedBy?: 'issuer' | 'foreign' | 'nobody'): string =>
  `Bearer ${issuer.tokenOf({ aud: 'http://127.0.0.1:1', ...wish }, signedBy)}`;

describe('a token', () => {
  it('counts when signature, time, audience, issuer and e-mail hold, whatever the case of the scheme', async () => {
    expect(await check(bearer())).toEqual({ email: 'worker@sandbox.example' });
    expect(await check(bearer().replace('Bearer', 'bearer'))).toEqual({ email: 'worker@sandbox.example' });
  });

  it.each<[string, () => string | undefined, string]>([
    ['that is missing', () => undefined, 'Missing Authorization header'],
    ['of another scheme', () => 'Basic abc', 'Invalid auth type'],
    ['that is none', () => 'Bearer abc', 'Invalid token'],
    ['signed by somebody else', () => bearer({}, 'foreign'), 'Invalid token'],
    ['signed by nobody', () => bearer({}, 'nobody'), 'Invalid token'],
    ['for another audience', () => bearer({ aud: 'http://127.0.0.1:1/' }), 'Invalid token'],
    ['of another issuer', () => bearer({ iss: 'https://accounts.google.com' }), 'Invalid token issuer'],
    ['of another account', () => bearer({ email: 'other@sandbox.example' }), 'Invalid service account'],
    ['without an e-mail', () => bearer({ email: undefined }), 'Invalid service account'],
  ])('%s is refused', async (_what, authorization, refusal) => {
    expect(await check(authorization())).toEqual({ refusal });
  });

  it('is refused after its end and before its beginning', async () => {
    const token = bearer();
    expect(await check(token, NOW + 3_611_000)).toEqual({ refusal: 'Invalid token' });
    expect(await check(token, NOW - 11_000)).toEqual({ refusal: 'Invalid token' });
  });
});
