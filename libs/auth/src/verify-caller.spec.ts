import { TerminalError } from '@userport/errors';
import { type LocalIssuer, startLocalIssuer, type TokenWish } from './testing';
import { type CallerRules, verifyCaller } from './verify-caller';

const AUDIENCE = 'https://gateway.example/api/';
const CALLER = 'queue@demo.iam.gserviceaccount.com';
const ELSEWHERE = '203.0.113.7';

describe('verifyCaller', () => {
  let issuer: LocalIssuer;

  beforeAll(async () => {
    issuer = await startLocalIssuer();
  });

  afterAll(() => issuer.close());

  const rules = (part: Partial<CallerRules> = {}): CallerRules => ({
    audiences: [AUDIENCE],
    allowedEmails: [CALLER],
    issuers: [issuer.issuer],
    keysUrl: issuer.keysUrl,
    iamChecksTokens: false,
    allowLocalCallers: false,
    onCloudRun: false,
    ...part,
  });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const tokenOf = (wish: Partial<TokenWish> = {}, by: 'issuer' | 'foreign' | 'nobody' = 'issuer'): string =>
    issuer.tokenOf({ aud: AUDIENCE, email: CALLER, ...wish }, by);
  const verify = (token: string, part: Partial<CallerRules> = {}) =>
    verifyCaller(rules(part))(bearer(token), ELSEWHERE);
  const removed = (token: string): string => token.replace(/[^.]*$/, 'SIGNATURE_REMOVED_BY_GOOGLE');
  const nowS = (): number => Math.floor(Date.now() / 1000);

  it.each([
    'https://gateway.example/api/',
    'https://gateway.example/api',
    'https://gateway.example',
    'https://gateway.example/',
  ])('admits an allowed account with the audience spelled %s', async (aud) => {
    expect(await verify(tokenOf({ aud }))).toEqual({ ok: true, email: CALLER });
  });

  it('compares e-mails and the scheme without regard to case', async () => {
    const check = verifyCaller(rules({ allowedEmails: [CALLER.toUpperCase()] }));
    expect(await check({ authorization: `bearer ${tokenOf()}` }, ELSEWHERE)).toEqual({
      ok: true,
      email: CALLER,
    });
  });

  it.each([
    [
      'another audience',
      () => tokenOf({ aud: 'https://other.example' }),
      'The token is for another audience.',
    ],
    [
      'another issuer',
      () => tokenOf({ iss: 'https://x.example' }),
      'The token is from an issuer that is not known here.',
    ],
    ['a lapsed token', () => tokenOf({ exp: nowS() - 400 }), 'The token has lapsed.'],
    ['a token of the future', () => tokenOf({ iat: nowS() + 3_000 }), 'The token was issued in the future.'],
    [
      'another key',
      () => tokenOf({}, 'foreign'),
      'The signature of the token is not proved by the keys of its issuer.',
    ],
    ['alg none', () => tokenOf({}, 'nobody'), 'The token cannot be read as a signed ID token.'],
    ['garbage', () => 'garbage', 'The token cannot be read as a signed ID token.'],
    ['100 KB', () => 'a'.repeat(100_000), 'The token cannot be read as a signed ID token.'],
  ])('answers 401 to %s', async (_name, make, reason) => {
    expect(await verify(make())).toEqual({ ok: false, status: 401, reason });
  });

  it.each([
    ['another account', { email: 'other@demo.iam.gserviceaccount.com' }],
    ['no e-mail', { email: undefined }],
    ['an e-mail that is not verified', { email_verified: false }],
  ])('answers 403 to a good token with %s', async (_name, wish) => {
    expect(await verify(tokenOf(wish))).toEqual({
      ok: false,
      status: 403,
      reason: 'The account of the token may not call this service.',
    });
  });

  it('tells nothing of allowed accounts to a token that is not proved', async () => {
    expect(await verify(tokenOf({ email: 'x@y.example' }, 'foreign'))).toMatchObject({ status: 401 });
  });

  it.each([
    ['none', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['two headers', { authorization: ['Bearer a.b.c', 'Bearer d.e.f'] }],
    ['an empty one', { authorization: 'Bearer ' }],
  ])('answers 401 to %s instead of a token', async (_name, headers) => {
    expect(await verifyCaller(rules())(headers, ELSEWHERE)).toMatchObject({ ok: false, status: 401 });
  });

  describe('with a removed signature', () => {
    it('takes the token only when IAM stands in front', async () => {
      expect(await verify(removed(tokenOf()))).toMatchObject({ ok: false, status: 401 });
      expect(await verify(removed(tokenOf()), { iamChecksTokens: true })).toEqual({
        ok: true,
        email: CALLER,
      });
    });

    it.each([
      ['audience', { aud: 'https://other.example' }, 401],
      ['issuer', { iss: 'https://x.example' }, 401],
      ['end', { exp: 1 }, 401],
      ['issue', { iat: 9_999_999_999 }, 401],
      ['e-mail', { email: 'x@y.example' }, 403],
    ])('checks its %s all the same', async (_name, wish, status) => {
      expect(await verify(removed(tokenOf(wish)), { iamChecksTokens: true })).toMatchObject({
        ok: false,
        status,
      });
    });

    it('proves a signature that is there also behind IAM', async () => {
      expect(await verify(tokenOf({}, 'foreign'), { iamChecksTokens: true })).toMatchObject({ status: 401 });
    });
  });

  describe('with local callers allowed', () => {
    it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])(
      'admits %s without a token',
      async (address) => {
        const check = verifyCaller(rules({ allowLocalCallers: true }));
        expect(await check({}, address)).toEqual({ ok: true, email: 'local-caller' });
      },
    );

    it.each([ELSEWHERE, '10.0.0.1', '::ffff:10.0.0.1', '127.0.0.1.example', '', undefined])(
      'does not admit %p without a token',
      async (address) => {
        const check = verifyCaller(rules({ allowLocalCallers: true }));
        expect(await check({}, address)).toMatchObject({ ok: false, status: 401 });
      },
    );

    it('does not admit whom a tunnel on this machine forwards', async () => {
      const check = verifyCaller(rules({ allowLocalCallers: true }));
      expect(await check({ 'x-forwarded-for': ELSEWHERE }, '127.0.0.1')).toMatchObject({ status: 401 });
    });

    it('checks a token that is there', async () => {
      const check = verifyCaller(rules({ allowLocalCallers: true }));
      expect(await check(bearer('garbage'), '127.0.0.1')).toMatchObject({ ok: false, status: 401 });
    });
  });

  it.each([
    ['no audience', { audiences: [] }, 'ALLOWED_AUDIENCES'],
    ['no account', { allowedEmails: [] }, 'ALLOWED_CALLERS'],
    ['local callers on Cloud Run', { allowLocalCallers: true, onCloudRun: true }, 'ALLOW_LOCAL_CALLERS'],
  ])('is not made with %s', (_name, part, variable) => {
    expect(() => verifyCaller(rules(part))).toThrow(TerminalError);
    expect(() => verifyCaller(rules(part))).toThrow(variable);
  });

  it('repeats no part of a token in any answer', async () => {
    const tokens = [
      tokenOf({}, 'foreign'),
      tokenOf({ email: 'x@y.example' }),
      tokenOf({ aud: 'a' }),
      removed(tokenOf()),
    ];
    const verdicts = JSON.stringify(await Promise.all(tokens.map((token) => verify(token))));
    for (const part of tokens.flatMap((token) => token.split('.'))) expect(verdicts).not.toContain(part);
    expect(verdicts).not.toContain('x@y.example');
  });
});
