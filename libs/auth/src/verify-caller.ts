import { TerminalError } from '@userport/errors';
import { spellingsOf } from './audiences';
import { createSignatureCheck } from './signature';
import { claimProblem, readToken } from './token-claims';

/** Who may call. */
export interface CallerRules {
  /** Names of this service that a token may carry; each counts in every spelling of `spellingsOf`. Not empty. */
  readonly audiences: readonly string[];
  /** Service accounts that may call. Not empty. */
  readonly allowedEmails: readonly string[];
  /** Google when not given. */
  readonly issuers?: readonly string[] | undefined;
  /** Address of the issuer's public keys; Google's when not given. */
  readonly keysUrl?: string | undefined;
  /** True when Cloud Run's IAM stands in front: only then is a token taken whose signature was removed. */
  readonly iamChecksTokens: boolean;
  /** True admits callers of this machine without a token. Refused on Cloud Run. */
  readonly allowLocalCallers: boolean;
  readonly onCloudRun: boolean;
  /** ms since 1970. */
  readonly now?: () => number;
}

/** Whether a caller may come in; a reason repeats nothing of the token. */
export type CallerVerdict =
  | { readonly ok: true; readonly email: string }
  /** 401: no token, or none that counts. 403: a good token of somebody else. */
  | { readonly ok: false; readonly status: 401 | 403; readonly reason: string };

/** Header names in lower case, as Node gives them. */
type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Judges one request by its headers and the address that it came from, before a body is read.
 * @throws RetryableError `keys_unavailable` when the keys cannot be fetched: answer 503
 */
export type CallerCheck = (
  headers: RequestHeaders,
  remoteAddress: string | undefined,
) => Promise<CallerVerdict>;

/** https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload */
const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/** What a caller of this machine without a token is called in logs. */
const LOCAL_CALLER = 'local-caller';

const refuse = (status: 401 | 403, reason: string): CallerVerdict => ({ ok: false, status, reason });

const checkRules = (rules: CallerRules): void => {
  const problems: string[] = [];
  if (rules.audiences.length === 0)
    problems.push('ALLOWED_AUDIENCES is empty: name the address of this service.');
  if (rules.allowedEmails.length === 0)
    problems.push('ALLOWED_CALLERS is empty: name the service accounts that may call.');
  if (rules.allowLocalCallers && rules.onCloudRun)
    problems.push('ALLOW_LOCAL_CALLERS is for a local stack and is refused on Cloud Run: remove it.');
  if (problems.length === 0) return;
  throw new TerminalError(`Callers cannot be verified. ${problems.join(' ')}`, { code: 'configuration' });
};

const isLoopback = (address: string): boolean =>
  /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address) || address === '::1';

/** A proxy or tunnel on this machine calls from loopback, too, and says for whom. */
const isForwarded = (headers: RequestHeaders): boolean =>
  headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;

/**
 * Makes the check of callers. The list of audiences and the list of e-mails are both mandatory: a Google token alone
 * proves only that somebody has a Google account.
 * @throws TerminalError `configuration` naming every rule that is missing or cannot be
 */
export function verifyCaller(rules: CallerRules): CallerCheck {
  checkRules(rules);
  const audiences = [...new Set(rules.audiences.flatMap(spellingsOf))];
  const emails = new Set(rules.allowedEmails.map((email) => email.toLowerCase()));
  const issuers = rules.issuers === undefined || rules.issuers.length === 0 ? GOOGLE_ISSUERS : rules.issuers;
  const signature = createSignatureCheck({ audiences, issuers, keysUrl: rules.keysUrl });
  const now = rules.now ?? Date.now;

  const verifyToken = async (token: string): Promise<CallerVerdict> => {
    const read = readToken(token);
    if (read === undefined) return refuse(401, 'The token cannot be read as a signed ID token.');
    const problem = claimProblem(read.claims, { audiences, issuers, nowMs: now() });
    if (problem !== undefined) return refuse(401, problem);
    if (read.signatureRemoved && !rules.iamChecksTokens)
      return refuse(
        401,
        'The token has no signature, and IAM_CHECKS_TOKENS does not say that IAM checked it.',
      );
    if (!read.signatureRemoved && !(await signature.proves(token)))
      return refuse(401, 'The signature of the token is not proved by the keys of its issuer.');
    const { email, emailVerified } = read.claims;
    if (emailVerified && emails.has(email)) return { ok: true, email };
    return refuse(403, 'The account of the token may not call this service.');
  };

  return async (headers, remoteAddress) => {
    const given = headers['authorization'];
    if (given === undefined) {
      const local = isLoopback(remoteAddress ?? '') && !isForwarded(headers);
      return rules.allowLocalCallers && local
        ? { ok: true, email: LOCAL_CALLER }
        : refuse(401, 'An ID token is needed: Authorization: Bearer TOKEN.');
    }
    const token = typeof given === 'string' ? /^bearer +(\S+) *$/i.exec(given)?.[1] : undefined;
    return token === undefined
      ? refuse(401, 'The Authorization header must be: Bearer TOKEN.')
      : verifyToken(token);
  };
}
