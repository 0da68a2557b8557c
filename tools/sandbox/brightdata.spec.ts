import { brightdataEnvironment, createBrightdata } from './brightdata';
import type { SandboxReply, SandboxRequest } from './serve-loopback';
import type { VendorDesk } from './vendor-desk';
import { inventedWorld } from './world/world';

const NOW = Date.UTC(2026, 10, 23);
const COMPANIES = 'gd_l1vikfnt1wgvvqz95w';
const POSTS = 'gd_lyy3tktm25m4avu764';
const pageOf = (slug: string) => ({ url: `https://www.linkedin.com/company/${slug}` });

describe('the sandbox’s Bright Data', () => {
  let desk: VendorDesk;
  beforeEach(() => {
    desk = createBrightdata(inventedWorld, { sleep: async () => undefined, now: () => NOW });
  });

  const call = (method: string, path: string, more: Partial<SandboxRequest> = {}): Promise<SandboxReply> =>
    desk.handle({
      method,
      path: `/datasets/v3/${path}`,
      query: new URLSearchParams(),
      body: Buffer.alloc(0),
      ...more,
      headers: { authorization: 'Bearer k', ...more.headers },
    });
  const post = (path: string, inputs: unknown, fault?: string, datasetId = COMPANIES) =>
    call('POST', path, {
      query: new URLSearchParams({ dataset_id: datasetId }),
      body: Buffer.from(JSON.stringify(inputs)),
      ...(fault !== undefined && { headers: { 'x-sandbox-fault': fault } }),
    });
  const wordsOf = ({ body }: SandboxReply) =>
    (body as { name?: string; error_code?: string }[]).map((row) => row.name ?? row.error_code);

  it('answers records, and rows with a code for what it cannot give, inside a 200', async () => {
    const reply = await post('scrape', ['quarrystone-demo', 'nobody', 'stonewall-archives-demo'].map(pageOf));
    expect([reply.status, wordsOf(reply)]).toEqual([200, ['Quarrystone', 'dead_page', 'blocked']]);
  });

  it('takes inputs in both forms, and at most twenty at once', async () => {
    expect(wordsOf(await post('scrape', { input: [pageOf('quarrystone-demo')] }))).toEqual(['Quarrystone']);
    expect(await post('scrape', Array(21).fill(pageOf('a')))).toMatchObject({ status: 400 });
  });

  it('gives up waiting when told so, and has the rows at the second look', async () => {
    const begun = await post('scrape', [pageOf('quarrystone-demo')], 'snapshot');
    expect([begun.status, begun.headers]).toEqual([202, { 'retry-after': '10' }]);
    const { snapshot_id: id } = begun.body as { snapshot_id: string };
    const states = [];
    for (let look = 0; look < 2; look += 1) {
      states.push(((await call('GET', `progress/${id}`)).body as { status: string }).status);
    }
    expect(states).toEqual(['running', 'ready']);
    expect(wordsOf(await call('GET', `snapshot/${id}`))).toEqual(['Quarrystone']);
  });

  it('says not yet to who downloads too early, and once more where it is told to', async () => {
    const begun = await post('trigger', [pageOf('quarrystone-demo')], 'ready-but-202');
    const { snapshot_id: id } = begun.body as { snapshot_id: string };
    await call('GET', `progress/${id}`);
    await call('GET', `progress/${id}`);
    const statuses = [];
    for (let tries = 0; tries < 2; tries += 1) statuses.push((await call('GET', `snapshot/${id}`)).status);
    expect(statuses).toEqual([202, 200]);
  });

  it('answers posts from the events of a company, since a day, up to a limit', async () => {
    const reply = await post(
      'scrape',
      [{ ...pageOf('northwind-robotics-demo'), start_date: '2026-07-01' }],
      undefined,
      POSTS,
    );
    expect((reply.body as { headline: string }[]).map(({ headline }) => headline)).toEqual([
      'Opens a service hub in Antwerp',
    ]);
  });

  it.each([
    ['an unknown data set', 404, [pageOf('a')], 'gd_unknown'],
    ['inputs without an address', 400, [{ name: 'a' }], COMPANIES],
    ['no inputs', 400, [], COMPANIES],
  ])('refuses %s', async (_what, status, inputs, datasetId) => {
    expect((await post('scrape', inputs, undefined, datasetId)).status).toBe(status);
  });

  it.each([
    ['rate-limited', 429, 'Too many running jobs'],
    ['out-of-quota', 402, 'Payment required: the account has no balance left'],
    ['suspended', 200, 'Account is suspended'],
  ])('answers %s in plain text', async (fault, status, body) => {
    expect(await post('scrape', [pageOf('quarrystone-demo')], fault)).toMatchObject({ status, body });
  });

  it('knows no snapshot that it did not begin', async () => {
    expect((await call('GET', 'progress/s_other')).status).toBe(404);
    expect((await call('GET', 'snapshot/s_other')).status).toBe(404);
    expect((await call('GET', 'other')).status).toBe(404);
  });

  it('names its variables', () => {
    expect(brightdataEnvironment('http://127.0.0.1:1')).toEqual({
      BRIGHTDATA_API_KEY: 'sandbox',
      BRIGHTDATA_BASE_URL: 'http://127.0.0.1:1',
    });
  });
});
