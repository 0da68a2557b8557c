import { createPublicKey, verify } from 'node:crypto';

/** Whose tokens count. */
export interface TokenRules {
  /** Address of a map of PEM by key id. */
  readonly keysUrl: string;
  readonly issuers: readonly string[];
  /** Compared letter by letter: a final slash more or less is a refusal. */
  readonly audience: string;
  readonly email: string;
  /** ms since 1970. */
  readonly now: () => number;
}

/** The caller's account, or why the token does not count, as Django words it. */
export type TokenVerdict = { readonly email: string } | { readonly refusal: string };

/** What clocks may differ by; Google's Python library allows none by default, an honest local clock needs little. */
const CLOCK_SKEW_S = 10;

const objectIn = (part: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/**
 * Checks ID tokens on its own, with Node's cryptography and not with the library under test: signature, time,
 * audience, issuer and e-mail.
 */
export function createTokenCheck(
  rules: TokenRules,
): (authorization: string | undefined) => Promise<TokenVerdict> {
  let keys: Promise<Readonly<Record<string, string>>> | undefined;
  const fetchKeys = async (): Promise<Readonly<Record<string, string>>> => {
    const response = await fetch(rules.keysUrl);
    return (await response.json()) as Record<string, string>;
  };
  return async (authorization) => {
    if (authorization === undefined) return { refusal: 'Missing Authorization header' };
    const [scheme = '', token = '', ...more] = authorization.split(' ');
    if (scheme.toLowerCase() !== 'bearer' || more.length > 0) return { refusal: 'Invalid auth type' };
    const [head = '', body = '', signature = ''] = token.split('.');
    const { alg, kid } = objectIn(head);
    const known = await (keys ??= fetchKeys());
    const pem = known[String(kid)];
    const signed = Buffer.from(`${head}.${body}`);
    const isSigned =
      alg === 'RS256' &&
      pem !== undefined &&
      verify('RSA-SHA256', signed, createPublicKey(pem), Buffer.from(signature, 'base64url'));
    if (!isSigned) return { refusal: 'Invalid token' };
    const { aud, iss, exp, iat, email } = objectIn(body);
    const nowS = rules.now() / 1000;
    const inTime = Number(exp) > nowS - CLOCK_SKEW_S && Number(iat) < nowS + CLOCK_SKEW_S;
    if (aud !== rules.audience || !inTime) return { refusal: 'Invalid token' };
    if (!rules.issuers.includes(String(iss))) return { refusal: 'Invalid token issuer' };
    return email === rules.email ? { email: rules.email } : { refusal: 'Invalid service account' };
  };
}
