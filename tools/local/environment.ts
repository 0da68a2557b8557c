import { type Sandbox, WORKER_EMAIL } from '../sandbox';

type Given = Readonly<Record<string, string | undefined>>;

/** What the local stack is told by its caller. */
export interface LocalEnvironmentOptions {
  readonly sandbox: Pick<Sandbox, 'environment'>;
  /** File of the embedded store. */
  readonly duckdbPath: string;
}

/** A vendor's key, and the variables of its addresses. */
const vendors = [
  { name: 'Gemini', key: 'GEMINI_API_KEY', addresses: ['GEMINI_BASE_URL'] },
  { name: 'OpenAI', key: 'OPENAI_API_KEY', addresses: ['OPENAI_BASE_URL'] },
  { name: 'Jina', key: 'JINA_API_KEY', addresses: ['JINA_READER_BASE_URL', 'JINA_SEARCH_BASE_URL'] },
  { name: 'Bright Data', key: 'BRIGHTDATA_API_KEY', addresses: ['BRIGHTDATA_BASE_URL'] },
  { name: 'BuiltWith', key: 'BUILTWITH_API_KEY', addresses: ['BUILTWITH_BASE_URL'] },
  { name: 'Apollo', key: 'APOLLO_API_KEY', addresses: ['APOLLO_BASE_URL'] },
  { name: 'Enrich Layer', key: 'ENRICHLAYER_API_KEY', addresses: ['ENRICHLAYER_BASE_URL'] },
  { name: 'ProxyCurl', key: 'PROXYCURL_API_KEY', addresses: ['PROXYCURL_BASE_URL'] },
] as const;

const isSet = (given: Given, name: string): boolean => (given[name] ?? '') !== '';

/** The vendors that are called for real, because their key is set. */
export const realVendors = (given: Given): string[] =>
  vendors.filter(({ key }) => isSet(given, key)).map(({ name }) => name);

/**
 * The variables under which the deployed code runs on one machine: the embedded store, tokens of the sandbox's issuer,
 * and the sandbox for every vendor whose key is not set. What the caller set stays as it is; a vendor's key and address
 * go together, so a real key never reaches the sandbox, nor the sandbox's key a vendor.
 */
export function localEnvironment(
  given: Given,
  { sandbox, duckdbPath }: LocalEnvironmentOptions,
): Record<string, string> {
  const real = vendors
    .filter(({ key }) => isSet(given, key))
    .flatMap<string>(({ key, addresses }) => [key, ...addresses]);
  const wanted: Record<string, string> = {
    ...sandbox.environment,
    DUCKDB_PATH: duckdbPath,
    ALLOWED_CALLERS: WORKER_EMAIL,
  };
  const always = new Set(['GCE_METADATA_HOST', 'METADATA_SERVER_DETECTION']);
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name]) => always.has(name) || (!isSet(given, name) && !real.includes(name)),
    ),
  );
}
