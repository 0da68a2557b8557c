import { createIdTokens } from '@userport/auth';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A gateway of this machine takes its callers without a token; a deployed one wants an ID token for its address. */
export async function callerHeaders({ hostname, origin }: URL): Promise<Record<string, string>> {
  if (LOOPBACK.test(hostname)) return {};
  return { authorization: `Bearer ${await createIdTokens().tokenFor(origin)}` };
}
