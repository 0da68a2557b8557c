import { type CallerCheck, verifyCaller } from '@userport/auth';
import type { Config } from '@userport/config';
import { describeError } from '@userport/errors';
import type { CheckCaller } from './front-door';

/**
 * The check of callers as the door needs it: its configuration is read at the first request, so that a function
 * without any still answers its health. What cannot be checked is answered 503, never let in.
 */
export function lazyCallerCheck(load: () => Config<'auth' | 'runtime'>): CheckCaller {
  let check: CallerCheck | undefined;
  const open = (): CallerCheck => {
    const { auth, runtime } = load();
    return verifyCaller({
      audiences: auth.ALLOWED_AUDIENCES ?? [],
      allowedEmails: auth.ALLOWED_CALLERS ?? [],
      issuers: auth.TOKEN_ISSUERS,
      keysUrl: auth.TOKEN_KEYS_URL,
      iamChecksTokens: auth.IAM_CHECKS_TOKENS,
      allowLocalCallers: auth.ALLOW_LOCAL_CALLERS,
      onCloudRun: runtime.K_SERVICE !== undefined,
    });
  };
  return async (headers, remoteAddress) => {
    try {
      check ??= open();
      return await check(headers, remoteAddress);
    } catch (error) {
      return { ok: false, status: 503, reason: describeError(error).message };
    }
  };
}
