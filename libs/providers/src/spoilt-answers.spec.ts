import { RetryableError, TerminalError } from '@userport/errors';
import fc from 'fast-check';
import { createApollo } from './apollo/apollo';
import bulkMatch from './apollo/fixtures/bulk-match.json';
import organizationSearch from './apollo/fixtures/organization-search.json';
import organization from './apollo/fixtures/organization.json';
import peopleSearch from './apollo/fixtures/people-search.json';
import { createBrightdata } from './brightdata/brightdata';
import brightdataCompanies from './brightdata/fixtures/companies.json';
import { createBuiltwith } from './builtwith/builtwith';
import builtwithDomains from './builtwith/fixtures/domains.json';
import { createEnrichlayer } from './enrichlayer/enrichlayer';
import enrichlayerCompany from './enrichlayer/fixtures/company.json';
import enrichlayerPerson from './enrichlayer/fixtures/person.json';
import readerMarkdown from './jina/fixtures/reader-markdown.json';
import jinaSearch from './jina/fixtures/search.json';
import { createJina } from './jina/jina';
import type { ProviderCall, ProviderParts } from './paid-call';
import { openKit } from './provider-kit.suite';

const KEYS = {
  APOLLO_API_KEY: 'k',
  BRIGHTDATA_API_KEY: 'k',
  BUILTWITH_API_KEY: 'k',
  ENRICHLAYER_API_KEY: 'k',
  JINA_API_KEY: 'k',
};

type Question = readonly [
  name: string,
  answer: unknown,
  ask: (parts: ProviderParts, call: ProviderCall) => Promise<unknown>,
];

const COMPANY = 'https://www.linkedin.com/company/quarrystone-demo';
const PERSON = 'https://www.linkedin.com/in/aoife-brannelly-demo';
const ids = bulkMatch.matches.map(({ id }) => id);

const questions: readonly Question[] = [
  [
    'jina reader',
    readerMarkdown,
    (parts, call) => createJina(parts).read({ url: 'https://quarrystone.example/', form: 'markdown' }, call),
  ],
  [
    'jina search',
    jinaSearch,
    (parts, call) => createJina(parts).search({ query: 'Quarrystone', content: true }, call),
  ],
  ['brightdata', brightdataCompanies, (parts, call) => createBrightdata(parts).company(COMPANY, call)],
  [
    'builtwith',
    builtwithDomains,
    (parts, call) => createBuiltwith(parts).profile('quarrystone.example', call),
  ],
  [
    'apollo people',
    peopleSearch,
    (parts, call) => createApollo(parts).searchPeople({ organizationIds: ['a'] }, call),
  ],
  [
    'apollo companies',
    organizationSearch,
    (parts, call) => createApollo(parts).searchOrganizations({ name: 'Quarrystone' }, call),
  ],
  [
    'apollo company',
    organization,
    (parts, call) => createApollo(parts).organization({ domain: 'quarrystone.example' }, call),
  ],
  ['apollo reveal', bulkMatch, (parts, call) => createApollo(parts).reveal(ids, call)],
  [
    'enrichlayer person',
    enrichlayerPerson,
    (parts, call) => createEnrichlayer(parts).person({ url: PERSON }, call),
  ],
  [
    'enrichlayer company',
    enrichlayerCompany,
    (parts, call) => createEnrichlayer(parts).company({ url: COMPANY }, call),
  ],
];

type Path = readonly string[];

/** Every place of an answer. */
const placesIn = (value: unknown, path: Path = []): Path[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [path, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))];

/** The answer with something else in one place; undefined leaves the place out. */
const spoilt = (value: unknown, [name, ...rest]: Path, other: unknown): unknown => {
  if (name === undefined) return other;
  if (Array.isArray(value)) {
    return value.flatMap((part: unknown, index) => {
      if (String(index) !== name) return [part];
      return rest.length === 0 && other === undefined ? [] : [spoilt(part, rest, other)];
    });
  }
  const whole = value as Readonly<Record<string, unknown>>;
  return { ...whole, [name]: spoilt(whole[name], rest, other) };
};

const anything = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', '\u0000', 0, -1, 1e308, true, [], {}, [null]),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('an answer in which anything stands in any place', () => {
  it.each(questions)('%s: is understood or refused by one of the pair', async (_name, answer, ask) => {
    const places = placesIn(answer);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, async (place, other) => {
        const body = JSON.stringify(spoilt(answer, place, other)) ?? '';
        const kit = openKit(KEYS);
        const fetch = () =>
          Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
        const parts = { ...kit.parts, http: { ...kit.parts.http, fetch } };
        const error: unknown = await ask(parts, kit.call()).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        // One line on the bill, whatever came of it.
        expect(kit.lines).toHaveLength(1);
        // Nobody pays less than nothing.
        expect(kit.lines[0]?.costUsd ?? 0).toBeGreaterThanOrEqual(0);
        if (error === undefined) return;
        expect(error instanceof TerminalError || error instanceof RetryableError).toBe(true);
        const { rows } = await kit.warehouse.find({ table: 'api_request_cache', where: {}, limit: 9 });
        expect(rows[0] ?? []).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
