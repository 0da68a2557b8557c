import { checkPublicUrl, cleanPageText, type HttpClient } from '@userport/http';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import { keyOf, paidCall, type ProviderCall, refusalInside } from '../paid-call';
import type { Jina, JinaParts, ReadPage } from './jina';
import { type JinaPage, page, type ReaderAnswer, readerAnswer } from './schemas';
import { estimateTokens, lineOf, openClient, settledTokens, tokensOf, VENDOR } from './tokens';

/** Some 800 KB of text; a cent. */
const MOST_TOKENS = 200_000;
/** Of a paid key, and with the search's 10 the 50 that it may have under way: https://jina.ai/api-dashboard/rate-limit */
const RATES = { rules: [{ calls: 500, windowMs: 60_000 }], inFlight: 40 };
/** More images than that say nothing more about a page. */
const MOST_IMAGES = 500;
const SCHEMA_VERSION = 1;

const imagesOf = (images: ReaderAnswer['data']['images']): JinaPage['images'] => {
  const pairs = Array.isArray(images)
    ? images.map((one) => (typeof one === 'string' ? (['', one] as const) : one))
    : Object.entries(images ?? {});
  return pairs
    .filter(([, url]) => /^https?:/i.test(url))
    .slice(0, MOST_IMAGES)
    .map(([label, url]) => ({ label: lineOf(label) ?? '', url }));
};

/** Statuses of a page that may change by themselves. */
const isPassing = (status: number): boolean =>
  [408, 425, 429].includes(status) || (status >= 500 && status <= 599);

/** Why what was read must not be used: the page itself refused, said in a warning inside a 200, or shows nothing. */
function pageRefusal(warning: string | null, text: string, host: string, baseUrl: string) {
  const about = { client: VENDOR, endpoint: 'reader', url: baseUrl };
  const status = Number(/^Target URL returned error (\d{3})/m.exec(warning ?? '')?.[1] ?? 0);
  if (status === 0) {
    const message = `read nothing on ${host}: the page shows no text. Check the address.`;
    return text === ''
      ? refusalInside({ ...about, verdict: 'never', code: 'page_empty', message })
      : undefined;
  }
  const said = `found that ${host} answered ${status}.`;
  if (isPassing(status)) {
    const message = `${said} The page may be there later.`;
    return refusalInside({ ...about, verdict: 'later', code: 'page_unavailable', message });
  }
  const missing = status === 404 || status === 410;
  const advice = missing ? 'There is no such page: check the address.' : 'The site does not show this page.';
  const code = missing ? 'page_missing' : 'page_refused';
  return refusalInside({ ...about, verdict: 'never', code, message: `${said} ${advice}` });
}

/** The page in our own words: the HTML where that was asked for, cleaned and bounded. */
export function pageOf(
  { data }: ReaderAnswer,
  form: ReadPage['form'],
  asked: URL,
  cutByVendor: boolean,
): JinaPage {
  const written = (form === 'html' ? data.html : undefined) ?? data.content ?? '';
  const { text, cut, cleaned } = cleanPageText(written);
  return {
    url: data.url ?? asked.href,
    title: lineOf(data.title),
    description: lineOf(data.description),
    publishedTime: lineOf(data.publishedTime),
    warning: lineOf(data.warning),
    images: imagesOf(data.images),
    text: text.trim(),
    cut: cut || cutByVendor,
    cleaned,
  };
}

interface Reading extends Required<ReadPage> {
  readonly target: URL;
}

const headersOf = ({ form, maxTokens, images }: Reading, fresh: boolean) => ({
  'x-respond-with': form,
  'x-max-tokens': String(maxTokens),
  // A header that is there means yes, whatever its value.
  ...(images && { 'x-with-images-summary': 'true' }),
  ...(fresh && { 'x-no-cache': 'true' }),
});

/** Opens the reader. `now` is ms since 1970. */
export function openReader({ config, cache, resolve, ...parts }: JinaParts, now: () => number): Jina['read'] {
  const baseUrl = config.JINA_READER_BASE_URL;
  const exempt = [baseUrl, config.JINA_SEARCH_BASE_URL];
  const client: HttpClient = openClient(parts, baseUrl, RATES, now);

  const load = async (reading: Reading, { bill, signal, fresh = false }: ProviderCall) => {
    const { target, form, maxTokens } = reading;
    await checkPublicUrl(target, { ...(resolve && { resolve }), exempt });
    const request = {
      method: 'POST',
      path: '/',
      // In the body, since an address may have a fragment, and errors show paths.
      json: { url: target.href },
      headers: {
        authorization: `Bearer ${keyOf(config, 'JINA_API_KEY')}`,
        ...headersOf(reading, fresh),
      },
      endpoint: 'reader',
      signal,
    } as const;
    const { value, tokens } = await paidCall({
      bill,
      planned: { vendor: VENDOR, operation: 'reader', estimateUsd: estimateTokens(maxTokens, now()) },
      make: async () => {
        const got = await client.jsonAnswer(request, readerAnswer);
        const told = got.value.meta?.usage?.tokens ?? got.value.data.usage?.tokens;
        return { value: got.value, tokens: tokensOf(told, got.headers) };
      },
      settle: ({ tokens: used }) => settledTokens(used, now()),
    });
    const read = pageOf(value, form, target, (tokens ?? 0) >= maxTokens);
    const refusal = pageRefusal(value.data.warning ?? null, read.text, target.host, baseUrl);
    if (refusal !== undefined) throw refusal;
    return { answer: read, kept: read, costUsd: settledTokens(tokens, now()).costUsd };
  };

  return async ({ url, form, images = false, maxTokens = MOST_TOKENS }, call) => {
    // Where its name leads is looked up when it is read, not when a kept answer serves.
    const target = await checkPublicUrl(url, { resolve: async () => [], exempt });
    const question = {
      vendor: VENDOR,
      method: 'reader',
      schemaVersion: SCHEMA_VERSION,
      request: { url: target.href, form, images, maxTokens },
      schema: page,
      maxAgeMs: VENDOR_ANSWER_MS,
    };
    return cache.cached(keptQuery(question, call), () =>
      load({ url, target, form, images, maxTokens }, call),
    );
  };
}
