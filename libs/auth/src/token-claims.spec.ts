import * as fc from 'fast-check';
import { claimProblem, readToken, type TokenClaims } from './token-claims';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown, head: unknown = { alg: 'RS256', kid: '1' }, signature = 'c2ln'): string =>
  `${part(head)}.${part(claims)}.${signature}`;

const NOW_S = 1_795_000_000;
const good: TokenClaims = {
  iss: 'https://accounts.google.com',
  aud: 'https://gateway.example',
  exp: NOW_S + 3_600,
  iat: NOW_S,
  email: 'queue@demo.iam.gserviceaccount.com',
  emailVerified: true,
};

describe('readToken', () => {
  it('takes a token apart', () => {
    const { emailVerified: _verified, ...claims } = good;
    expect(
      readToken(token({ ...claims, email: 'Queue@Demo.iam.gserviceaccount.com', email_verified: true })),
    ).toEqual({
      claims: good,
      signatureRemoved: false,
    });
  });

  it('sees that the signature was removed', () => {
    expect(readToken(token({}, undefined, 'SIGNATURE_REMOVED_BY_GOOGLE'))?.signatureRemoved).toBe(true);
  });

  it('reads a claim of the wrong type as none', () => {
    const odd = {
      iss: 1,
      aud: ['https://gateway.example'],
      exp: '1795003600',
      iat: null,
      email: {},
      email_verified: 'true',
    };
    expect(readToken(token(odd))?.claims).toEqual({
      iss: '',
      aud: '',
      exp: Number.NaN,
      iat: Number.NaN,
      email: '',
      emailVerified: false,
    });
  });

  it.each([
    ['nothing', ''],
    ['two parts', 'eyJh.eyJh'],
    ['four parts', 'a.b.c.d'],
    ['no signature', `${part({ alg: 'RS256' })}.${part({})}.`],
    ['alg none', token({}, { alg: 'none' })],
    ['an algorithm with a shared secret', token({}, { alg: 'HS256' })],
    ['a list of claims', token([])],
    ['claims that are no JSON', `${part({ alg: 'RS256' })}.e30x.c2ln`],
    ['a space inside', ` ${token({})}`],
    ['100 KB', token({ aud: 'x'.repeat(100_000) })],
  ])('refuses %s', (_name, text) => {
    expect(readToken(text)).toBeUndefined();
  });

  it('never throws', () => {
    const segment = fc.oneof(
      fc.base64String(),
      fc.string(),
      fc.json().map((text) => part(text)),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), (parts) => {
        readToken(parts.join('.'));
      }),
    );
  });
});

describe('claimProblem', () => {
  const rules = { audiences: [good.aud], issuers: [good.iss], nowMs: NOW_S * 1000 };

  it.each([
    ['a good token', {}],
    ['a token that lapsed within the skew of clocks', { exp: NOW_S - 59 }],
    ['a token issued within the skew of clocks', { iat: NOW_S + 60 }],
  ])('finds nothing wrong with %s', (_name, part) => {
    expect(claimProblem({ ...good, ...part }, rules)).toBeUndefined();
  });

  it.each([
    [{ iss: 'https://other.example' }, 'The token is from an issuer that is not known here.'],
    [{ aud: 'https://other.example' }, 'The token is for another audience.'],
    [{ aud: '' }, 'The token is for another audience.'],
    [{ exp: NOW_S - 60 }, 'The token has lapsed.'],
    [{ exp: Number.NaN }, 'The token has lapsed.'],
    [{ exp: NOW_S + 86_400 }, 'The token ends too far ahead.'],
    [{ iat: NOW_S + 61 }, 'The token was issued in the future.'],
    [{ iat: Number.NaN }, 'The token was issued in the future.'],
  ])('names what is wrong with %p', (part, problem) => {
    expect(claimProblem({ ...good, ...part }, rules)).toBe(problem);
  });
});
