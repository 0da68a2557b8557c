/** The claims that decide who calls. */
export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** s since 1970. */
  readonly exp: number;
  /** s since 1970. */
  readonly iat: number;
  readonly email: string;
  readonly emailVerified: boolean;
}

/** A token taken apart; nothing in it is proved yet. */
export interface ReadToken {
  readonly claims: TokenClaims;
  /** True when Cloud Run's IAM checked the signature and took it away. */
  readonly signatureRemoved: boolean;
}

/** What a token must say. */
export interface ClaimRules {
  readonly audiences: readonly string[];
  readonly issuers: readonly string[];
  /** ms since 1970. */
  readonly nowMs: number;
}

/** Google's tokens have about 1,200 characters; Node admits headers of 16 KiB. */
const LONGEST_TOKEN = 8 * 1024;

/** What clocks of two machines may differ by; Google's own library allows 300 s, which is a twelfth of a token's life. */
const CLOCK_SKEW_S = 60;

/** Google's ID tokens live for an hour. */
const LONGEST_LIFE_S = 24 * 3600;

/** https://cloud.google.com/run/docs/troubleshooting#signature-removed */
const REMOVED = 'SIGNATURE_REMOVED_BY_GOOGLE';

const objectIn = (part: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const timeIn = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;

/** Takes a token apart; undefined for anything but three parts, RS256 and an object of claims. */
export function readToken(token: string): ReadToken | undefined {
  if (token.length > LONGEST_TOKEN || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = objectIn(body);
  if (claims === undefined || objectIn(head)?.['alg'] !== 'RS256') return undefined;
  return {
    claims: {
      iss: textIn(claims['iss']),
      aud: textIn(claims['aud']),
      exp: timeIn(claims['exp']),
      iat: timeIn(claims['iat']),
      email: textIn(claims['email']).toLowerCase(),
      emailVerified: claims['email_verified'] === true,
    },
    signatureRemoved: signature === REMOVED,
  };
}

/** Why these claims do not do; undefined when they do. The text repeats nothing of the token. */
export function claimProblem(claims: TokenClaims, rules: ClaimRules): string | undefined {
  const nowS = rules.nowMs / 1000;
  if (!rules.issuers.includes(claims.iss)) return 'The token is from an issuer that is not known here.';
  if (!rules.audiences.includes(claims.aud)) return 'The token is for another audience.';
  if (!(claims.exp > nowS - CLOCK_SKEW_S)) return 'The token has lapsed.';
  if (!(claims.exp < nowS + LONGEST_LIFE_S)) return 'The token ends too far ahead.';
  if (!(claims.iat <= nowS + CLOCK_SKEW_S)) return 'The token was issued in the future.';
  return undefined;
}
