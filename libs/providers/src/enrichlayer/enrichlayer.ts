import { aboutVariable, sections } from '@userport/config';
import { TerminalError } from '@userport/errors';
import type { ProviderParts } from '../paid-call';
import type { ProfileProvider } from '../profile-provider';
import { type Dialect, openProfiles } from './profiles';

/** https://enrichlayer.com/docs, and https://github.com/enrichlayer/mcp-server `src/client.ts` */
const ENRICHLAYER: Dialect = {
  vendor: 'enrichlayer',
  keyVariable: 'ENRICHLAYER_API_KEY',
  person: { path: '/profile', parameter: 'profile_url' },
  company: { path: '/company', parameter: 'url' },
};

/** The paths of a vendor that has closed down, which compatible servers keep: https://enrichlayer.com/docs/guides/transition-guide */
const PROXYCURL: Dialect = {
  vendor: 'proxycurl',
  keyVariable: 'PROXYCURL_API_KEY',
  person: { path: '/v2/linkedin', parameter: 'linkedin_profile_url' },
  company: { path: '/linkedin/company', parameter: 'url' },
};

/** Enrich Layer: https://enrichlayer.com/docs. A missing key is said when something is asked. */
export const createEnrichlayer = (parts: ProviderParts): ProfileProvider =>
  openProfiles(ENRICHLAYER, parts.config.ENRICHLAYER_BASE_URL, parts);

/**
 * A server that speaks ProxyCurl's own paths.
 * @throws TerminalError `configuration` when its address is not set
 */
export function createProxycurl(parts: ProviderParts): ProfileProvider {
  const { PROXYCURL_BASE_URL: baseUrl } = parts.config;
  if (baseUrl !== undefined) return openProfiles(PROXYCURL, baseUrl, parts);
  const about = aboutVariable(sections.providers.shape.PROXYCURL_BASE_URL);
  throw new TerminalError(`PROXYCURL_BASE_URL is not set. ${about}`, { code: 'configuration' });
}

const ADAPTERS = { enrichlayer: createEnrichlayer, proxycurl: createProxycurl } as const;

/**
 * The provider of profiles that PROFILE_PROVIDER names.
 * @throws TerminalError `configuration` when its address is not set
 */
export const openProfileProvider = (parts: ProviderParts): ProfileProvider =>
  ADAPTERS[parts.config.PROFILE_PROVIDER](parts);
