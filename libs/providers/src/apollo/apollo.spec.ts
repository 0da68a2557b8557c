import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { inventedWorld } from '../../../../tools/sandbox';
import { apolloEnvironment, createApollo as openSandbox } from '../../../../tools/sandbox/apollo';
import { serveLoopback } from '../../../../tools/sandbox/serve-loopback';
import { namedPlace, NOW, openKit, type Place, type ProviderKit } from '../provider-kit.suite';
import { type Apollo, createApollo } from './apollo';
import bulkMatch from './fixtures/bulk-match.json';
import organization from './fixtures/organization.json';
import organizationSearch from './fixtures/organization-search.json';
import peopleSearch from './fixtures/people-search.json';

const QUARRYSTONE = '0ae1d26f601fc2f83e89e541';
const AOIFE = 'b1c48859a3c7365633e6b262';
const TADEUSZ = 'be9d5545ed7a7be2bd019256';

const environmentAt = (url: string) => ({ APOLLO_API_KEY: 'mark-of-the-key', APOLLO_BASE_URL: url });

const detailsIn = (body: Buffer): { id: string }[] =>
  (JSON.parse(body.toString()) as { details: { id: string }[] }).details;

const routes = [
  { path: '/mixed_companies/search', answers: [{ json: organizationSearch }] },
  { path: '/mixed_people/api_search', answers: [{ json: peopleSearch }] },
  {
    path: '/organizations/enrich',
    answers: ({ query }: { query: URLSearchParams }) => ({
      json: query.get('domain') === 'quarrystone.example' ? organization : {},
    }),
  },
  {
    path: '/people/bulk_match',
    answers: ({ body }: { body: Buffer }) => {
      const matches = detailsIn(body).map(({ id }) => bulkMatch.matches.find((one) => one.id === id) ?? null);
      const credits = matches.filter((one) => one !== null).length;
      return { json: { ...bulkMatch, matches, credits_consumed: credits } };
    },
  },
];

const places: readonly Place[] = [
  {
    name: 'recorded answers',
    nowMs: NOW,
    start: async () => {
      const server = await startReplayServer(routes);
      return { environment: environmentAt(server.url), close: () => server.close() };
    },
  },
  {
    name: 'the sandbox',
    nowMs: NOW,
    start: async () => {
      const options = { sleep: () => Promise.resolve(), now: () => NOW };
      const server = await serveLoopback(openSandbox(inventedWorld, options).handle);
      return { environment: apolloEnvironment(server.url), close: server.stop };
    },
  },
  ...namedPlace('APOLLO_API_KEY', 'APOLLO_BASE_URL'),
];

describe.each(places.map((place) => [place.name, place] as const))('Apollo by %s', (_name, place: Place) => {
  let close: () => Promise<void>;
  let kit: ProviderKit;
  let apollo: Apollo;

  beforeEach(async () => {
    const started = await place.start();
    close = started.close;
    kit = openKit(started.environment, { nowMs: place.nowMs });
    apollo = createApollo(kit.parts);
  });
  afterEach(() => close());

  it('finds companies, at a credit a page', async () => {
    const { organizations, total, pages } = await apollo.searchOrganizations(
      { name: 'Quarrystone' },
      kit.call(),
    );
    expect([total, pages]).toEqual([1, 1]);
    expect(organizations).toMatchObject([
      {
        id: QUARRYSTONE,
        name: 'Quarrystone',
        domain: 'quarrystone.example',
        linkedinUrl: 'http://www.linkedin.com/company/quarrystone-demo',
      },
    ]);
    expect(kit.lines).toEqual([
      {
        vendor: 'apollo',
        operation: 'organization_search',
        estimateUsd: 0.0196,
        units: { credits: 1 },
        costUsd: 0.0196,
        end: 'settled',
      },
    ]);
  });

  it('finds people, masked and for nothing', async () => {
    const { people, total, pages } = await apollo.searchPeople(
      { organizationIds: [QUARRYSTONE], seniorities: ['c_suite', 'head', 'manager'] },
      kit.call(),
    );
    expect([total, pages]).toEqual([3, 1]);
    expect(people.map((one) => [one.firstName, one.lastName, one.lastNameMasked, one.title])).toEqual([
      ['Aoife', null, 'Br***y', 'Chief Executive Officer'],
      ['Tadeusz', null, 'Ro***k', 'Head of Product'],
      ['Saoirse', null, 'Qu***r', 'Customer Success Manager'],
    ]);
    expect(people.map(({ linkedinUrl, email, employments }) => [linkedinUrl, email, employments])).toEqual(
      Array(3).fill([null, null, []]),
    );
    expect(kit.lines).toMatchObject([{ operation: 'people_search', estimateUsd: 0, costUsd: 0 }]);
  });

  it('tells all that is known of a company', async () => {
    const company = await apollo.organization({ domain: 'https://www.quarrystone.example/' }, kit.call());
    expect(company).toMatchObject({
      id: QUARRYSTONE,
      employees: 85,
      industries: ['Construction software'],
      city: 'Cork',
      country: 'Ireland',
      description: 'Quarrystone sells planning software to quarries and concrete plants.',
      technologies: ['Django', 'PostgreSQL', 'React', 'AWS'],
      latestFundingStage: 'Series A',
    });
    expect(kit.lines).toMatchObject([{ operation: 'organization', units: { credits: 1 }, costUsd: 0.0196 }]);
  });

  it('knows a company or does not, which is free', async () => {
    expect(await apollo.organization({ domain: 'nobody.example' }, kit.call())).toBeNull();
    expect(kit.lines).toMatchObject([{ estimateUsd: 0.0196, units: { credits: 0 }, costUsd: 0 }]);
  });

  it('reveals people by their ids, each once; whom it does not know is free', async () => {
    const nobody = '65ffffffffffffffffffffff';
    const outcomes = await apollo.reveal([TADEUSZ, nobody, AOIFE, TADEUSZ], kit.call());
    expect(
      outcomes.map((one) => [one.id, 'person' in one && one.person && [one.person.name, one.person.email]]),
    ).toEqual([
      [TADEUSZ, ['Tadeusz Rolnik', 'tadeusz.rolnik@quarrystone.example']],
      [nobody, null],
      [AOIFE, ['Aoife Brannelly', 'aoife.brannelly@quarrystone.example']],
    ]);
    expect(kit.lines).toMatchObject([
      { operation: 'bulk_match', estimateUsd: 0.0588, units: { credits: 2 }, costUsd: 0.0392 },
    ]);
  });

  it('tells whom it reveals by the address that is theirs, and where they work', async () => {
    const [outcome] = await apollo.reveal([AOIFE], kit.call());
    expect(outcome).toMatchObject({
      person: {
        id: AOIFE,
        firstName: 'Aoife',
        lastName: 'Brannelly',
        lastNameMasked: null,
        linkedinUrl: 'http://www.linkedin.com/in/aoife-brannelly-demo',
        seniority: 'c_suite',
        emailStatus: 'verified',
        organizationId: QUARRYSTONE,
        organizationName: 'Quarrystone',
        employments: [
          {
            title: 'Chief Executive Officer',
            organizationName: 'Quarrystone',
            organizationId: QUARRYSTONE,
            startDate: '2016-03-01',
            endDate: null,
            isCurrent: true,
          },
        ],
      },
    });
  });

  it('buys nobody twice, whoever they were revealed with', async () => {
    await apollo.reveal([AOIFE], kit.call());
    const again = await apollo.reveal([AOIFE, TADEUSZ], kit.call());
    expect(again.every((one) => 'person' in one && one.person !== null)).toBe(true);
    expect(kit.lines.map(({ units, cached = false }) => [units, cached])).toEqual([
      [{ credits: 1 }, false],
      [{ saved_usd: 0.0196 }, true],
      [{ credits: 1 }, false],
    ]);
  });
});

describe('what Apollo is sent', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  let apollo: Apollo;
  beforeEach(async () => {
    server = await startReplayServer(routes);
    kit = openKit(environmentAt(server.url));
    apollo = createApollo(kit.parts);
  });
  afterEach(() => server.close());

  const sent = () =>
    server.requests.map(({ method, path, query, body }) => [
      method,
      path,
      query.toString().replaceAll('%5B%5D', '[]'),
      body.toString(),
    ]);

  it('is a search of companies by query, with the key in a header', async () => {
    await apollo.searchOrganizations(
      { name: 'Quarrystone', domains: ['www.quarrystone.example'], locations: ['Ireland'], page: 2 },
      kit.call(),
    );
    expect(sent()).toEqual([
      [
        'POST',
        '/mixed_companies/search',
        'q_organization_name=Quarrystone&q_organization_domains_list[]=quarrystone.example' +
          '&organization_locations[]=Ireland&page=2&per_page=100',
        '',
      ],
    ]);
    expect(server.requests[0]?.headers['x-api-key']).toBe('mark-of-the-key');
  });

  it('is a search of people by query', async () => {
    await apollo.searchPeople(
      {
        organizationIds: [QUARRYSTONE],
        seniorities: ['vp', 'head'],
        titles: ['head of product'],
        locations: ['Cork, Ireland'],
        page: 3,
        perPage: 25,
      },
      kit.call(),
    );
    expect(sent()).toEqual([
      [
        'POST',
        '/mixed_people/api_search',
        'organization_ids[]=0ae1d26f601fc2f83e89e541&person_seniorities[]=vp&person_seniorities[]=head' +
          '&person_titles[]=head+of+product&person_locations[]=Cork%2C+Ireland&page=3&per_page=25',
        '',
      ],
    ]);
  });

  it('is one company to be enriched', async () => {
    await apollo.organization(
      { domain: 'quarrystone.example', linkedinUrl: 'linkedin.com/company/quarrystone-demo/about' },
      kit.call(),
    );
    expect(sent()).toEqual([
      [
        'GET',
        '/organizations/enrich',
        'domain=quarrystone.example&linkedin_url=https%3A%2F%2Fwww.linkedin.com%2Fcompany%2Fquarrystone-demo',
        '',
      ],
    ]);
  });

  it('is ten people a call, and no wish for what costs more', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `6500000000000000000000${index + 10}`);
    await apollo.reveal(ids, kit.call());
    expect(server.requests.map(({ body }) => detailsIn(body).map(({ id }) => id))).toEqual([
      ids.slice(0, 10),
      ids.slice(10),
    ]);
    expect(sent()[0]?.slice(0, 3)).toEqual([
      'POST',
      '/people/bulk_match',
      'reveal_personal_emails=false&reveal_phone_number=false',
    ]);
  });

  it('is nothing where no company is named', async () => {
    const asked = [
      apollo.searchPeople({ seniorities: ['vp'] }, kit.call()),
      apollo.searchOrganizations({ name: '', domains: [] }, kit.call()),
      apollo.organization({}, kit.call()),
    ];
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'search_unbounded' });
    expect(sent()).toEqual([]);
  });

  it('is nothing without a key: the error names the variable and where to get it', async () => {
    const { parts, call, lines } = openKit({ APOLLO_BASE_URL: server.url });
    await expect(createApollo(parts).reveal([AOIFE], call())).rejects.toThrow(
      'APOLLO_API_KEY is not set. Key of Apollo, allowed for the endpoints in use: https://app.apollo.io/',
    );
    expect([sent(), lines]).toEqual([[], []]);
  });
});
