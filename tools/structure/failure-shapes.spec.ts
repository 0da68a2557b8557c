import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from '@userport/config';
import { geminiFailures } from '../../libs/ai/src/gemini-wire.suite';
import { openaiFailures } from '../../libs/ai/src/openai-wire.suite';
import { apolloFailures } from '../../libs/providers/src/apollo/failures.suite';
import { brightdataFailures } from '../../libs/providers/src/brightdata/failures.suite';
import { builtwithFailures } from '../../libs/providers/src/builtwith/failures.suite';
import { enrichlayerFailures } from '../../libs/providers/src/enrichlayer/failures.suite';
import { jinaFailures } from '../../libs/providers/src/jina/failures.suite';

interface Adapter {
  /** Names of the failures that its specs run. */
  readonly tried: readonly { readonly name: string }[];
  /** How the vendor says no by its documentation; a name of a failure begins with it. */
  readonly documented: readonly string[];
}

/** Faults of the way. For the houses of models these stand in the suite that every house runs. */
const WAY = [
  'a connection that breaks',
  'an answer that breaks off',
  'no answer at all',
  'HTML with status 200',
  'JSON that is cut',
  'nothing with status 200',
];

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Every adapter of the project, by the name of its vendor. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  // https://github.com/jina-ai/reader `src/services/errors.ts`
  jina: {
    tried: jinaFailures.cases,
    documented: [
      ...words('40001 40003 40004 40102 40103 40104 40201 40202 40203 40301 40801 40802 40903 40904'),
      ...words('41201 41301 41302 42203 42204 42205 42206 42901 42903 45101 45102 45103 45104 45105'),
      ...words('50000 50001 50002 50003 50004 50005 50006 50301 50302 50303 50304 50305'),
      ...['404', '403', '500'].map((status) => `200 for a page that answered ${status}`),
      ...WAY,
    ],
  },
  // https://docs.brightdata.com, error catalogue
  brightdata: {
    tried: brightdataFailures.cases,
    documented: [
      ...words('dead_page bad_input blocked crawl_error crawl_failed parse_error').map(
        (word) => `a row ${word}`,
      ),
      ...words('400 401 404 429 500 503'),
      'no rows at all',
      '400 with its errors as JSON',
      '400 of the older form',
      '200 of a suspended account',
      'a snapshot that failed',
      'a snapshot that expired',
      'a snapshot that is empty',
      'a snapshot that is said to be ready and never is',
      ...WAY,
    ],
  },
  // https://api.builtwith.com, error codes
  builtwith: {
    tried: builtwithFailures.cases,
    documented: [
      ...words('-1 -2 -3 -4 -5 -6 -7 -8 -99').map((code) => `${code} inside a 200`),
      '-8 of the domain by its name',
      '"You have no API credits left" inside a 200',
      '429 with the delay in its body',
      ...words('401 500'),
      ...WAY,
    ],
  },
  // https://docs.apollo.io/reference/rate-limits, …/bulk-people-enrichment
  apollo: {
    tried: apolloFailures.cases,
    documented: [
      '401 as plain text',
      '403 API_INACCESSIBLE',
      '403 of a plan',
      '400 INVALID_REQUEST',
      '400 RECORD_LIMIT_EXCEEDED',
      '422 of a bulk endpoint',
      '422 without credits',
      '429 of a minute',
      '429 of an hour',
      '429 of a day',
      '429 whose message is JSON itself',
      '200 with a failure inside',
      ...words('404 422 500 503'),
      ...WAY,
    ],
  },
  // https://enrichlayer.com/docs/guides/errors; the body has one of three forms
  enrichlayer: {
    tried: enrichlayerFailures.cases,
    documented: [
      ...words('400 401 403 404 410 429 500 503').flatMap((status) =>
        ['described', 'as a message', 'as an error'].map((form) => `${status} ${form}`),
      ),
      '200 with an error inside',
      ...WAY,
    ],
  },
  // https://ai.google.dev/gemini-api/docs/troubleshooting; FinishReason and BlockedReason of @google/genai
  gemini: {
    tried: geminiFailures,
    documented: [
      ...words('400 401 402 403 404 500 502 503 504'),
      '400 for a bad key',
      '429 with RetryInfo',
      '429 of a daily quota',
      ...words('SAFETY OTHER BLOCKLIST PROHIBITED_CONTENT IMAGE_SAFETY MODEL_ARMOR JAILBREAK').map(
        (reason) => `prompt blocked (${reason})`,
      ),
      ...words('MAX_TOKENS SAFETY RECITATION LANGUAGE OTHER BLOCKLIST PROHIBITED_CONTENT SPII').map(
        (reason) => `finish reason ${reason}`,
      ),
      ...words('MALFORMED_FUNCTION_CALL UNEXPECTED_TOOL_CALL TOO_MANY_TOOL_CALLS MALFORMED_RESPONSE').map(
        (reason) => `finish reason ${reason}`,
      ),
      'finish reason CONTINUATION',
      'neither candidates nor feedback',
    ],
  },
  // https://platform.openai.com/docs/guides/error-codes; Response of npm openai
  openai: {
    tried: openaiFailures,
    documented: [
      ...words('400 401 403 404 408 409 422 429 500 503'),
      '429 insufficient_quota',
      '429, retry-after',
      ...words('max_output_tokens max_messages content_filter steered').map(
        (reason) => `incomplete for ${reason}`,
      ),
      'refusal',
      ...words('server_error rate_limit_exceeded invalid_prompt').map((code) => `failed with ${code}`),
      ...words('in_progress cancelled queued').map((status) => `status ${status}`),
    ],
  },
};

/** Whether a failure is the documented one, perhaps with something said of it. */
const isOf = (documented: string, name: string): boolean =>
  name === documented || name.startsWith(`${documented} `) || name.startsWith(`${documented},`);

describe('the ways in which vendors say no', () => {
  it('are listed for every adapter that there is', () => {
    const providers = readdirSync(join(process.cwd(), 'libs/providers/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const houses = new Set(MODELS.map(({ vendor }) => vendor));
    expect(Object.keys(ADAPTERS).sort()).toEqual([...providers, ...houses].sort());
  });

  it.each(Object.entries(ADAPTERS))('of %s are all tried', (_vendor, { tried, documented }) => {
    const names = tried.map(({ name }) => name);
    expect(documented.filter((one) => !names.some((name) => isOf(one, name)))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
