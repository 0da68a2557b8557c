import { createHmac } from 'node:crypto';
import type { LocalIssuer } from '@userport/auth/testing';

/** Ways to present oneself; `good` alone may come in. */
export const TOKEN_KINDS = [
  ...(['good', 'none', 'expired', 'wrong_audience', 'wrong_email', 'unverified_email', 'no_email'] as const),
  ...(['wrong_issuer', 'alg_none', 'other_key', 'public_key_as_secret', 'future', 'long'] as const),
  ...(['signature_removed', 'half', 'garbage', 'basic', 'two_headers'] as const),
] as const;

/** One of {@link TOKEN_KINDS}. */
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** The values of the Authorization headers that each kind sends to one server. */
export type Tokens = Readonly<Record<TokenKind, readonly string[]>>;

/** Well above the hour for which a token is good. */
const DAY_SECONDS = 86_400;
/** More than the 16 KiB of headers that Node takes. */
const LONG_BYTES = 100_000;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that is signed with the issuer's public key as if it were a shared secret. */
const confused = (token: string, publicKey: string): string => {
  const [, claims = ''] = token.split('.');
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${claims}`;
  return `${text}.${createHmac('sha256', publicKey).update(text).digest('base64url')}`;
};

/**
 * Makes every kind of token for the server with this audience.
 * @param publicKey the issuer's key as it is published
 * @param nowMs ms since 1970
 */
export function makeTokens(issuer: LocalIssuer, aud: string, publicKey: string, nowMs: number): Tokens {
  const nowSeconds = Math.floor(nowMs / 1000);
  const bearer = (token: string): string[] => [`Bearer ${token}`];
  const good = issuer.tokenOf({ aud });
  return {
    good: bearer(good),
    none: [],
    expired: bearer(
      issuer.tokenOf({ aud, iat: nowSeconds - 2 * DAY_SECONDS, exp: nowSeconds - DAY_SECONDS }),
    ),
    wrong_audience: bearer(issuer.tokenOf({ aud: 'https://somebody-else.example' })),
    wrong_email: bearer(issuer.tokenOf({ aud, email: 'stranger@elsewhere.example' })),
    unverified_email: bearer(issuer.tokenOf({ aud, email_verified: false })),
    no_email: bearer(issuer.tokenOf({ aud, email: undefined })),
    wrong_issuer: bearer(issuer.tokenOf({ aud, iss: 'https://issuer.example' })),
    alg_none: bearer(`${issuer.tokenOf({ aud }, 'nobody')}`),
    other_key: bearer(issuer.tokenOf({ aud }, 'foreign')),
    public_key_as_secret: bearer(confused(good, publicKey)),
    future: bearer(
      issuer.tokenOf({ aud, iat: nowSeconds + DAY_SECONDS, exp: nowSeconds + DAY_SECONDS + 60 }),
    ),
    long: bearer(issuer.tokenOf({ aud, padding: 'p'.repeat(LONG_BYTES) })),
    signature_removed: bearer(good.replace(/[^.]*$/, 'SIGNATURE_REMOVED_BY_GOOGLE')),
    half: bearer(good.slice(0, good.lastIndexOf('.'))),
    garbage: ['Bearer \u00ff..\u0080'],
    basic: [`Basic ${Buffer.from('admin:hostile-password-0001').toString('base64')}`],
    two_headers: [...bearer(issuer.tokenOf({ aud }, 'foreign')), ...bearer(good)],
  };
}

/** Shorter pieces occur by chance, and every token begins alike. */
const SHORTEST_PIECE = 24;

/** Pieces by which a token is recognised wherever it is printed, whole or cut: of its claims and of its signature. */
export const piecesOf = (tokens: Tokens): string[] => [
  ...new Set(
    Object.values(tokens)
      .flat()
      .flatMap((value) => value.replace(/^\w+ /, '').split('.').slice(1))
      .filter((part) => part.length >= SHORTEST_PIECE && part !== 'SIGNATURE_REMOVED_BY_GOOGLE')
      .map((part) => part.slice(-SHORTEST_PIECE)),
  ),
];
