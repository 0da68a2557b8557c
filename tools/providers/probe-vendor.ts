import { type Config, sections } from '@userport/config';
import { describeError } from '@userport/errors';
import { createHttpClient, type HttpAnswer } from '@userport/http';
import type { ProbeTold, VendorProbe } from './vendor-probes';

/** What is known of a vendor. */
export interface VendorState {
  readonly title: string;
  readonly keyVariable: string;
  readonly hasKey: boolean;
  /** US dollars of its probe; null when no price is known, absent when it has no probe. */
  readonly probeUsd?: number | null;
  /** Absent when it was not probed. */
  readonly probed?: Probed;
}

/** How a probe ended. */
export type Probed =
  | { readonly reached: true; readonly tookMs: number; readonly told: ProbeTold }
  | { readonly reached: false; readonly problem: string };

/** Names of vendors without a probe, as they write themselves. */
const TITLES: Readonly<Record<string, string>> = { PROXYCURL_API_KEY: 'ProxyCurl' };

/** A person waits for it. */
const TIMEOUT_MS = 20_000;

const keyOf = (
  { ai, providers }: Config<'ai' | 'providers'>,
  { keyVariable }: Pick<VendorProbe, 'keyVariable'>,
) => ({ ...ai, ...providers })[keyVariable];

/** What is known of a vendor without calling it. */
export const stateOf = (config: Config<'ai' | 'providers'>, probe: VendorProbe, at: Date): VendorState => ({
  title: probe.title,
  keyVariable: probe.keyVariable,
  hasKey: keyOf(config, probe) !== undefined,
  probeUsd: probe.priceUsd(at),
});

/** Vendors whose key the configuration knows and who have no probe. */
export function withoutProbe(
  config: Config<'ai' | 'providers'>,
  probes: readonly Pick<VendorProbe, 'keyVariable'>[],
): VendorState[] {
  const known = new Set<string>(probes.map(({ keyVariable }) => keyVariable));
  return Object.keys(sections.providers.shape)
    .filter((name): name is VendorProbe['keyVariable'] => name.endsWith('_API_KEY') && !known.has(name))
    .map((keyVariable) => ({
      title: TITLES[keyVariable] ?? keyVariable.replace('_API_KEY', '').toLowerCase(),
      keyVariable,
      hasKey: keyOf(config, { keyVariable }) !== undefined,
    }));
}

const problemOf = ({ status }: HttpAnswer): string =>
  [401, 403].includes(status) ? `the key was refused (${status})` : `answered ${status}`;

/** What the answer tells; one in another form than agreed tells nothing, and was an answer all the same. */
function told(probe: VendorProbe, answer: HttpAnswer): ProbeTold {
  try {
    return answer.status < 300 ? probe.read(JSON.parse(answer.text())) : {};
  } catch {
    return { balance: 'told in a form that is not known here' };
  }
}

/** Makes the one call of a probe; never throws, and shows no key. A vendor without a key is not called. */
export async function probeVendor(
  config: Config<'ai' | 'providers'>,
  probe: VendorProbe,
  now: () => number,
): Promise<Probed | undefined> {
  const key = keyOf(config, probe);
  if (key === undefined) return undefined;
  const beganMs = now();
  try {
    const client = createHttpClient({
      name: probe.title,
      baseUrl: probe.baseUrl(config),
      timeoutMs: TIMEOUT_MS,
    });
    const answer = await client.exchange(probe.request(key));
    const reached = (answer.status >= 200 && answer.status < 300) || answer.status === probe.alsoReached;
    if (!reached) return { reached, problem: problemOf(answer) };
    return { reached, tookMs: now() - beganMs, told: told(probe, answer) };
  } catch (error) {
    return { reached: false, problem: describeError(error).message };
  }
}
