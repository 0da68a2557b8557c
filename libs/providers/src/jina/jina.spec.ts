import type { RecordedRequest } from '@userport/http/testing';
import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { inventedWorld } from '../../../../tools/sandbox';
import { createJina as openSandbox, jinaEnvironment } from '../../../../tools/sandbox/jina';
import { serveLoopback } from '../../../../tools/sandbox/serve-loopback';
import { namedPlace, NOW, openKit, type Place, type ProviderKit } from '../provider-kit.suite';
import readerHtml from './fixtures/reader-html.json';
import readerMarkdown from './fixtures/reader-markdown.json';
import searchBare from './fixtures/search-bare.json';
import searchFull from './fixtures/search.json';
import { createJina, type Jina } from './jina';

const ABOUT = 'https://northwind-robotics.example/about';
const TECHNOLOGY = 'https://northwind-robotics.example/technology';

const environmentAt = (url: string) => ({
  JINA_API_KEY: 'key-of-jina',
  JINA_READER_BASE_URL: `${url}/reader`,
  JINA_SEARCH_BASE_URL: `${url}/search`,
});

const routes = [
  {
    path: '/reader/',
    answers: ({ headers }: RecordedRequest): ReplayAnswer => ({
      json: headers['x-respond-with'] === 'html' ? readerHtml : readerMarkdown,
    }),
  },
  {
    path: '/search/',
    answers: ({ headers }: RecordedRequest): ReplayAnswer => ({
      json: headers['x-respond-with'] === 'no-content' ? searchBare : searchFull,
    }),
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
      return { environment: jinaEnvironment(server.url), close: server.stop };
    },
  },
  ...namedPlace('JINA_API_KEY', 'JINA_READER_BASE_URL', 'JINA_SEARCH_BASE_URL'),
];

describe.each(places.map((place) => [place.name, place] as const))('Jina by %s', (_name, place: Place) => {
  let close: () => Promise<void>;
  let kit: ProviderKit;
  let jina: Jina;

  beforeEach(async () => {
    const started = await place.start();
    close = started.close;
    kit = openKit(started.environment, { nowMs: place.nowMs });
    jina = createJina(kit.parts);
  });
  afterEach(() => close());

  it('reads a page as Markdown', async () => {
    expect(await jina.read({ url: ABOUT, form: 'markdown' }, kit.call())).toEqual({
      url: ABOUT,
      title: 'About Northwind Robotics',
      description:
        'Northwind Robotics builds and runs picking robots for warehouses in the Benelux and northern Germany.',
      publishedTime: null,
      warning: null,
      images: [],
      text:
        '# About Northwind Robotics\n\nNorthwind Robotics B.V. was founded in 2014 and sits in Eindhoven, ' +
        'Netherlands. It employs 420 people.',
      cut: false,
      cleaned: 0,
    });
    expect(kit.lines).toEqual([
      {
        vendor: 'jina',
        operation: 'reader',
        estimateUsd: 0.01,
        units: { tokens: 33 },
        costUsd: 0.00000165,
        end: 'settled',
      },
    ]);
  });

  it('reads a page as HTML, with the list of its images', async () => {
    const page = await jina.read({ url: TECHNOLOGY, form: 'html', images: true }, kit.call());
    expect(page.text).toMatch(/^<!doctype html>.*<li>Kubernetes<\/li>/s);
    expect(page.images).toEqual([
      {
        label: 'Image 1: Northwind Robotics logo',
        url: 'https://northwind-robotics.example/logo.png',
      },
    ]);
  });

  it('searches with the texts of the pages', async () => {
    const found = await jina.search({ query: 'Northwind Robotics recalls', content: true }, kit.call());
    expect(found.map(({ url, date }) => [new URL(url).pathname, date])).toEqual([
      ['/', null],
      ['/about', null],
      ['/customers', null],
      ['/technology', null],
      ['/news/antwerp-hub', '2026-09-18'],
      ['/news/battery-trays', '2026-06-03'],
    ]);
    expect(found[5]?.page).toEqual({
      text:
        '# Recalls ShelfRunner battery trays\n\n' +
        'Northwind Robotics exchanges the trays of 180 ShelfRunner robots free of charge.',
      cut: false,
      cleaned: 0,
    });
  });

  it('searches without texts, for a twentieth of a cent each ten', async () => {
    const query = { query: 'Northwind Robotics recalls', content: false, count: 3 };
    const found = await jina.search(query, kit.call());
    expect(found.map(({ page }) => page)).toEqual([null, null, null]);
    expect(kit.lines).toMatchObject([
      { operation: 'search', estimateUsd: 0.0005, units: { tokens: 10_000 }, costUsd: 0.0005 },
    ]);
  });

  it('buys nothing twice, and says what that saves', async () => {
    const ask = () => jina.read({ url: ABOUT, form: 'markdown' }, kit.call());
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(kit.lines[1]).toEqual({
      vendor: 'jina',
      operation: 'reader',
      estimateUsd: 0,
      cached: true,
      units: { saved_usd: 0.00000165 },
      costUsd: 0,
      end: 'settled',
    });
  });
});

describe('what Jina is sent', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  let jina: Jina;

  beforeEach(async () => {
    server = await startReplayServer(routes);
    kit = openKit(environmentAt(server.url));
    jina = createJina(kit.parts);
  });
  afterEach(() => server.close());

  const sent = () =>
    server.requests.map(({ method, path, headers, body }) => {
      const chosen = Object.entries(headers).filter(([name]) => /^(accept|authorization|x-)/.test(name));
      // ky adds what a fetch accepts; only these are ours.
      const ours = chosen.filter(([name]) => !['accept-encoding', 'accept-language'].includes(name));
      return {
        method,
        path,
        headers: Object.fromEntries(ours),
        body: JSON.parse(body.toString()) as unknown,
      };
    });

  it('is the address in the body, the form in headers, and nothing that means yes by being there', async () => {
    await jina.read({ url: 'https://northwind-robotics.example/about#team', form: 'markdown' }, kit.call());
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/reader/',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer key-of-jina',
          'x-respond-with': 'markdown',
          'x-max-tokens': '200000',
        },
        body: { url: 'https://northwind-robotics.example/about#team' },
      },
    ]);
  });

  it('is a wish for images and for no kept snapshot where there is one', async () => {
    const input = { url: TECHNOLOGY, form: 'html', images: true, maxTokens: 5000 } as const;
    await jina.read(input, kit.call({ fresh: true }));
    expect(sent()[0]?.headers).toEqual({
      accept: 'application/json',
      authorization: 'Bearer key-of-jina',
      'x-respond-with': 'html',
      'x-max-tokens': '5000',
      'x-with-images-summary': 'true',
      'x-no-cache': 'true',
    });
  });

  it('is a query with the fields that were given', async () => {
    const query = { query: 'Quarrystone', content: false, site: 'quarrystone.example', country: 'ie' };
    await jina.search(query, kit.call());
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/search/',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer key-of-jina',
          'x-respond-with': 'no-content',
        },
        body: { q: 'Quarrystone', num: 10, site: 'quarrystone.example', gl: 'ie' },
      },
    ]);
  });

  it.each(['http://127.0.0.1/', 'http://169.254.169.254/', 'file:///etc/passwd', 'intranet'])(
    'is nothing for an address that is not public: %s',
    async (url) => {
      await expect(jina.read({ url, form: 'markdown' }, kit.call())).rejects.toMatchObject({
        code: 'address_refused',
      });
      expect([server.requests.length, kit.lines]).toEqual([0, []]);
    },
  );

  it('is looked up by name when it is read, and not when a kept answer serves', async () => {
    const resolve = jest.fn(async () => ['93.184.216.34']);
    const asking = createJina({ ...kit.parts, resolve });
    const ask = () => asking.read({ url: 'https://open.test/', form: 'markdown' }, kit.call());
    await ask();
    await ask();
    expect(resolve.mock.calls).toEqual([['open.test']]);
  });

  it('is nothing for a name that leads inside', async () => {
    const inside = createJina({ ...kit.parts, resolve: async () => ['10.0.0.1'] });
    await expect(inside.read({ url: 'https://open.test/', form: 'html' }, kit.call())).rejects.toMatchObject({
      code: 'address_refused',
    });
  });

  it('is nothing without a key: the error names the variable and where to get it', async () => {
    const { JINA_API_KEY: _key, ...rest } = environmentAt(server.url);
    const bare = openKit(rest);
    const asked = createJina(bare.parts).read({ url: ABOUT, form: 'markdown' }, bare.call());
    await expect(asked).rejects.toMatchObject({ code: 'configuration' });
    await expect(asked).rejects.toThrow(
      'JINA_API_KEY is not set. Key of Jina: https://jina.ai/api-dashboard/key-manager',
    );
    expect([server.requests.length, bare.lines]).toEqual([0, []]);
  });
});
