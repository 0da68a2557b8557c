import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { inventedWorld } from '../../../../tools/sandbox';
import { builtwithEnvironment, createBuiltwith as openSandbox } from '../../../../tools/sandbox/builtwith';
import { serveLoopback } from '../../../../tools/sandbox/serve-loopback';
import { namedPlace, NOW, openKit, type Place, type ProviderKit } from '../provider-kit.suite';
import { type Builtwith, createBuiltwith } from './builtwith';
import domains from './fixtures/domains.json';

const DAY_MS = 24 * 60 * 60 * 1000;

const environmentAt = (url: string) => ({
  BUILTWITH_API_KEY: '00000000-mark-of-key',
  BUILTWITH_BASE_URL: url,
});

const routes = [
  {
    path: '/v23/api.json',
    answers: ({ query }: { query: URLSearchParams }) => {
      const asked = query.get('LOOKUP')?.split(',') ?? [];
      return {
        json: { ...domains, Results: domains.Results.filter(({ Lookup }) => asked.includes(Lookup)) },
      };
    },
  },
  { path: '/v21/api.json', answers: [{ json: { Results: [], Errors: [] } }] },
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
      return { environment: builtwithEnvironment(server.url), close: server.stop };
    },
  },
  ...namedPlace('BUILTWITH_API_KEY', 'BUILTWITH_BASE_URL'),
];

describe.each(places.map((place) => [place.name, place] as const))(
  'BuiltWith by %s',
  (_name, place: Place) => {
    let close: () => Promise<void>;
    let kit: ProviderKit;
    let builtwith: Builtwith;

    beforeEach(async () => {
      const started = await place.start();
      close = started.close;
      kit = openKit(started.environment, { nowMs: place.nowMs });
      builtwith = createBuiltwith(kit.parts);
    });
    afterEach(() => close());

    it('tells the technologies of a website, surest first', async () => {
      const { technologies, firstIndexed, lastIndexed, ...profile } = await builtwith.profile(
        'https://WWW.northwind-robotics.example/products?x=1',
        kit.call(),
      );
      expect(profile).toEqual({
        domain: 'northwind-robotics.example',
        isKnown: true,
        companyName: 'Northwind Robotics',
        vertical: 'Robotics',
        city: 'Eindhoven',
        state: null,
        country: 'NL',
        employees: 420,
        monthlySpendUsd: 1260,
        salesRevenueUsd: null,
        social: ['https://www.linkedin.com/company/northwind-robotics-demo'],
        quality: 'high',
      });
      expect(firstIndexed).toBe('2014-06-01T00:00:00.000Z');
      expect(place.nowMs - Date.parse(lastIndexed ?? '')).toBeGreaterThanOrEqual(9 * DAY_MS);
      // 0.5, live 0.3, seen within 30 days 0.2, pages and category: at most 1. The last one was seen 130 days ago.
      expect(
        technologies.map(({ name, confidence, isLive, isPremium }) => [name, confidence, isLive, isPremium]),
      ).toEqual([
        ['Kubernetes', 1, true, false],
        ['PostgreSQL', 1, true, false],
        ['ROS 2', 1, true, false],
        ['Rust', 1, true, false],
        ['Grafana', 0.64, false, true],
      ]);
      expect(kit.lines).toEqual([
        {
          vendor: 'builtwith',
          operation: 'domain',
          estimateUsd: 0.00995,
          units: { credits: 1 },
          costUsd: 0.00995,
          end: 'settled',
        },
      ]);
    });

    it('tells of several websites in one request; one that nobody has seen is an answer', async () => {
      const websites = ['nobody.example', 'quarrystone.example', 'northwind-robotics.example'];
      const outcomes = await builtwith.profiles(websites, kit.call());
      expect(outcomes.map((one) => 'profile' in one && [one.profile.isKnown, one.profile.quality])).toEqual([
        [false, 'insufficient_data'],
        [true, 'high'],
        [true, 'high'],
      ]);
      expect(kit.lines).toMatchObject([{ units: { credits: 3 }, costUsd: 0.02985 }]);
    });

    it('buys nothing twice, and judges what is kept as of today', async () => {
      const rust = async () => {
        const { technologies } = await builtwith.profile('northwind-robotics.example', kit.call());
        return technologies.find(({ name }) => name === 'Rust')?.confidence;
      };
      const today = await rust();
      kit.clock.advance(25 * DAY_MS);
      // Seen 35 days ago: 0.5, live 0.3, within 90 days 0.15, one page and one category 0.02 each.
      expect([today, await rust()]).toEqual([1, 0.99]);
      expect(kit.lines.map(({ cached = false }) => cached)).toEqual([false, true]);
    });
  },
);

describe('what BuiltWith is sent', () => {
  let server: ReplayServer;
  beforeEach(async () => {
    server = await startReplayServer(routes);
  });
  afterEach(() => server.close());

  it('is the domain, no wish for personal data, and the key in a header, where it ends up in no log', async () => {
    const kit = openKit(environmentAt(server.url));
    await createBuiltwith(kit.parts).profile('quarrystone.example', kit.call());
    expect(
      server.requests.map(({ method, path, query, headers }) => [
        method,
        path,
        Object.fromEntries(query),
        headers['authorization'],
      ]),
    ).toEqual([
      [
        'GET',
        '/v23/api.json',
        { LOOKUP: 'quarrystone.example', HIDEDL: 'yes', NOPII: 'yes' },
        'API 00000000-mark-of-key',
      ],
    ]);
  });

  it('is an older path where that is configured', async () => {
    const kit = openKit({ ...environmentAt(server.url), BUILTWITH_API_VERSION: 'v21' });
    await createBuiltwith(kit.parts).profile('quarrystone.example', kit.call());
    expect(server.requests.map(({ path }) => path)).toEqual(['/v21/api.json']);
  });

  it('is nothing for what has no domain', async () => {
    const kit = openKit(environmentAt(server.url));
    const asked = createBuiltwith(kit.parts).profile('http://192.168.0.1/', kit.call());
    await expect(asked).rejects.toMatchObject({ code: 'address_refused' });
    expect(server.requests).toEqual([]);
  });

  it('is nothing without a key: the error names the variable and where to get it', async () => {
    const kit = openKit({ BUILTWITH_BASE_URL: server.url });
    const asked = createBuiltwith(kit.parts).profile('quarrystone.example', kit.call());
    await expect(asked).rejects.toThrow(
      'BUILTWITH_API_KEY is not set. Key of BuiltWith: https://api.builtwith.com',
    );
    expect([server.requests.length, kit.lines]).toEqual([0, []]);
  });
});
