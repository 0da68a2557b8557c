import { RetryableError } from '@userport/errors';
import { createSignatureCheck } from './signature';
import { type LocalIssuer, startLocalIssuer } from './testing';

const AUDIENCE = 'https://gateway.example';

describe('createSignatureCheck', () => {
  let issuer: LocalIssuer;
  let fault: number | undefined;

  beforeAll(async () => {
    issuer = await startLocalIssuer({ fault: () => fault });
  });

  afterAll(() => issuer.close());

  const open = (keysUrl = issuer.keysUrl) =>
    createSignatureCheck({ audiences: [AUDIENCE], issuers: [issuer.issuer], keysUrl });

  it.each([['keysUrl'], ['jwksUrl']] as const)('proves a token of the issuer by its %s', async (address) => {
    expect(await open(issuer[address]).proves(issuer.tokenOf({ aud: AUDIENCE }))).toBe(true);
  });

  it.each([
    ['another key', () => issuer.tokenOf({ aud: AUDIENCE }, 'foreign')],
    ['another audience', () => issuer.tokenOf({ aud: 'https://other.example' })],
    ['another issuer', () => issuer.tokenOf({ aud: AUDIENCE, iss: 'https://other.example' })],
    ['claims that were changed', () => changed(issuer.tokenOf({ aud: AUDIENCE }))],
  ])('does not prove a token of %s', async (_name, make) => {
    expect(await open().proves(make())).toBe(false);
  });

  it('fetches the keys once for many tokens', async () => {
    const check = open();
    const before = issuer.asked.length;
    const tokens = Array.from({ length: 20 }, () => issuer.tokenOf({ aud: AUDIENCE }));
    await Promise.all(tokens.map((token) => check.proves(token)));
    await check.proves(issuer.tokenOf({ aud: AUDIENCE }));
    expect(issuer.asked.slice(before)).toEqual(['/certs']);
  });

  it('blames the keys and not the caller when they cannot be fetched, and asks again later', async () => {
    const check = open();
    fault = 404;
    const failing = check.proves(issuer.tokenOf({ aud: AUDIENCE }));
    await expect(failing).rejects.toBeInstanceOf(RetryableError);
    await expect(failing).rejects.toMatchObject({ code: 'keys_unavailable' });
    fault = undefined;
    expect(await check.proves(issuer.tokenOf({ aud: AUDIENCE }))).toBe(true);
  });
});

const changed = (token: string): string => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, email: 'other@demo.example' })).toString('base64url');
  return [head, other, signature].join('.');
};
