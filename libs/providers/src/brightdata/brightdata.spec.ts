import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { inventedWorld } from '../../../../tools/sandbox';
import { brightdataEnvironment, createBrightdata as openSandbox } from '../../../../tools/sandbox/brightdata';
import { serveLoopback } from '../../../../tools/sandbox/serve-loopback';
import { namedPlace, NOW, openKit, type Place, type ProviderKit } from '../provider-kit.suite';
import { type Brightdata, createBrightdata } from './brightdata';
import companies from './fixtures/companies.json';
import posts from './fixtures/posts.json';

const pageOf = (slug: string): string => `https://www.linkedin.com/company/${slug}`;
const NORTHWIND = pageOf('northwind-robotics-demo');

const environmentAt = (url: string) => ({
  BRIGHTDATA_API_KEY: 'key-of-brightdata',
  BRIGHTDATA_BASE_URL: url,
});

/** Of the recorded rows those that were asked for. */
const rowsFor = (body: Buffer): unknown[] => {
  const asked = JSON.parse(body.toString()) as { url: string }[];
  return companies.filter(({ input }) => asked.some(({ url }) => url === input.url));
};

const progress = (status: string): ReplayAnswer => ({ json: { snapshot_id: 's_1', status } });

const routes = [
  {
    path: '/datasets/v3/scrape',
    answers: ({ body }: { body: Buffer }): ReplayAnswer => ({ json: rowsFor(body) }),
  },
  { path: '/datasets/v3/trigger', answers: [{ json: { snapshot_id: 's_1' } }] },
  { path: '/datasets/v3/progress/s_1', answers: [progress('running'), progress('ready')] },
  { path: '/datasets/v3/snapshot/s_1', answers: [{ json: posts }] },
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
      return { environment: brightdataEnvironment(server.url), close: server.stop };
    },
  },
  ...namedPlace('BRIGHTDATA_API_KEY', 'BRIGHTDATA_BASE_URL'),
];

describe.each(places.map((place) => [place.name, place] as const))(
  'Bright Data by %s',
  (_name, place: Place) => {
    let close: () => Promise<void>;
    let kit: ProviderKit;
    let brightdata: Brightdata;

    beforeEach(async () => {
      const started = await place.start();
      close = started.close;
      kit = openKit(started.environment, { nowMs: place.nowMs });
      brightdata = createBrightdata(kit.parts);
    });
    afterEach(() => close());

    it('finds a company by its page, in whatever form that is given', async () => {
      const asked = 'HTTPS://nl.linkedin.com/company/Northwind-Robotics-demo/about/?trk=x';
      expect(await brightdata.company(asked, kit.call())).toMatchObject({
        url: NORTHWIND,
        slug: 'northwind-robotics-demo',
        name: 'Northwind Robotics',
        countryCodes: ['NL'],
        headquarters: 'Eindhoven, NL',
        employeesOnLinkedin: 378,
        companySize: '201-500 employees',
        industries: ['Robotics'],
        specialties: ['PickPilot', 'ShelfRunner', 'FleetView'],
        website: 'https://northwind-robotics.example/',
        foundedYear: 2014,
        employees: [
          {
            name: 'Ines Okafor',
            headline: 'VP Operations',
            url: 'https://www.linkedin.com/in/ines-okafor-demo',
          },
          { name: 'Joost van Ellewoud' },
          { name: 'Mireille Adeyo' },
        ],
        funding: null,
        stock: null,
      });
      expect(kit.lines).toEqual([
        {
          vendor: 'brightdata',
          operation: 'company',
          estimateUsd: 0.002,
          units: { records: 1 },
          costUsd: 0.002,
          end: 'settled',
        },
      ]);
    });

    it('finds several at once; one that is gone leaves the others alone and costs nothing', async () => {
      const urls = [pageOf('quarrystone-demo'), pageOf('nobody-demo'), NORTHWIND];
      const outcomes = await brightdata.companies(urls, kit.call());
      expect(outcomes.map((one) => ('record' in one ? one.record.name : [one.url, one.error.code]))).toEqual([
        'Quarrystone',
        [pageOf('nobody-demo'), 'not_found'],
        'Northwind Robotics',
      ]);
      expect(kit.lines).toMatchObject([{ estimateUsd: 0.006, units: { records: 2 }, costUsd: 0.004 }]);
    });

    it('finds the posts of a company, newest first', async () => {
      const found = await brightdata.posts({ url: NORTHWIND, limit: 5 }, kit.call());
      expect(found.failed).toBe(0);
      expect(found.posts.map(({ date, title, likes, repost }) => [date, title, likes, repost])).toEqual([
        ['2026-09-18T09:00:00.000Z', 'Opens a service hub in Antwerp', 12, null],
        ['2026-06-03T09:00:00.000Z', 'Recalls ShelfRunner battery trays', 12, null],
      ]);
      expect(kit.lines).toMatchObject([
        { operation: 'company posts', estimateUsd: 0.01, units: { records: 2 }, costUsd: 0.004 },
      ]);
    });

    it('buys nothing twice: of several only those that are not kept are asked for', async () => {
      await brightdata.company(NORTHWIND, kit.call());
      await brightdata.companies([NORTHWIND, pageOf('quarrystone-demo')], kit.call());
      expect(kit.lines.map(({ cached = false, units }) => [cached, units])).toEqual([
        [false, { records: 1 }],
        [true, { saved_usd: 0.002 }],
        [false, { records: 1 }],
      ]);
    });
  },
);

describe('what Bright Data is sent', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  let brightdata: Brightdata;

  beforeEach(async () => {
    server = await startReplayServer(routes);
    kit = openKit(environmentAt(server.url));
    brightdata = createBrightdata(kit.parts);
  });
  afterEach(() => server.close());

  const sent = () =>
    server.requests.map(({ method, path, query, headers, body }) => ({
      method,
      path,
      query: Object.fromEntries(query),
      key: headers['authorization'],
      ...(body.length > 0 && { body: JSON.parse(body.toString()) as unknown }),
    }));
  const key = 'Bearer key-of-brightdata';

  it('is one synchronous call for up to 20 companies', async () => {
    await brightdata.company(NORTHWIND, kit.call());
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/datasets/v3/scrape',
        query: { dataset_id: 'gd_l1vikfnt1wgvvqz95w', include_errors: 'true', format: 'json' },
        key,
        body: [{ url: NORTHWIND }],
      },
    ]);
  });

  it('is a snapshot for posts, asked for until it is ready', async () => {
    await brightdata.posts({ url: NORTHWIND, since: '2026-01-01', limit: 5 }, kit.call());
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/datasets/v3/trigger',
        query: {
          dataset_id: 'gd_lyy3tktm25m4avu764',
          include_errors: 'true',
          format: 'json',
          type: 'discover_new',
          discover_by: 'company_url',
          limit_per_input: '5',
        },
        key,
        body: [{ url: NORTHWIND, start_date: '2026-01-01' }],
      },
      { method: 'GET', path: '/datasets/v3/progress/s_1', query: {}, key },
      { method: 'GET', path: '/datasets/v3/progress/s_1', query: {}, key },
      { method: 'GET', path: '/datasets/v3/snapshot/s_1', query: { format: 'json' }, key },
    ]);
    expect(kit.clock.sleeps).toEqual([10_000]);
  });

  it('is nothing for a page that is no company’s', async () => {
    const asked = brightdata.company('https://www.linkedin.com/in/ines-okafor-demo', kit.call());
    await expect(asked).rejects.toMatchObject({ code: 'address_refused' });
    expect(server.requests).toEqual([]);
  });

  it('is nothing without a key: the error names the variable and where to get it', async () => {
    const bare = openKit({ BRIGHTDATA_BASE_URL: server.url });
    const asked = createBrightdata(bare.parts).company(NORTHWIND, bare.call());
    await expect(asked).rejects.toThrow(
      'BRIGHTDATA_API_KEY is not set. Key of Bright Data: https://brightdata.com/cp/setting/users',
    );
    expect([server.requests.length, bare.lines]).toEqual([0, []]);
  });
});
