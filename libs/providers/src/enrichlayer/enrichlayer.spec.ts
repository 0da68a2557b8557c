import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { inventedWorld } from '../../../../tools/sandbox';
import {
  createEnrichlayer as openSandbox,
  enrichlayerEnvironment,
} from '../../../../tools/sandbox/enrichlayer';
import { serveLoopback } from '../../../../tools/sandbox/serve-loopback';
import type { ProfileProvider } from '../profile-provider';
import { namedPlace, NOW, openKit, type Place, type ProviderKit } from '../provider-kit.suite';
import { createEnrichlayer, createProxycurl, openProfileProvider } from './enrichlayer';
import company from './fixtures/company.json';
import person from './fixtures/person.json';

const DAY_MS = 24 * 60 * 60 * 1000;
const AOIFE = 'https://www.linkedin.com/in/aoife-brannelly-demo';
const QUARRYSTONE = 'https://www.linkedin.com/company/quarrystone-demo';

const environmentAt = (url: string) => ({
  ENRICHLAYER_API_KEY: 'mark-of-the-key',
  ENRICHLAYER_BASE_URL: url,
});

const missing = {
  status: 404,
  json: { code: 404, description: 'Person profile does not exist', name: 'Not Found' },
};

const tells = (parameter: string, url: string, json: unknown) => ({
  answers: ({ query }: { query: URLSearchParams }) => (query.get(parameter) === url ? { json } : missing),
});

const routes = [
  { path: '/profile', ...tells('profile_url', AOIFE, person) },
  { path: '/company', ...tells('url', QUARRYSTONE, company) },
  { path: '/v2/linkedin', ...tells('linkedin_profile_url', AOIFE, person) },
  { path: '/linkedin/company', ...tells('url', QUARRYSTONE, company) },
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
      return { environment: enrichlayerEnvironment(server.url), close: server.stop };
    },
  },
  ...namedPlace('ENRICHLAYER_API_KEY', 'ENRICHLAYER_BASE_URL'),
];

describe.each(places.map((place) => [place.name, place] as const))(
  'Enrich Layer by %s',
  (_name, place: Place) => {
    let close: () => Promise<void>;
    let kit: ProviderKit;
    let profiles: ProfileProvider;

    beforeEach(async () => {
      const started = await place.start();
      close = started.close;
      kit = openKit(started.environment, { nowMs: place.nowMs });
      profiles = createEnrichlayer(kit.parts);
    });
    afterEach(() => close());

    it('tells of a person by any form of the address', async () => {
      const { employments, ...profile } = await profiles.person(
        { url: 'http://ie.linkedin.com/in/Aoife-Brannelly-demo/?trk=x' },
        kit.call(),
      );
      expect(profile).toMatchObject({
        url: AOIFE,
        fullName: 'Aoife Brannelly',
        headline: 'Chief Executive Officer at Quarrystone',
        about: "Founded Quarrystone after ten years in her family's quarry.",
        city: 'Cork',
        country: 'Ireland',
        isThin: false,
      });
      expect(employments[0]).toEqual({
        title: 'Chief Executive Officer',
        company: 'Quarrystone',
        companyUrl: 'https://www.linkedin.com/company/quarrystone-demo',
        description: null,
        location: 'Cork',
        start: { year: 2016, month: 3, day: 1 },
        end: null,
        isCurrent: true,
      });
      expect(kit.lines).toEqual([
        {
          vendor: 'enrichlayer',
          operation: 'person',
          estimateUsd: 0.0196,
          units: { credits: 1 },
          costUsd: 0.0196,
          end: 'settled',
        },
      ]);
    });

    it('tells of a company', async () => {
      const profile = await profiles.company({ url: 'linkedin.com/company/quarrystone-demo' }, kit.call());
      expect(profile).toMatchObject({
        url: QUARRYSTONE,
        name: 'Quarrystone',
        industry: 'Construction software',
        companyType: 'PRIVATELY_HELD',
        size: { from: 51, to: 200 },
        foundedYear: 2016,
        headquarters: { city: 'Cork', country: 'IE' },
        specialities: ['PlanBench', 'TruckWindow'],
      });
      expect(kit.lines).toMatchObject([{ operation: 'company', costUsd: 0.0196 }]);
    });

    it('says that there is no such person, which is free', async () => {
      const asked = profiles.person({ url: 'linkedin.com/in/nobody-demo' }, kit.call());
      await expect(asked).rejects.toMatchObject({ name: 'TerminalError', code: 'not_found' });
      expect(kit.lines).toMatchObject([{ estimateUsd: 0.0196, costUsd: 0 }]);
    });

    it('keeps a profile for a month, one that must be fresh for a day, and neither for the other', async () => {
      const ask = (freshness?: 'recent') =>
        profiles.person({ url: AOIFE, ...(freshness && { freshness }) }, kit.call());
      await ask();
      await ask('recent');
      kit.clock.advance(2 * DAY_MS);
      await ask();
      await ask('recent');
      expect(kit.lines.map(({ units, cached = false }) => [units, cached])).toEqual([
        [{ credits: 1 }, false],
        [{ credits: 2 }, false],
        [{ saved_usd: 0.0196 }, true],
        [{ credits: 2 }, false],
      ]);
    });
  },
);

describe('what a provider of profiles is sent', () => {
  let server: ReplayServer;
  beforeEach(async () => {
    server = await startReplayServer(routes);
  });
  afterEach(() => server.close());

  const sent = () =>
    server.requests.map(({ method, path, query, headers }) => [
      method,
      path,
      Object.fromEntries(query),
      headers['authorization'],
    ]);

  it.each([
    ['stored', { use_cache: 'if-present' }],
    ['recent', { use_cache: 'if-recent' }],
    ['live', { live_fetch: 'force' }],
  ] as const)('is the page and how fresh it must be: %s', async (freshness, terms) => {
    const kit = openKit(environmentAt(server.url));
    await createEnrichlayer(kit.parts).person({ url: AOIFE, freshness }, kit.call());
    expect(sent()).toEqual([['GET', '/profile', { profile_url: AOIFE, ...terms }, 'Bearer mark-of-the-key']]);
  });

  it('is the page of a company', async () => {
    const kit = openKit(environmentAt(server.url));
    await createEnrichlayer(kit.parts).company({ url: QUARRYSTONE }, kit.call());
    expect(sent()).toEqual([
      ['GET', '/company', { url: QUARRYSTONE, use_cache: 'if-present' }, 'Bearer mark-of-the-key'],
    ]);
  });

  it('goes to the paths of ProxyCurl where these are configured, at a price that nobody knows', async () => {
    const kit = openKit({
      PROFILE_PROVIDER: 'proxycurl',
      PROXYCURL_API_KEY: 'another-mark',
      PROXYCURL_BASE_URL: server.url,
    });
    const profiles = openProfileProvider(kit.parts);
    const { fullName } = await profiles.person({ url: AOIFE }, kit.call());
    const { name } = await profiles.company({ url: QUARRYSTONE }, kit.call());
    expect([fullName, name]).toEqual(['Aoife Brannelly', 'Quarrystone']);
    const terms = { use_cache: 'if-present' };
    expect(sent()).toEqual([
      ['GET', '/v2/linkedin', { linkedin_profile_url: AOIFE, ...terms }, 'Bearer another-mark'],
      ['GET', '/linkedin/company', { url: QUARRYSTONE, ...terms }, 'Bearer another-mark'],
    ]);
    expect(kit.lines).toMatchObject([
      { vendor: 'proxycurl', units: { credits: 1 }, costUsd: null },
      { vendor: 'proxycurl', units: { credits: 1 }, costUsd: null },
    ]);
  });

  it('goes to Enrich Layer where nothing is chosen', async () => {
    const kit = openKit(environmentAt(server.url));
    await openProfileProvider(kit.parts).person({ url: AOIFE }, kit.call());
    expect(server.requests.map(({ path }) => path)).toEqual(['/profile']);
  });

  it('is nothing for an address that nobody can look up', async () => {
    const kit = openKit(environmentAt(server.url));
    const { person: ask, company: askCompany } = createEnrichlayer(kit.parts);
    for (const url of ['https://www.linkedin.com/in/ACwAABQx1y8BinventedId', QUARRYSTONE, 'nobody']) {
      await expect(ask({ url }, kit.call())).rejects.toMatchObject({ code: 'address_refused' });
    }
    await expect(askCompany({ url: AOIFE }, kit.call())).rejects.toMatchObject({ code: 'address_refused' });
    expect([sent(), kit.lines]).toEqual([[], []]);
  });

  it('is nothing without key or address: the error names the variable', async () => {
    const kit = openKit({ ENRICHLAYER_BASE_URL: server.url });
    const asked = createEnrichlayer(kit.parts).person({ url: AOIFE }, kit.call());
    await expect(asked).rejects.toThrow(
      'ENRICHLAYER_API_KEY is not set. Key of Enrich Layer: https://enrichlayer.com/dashboard',
    );
    expect([sent(), kit.lines]).toEqual([[], []]);
    expect(() => createProxycurl(kit.parts)).toThrow('PROXYCURL_BASE_URL is not set. Address of a server');
  });
});
