import { createHttpClient } from '@userport/http';
import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openRequests, type Requests, statusOf } from './requests';
import { openStop } from './stop';

const { signal } = new AbortController();
const collection = { datasetId: 'gd_1', inputs: [{ url: 'a' }], endpoint: 'company' };

describe('the endpoints of Bright Data', () => {
  let server: ReplayServer;
  let answers: ReplayAnswer[];
  let kit: ProviderKit;
  let requests: Requests;

  beforeEach(async () => {
    answers = [];
    const take = () => answers.shift() ?? { status: 501 };
    const paths = ['scrape', 'trigger', 'progress/s%2F1', 'snapshot/s_1'];
    server = await startReplayServer(paths.map((path) => ({ path: `/datasets/v3/${path}`, answers: take })));
    kit = openKit({});
    const { clock } = kit;
    const client = createHttpClient({
      name: 'brightdata',
      baseUrl: server.url,
      timeoutMs: 1000,
      clock,
      retry: { limit: 0, statuses: [] },
    });
    requests = openRequests(client, openStop(kit.parts.cache, clock.now), () => 'key', clock.now);
  });
  afterEach(() => server.close());

  it.each<[string, ReplayAnswer, unknown]>([
    ['rows', { json: [{ name: 'a' }] }, { rows: [{ name: 'a' }] }],
    ['one row that is no list', { json: { name: 'a' } }, { rows: [{ name: 'a' }] }],
    ['a snapshot', { status: 202, json: { snapshot_id: 's_1' } }, { snapshotId: 's_1' }],
  ])('scrape: %s', async (_what, answer, expected) => {
    answers = [answer];
    expect(await requests.scrape(collection, signal)).toEqual(expected);
  });

  it('puts an id into a path as a part of it and nothing else', async () => {
    answers = [{ json: { status: 'running' } }];
    expect(await requests.progress('s/1', 'company', signal)).toBe('running');
    expect(server.requests[0]?.path).toBe('/datasets/v3/progress/s%2F1');
  });

  it('downloads rows, or tells how long to wait for them', async () => {
    answers = [
      { status: 202, headers: { 'retry-after': '7' }, json: { status: 'building' } },
      { json: [1, 2] },
    ];
    expect(await requests.download('s_1', 'company', signal)).toEqual({ waitMs: 7000 });
    expect(await requests.download('s_1', 'company', signal)).toEqual({ rows: [1, 2], waitMs: undefined });
  });

  it('makes no call after the second refusal', async () => {
    answers = [{ status: 429 }, { status: 429 }, { json: [] }];
    const ends = [];
    for (let tries = 0; tries < 3; tries += 1) {
      ends.push(await requests.scrape(collection, signal).catch((error: { code: string }) => error.code));
    }
    expect(ends).toEqual(['vendor_refused', 'vendor_refused', 'vendor_stopped']);
    expect(server.requests).toHaveLength(2);
  });

  it('tells the status of an error that has one', async () => {
    answers = [{ status: 418 }];
    expect(statusOf(await requests.trigger(collection, signal).catch((error: unknown) => error))).toBe(418);
    expect(statusOf(new Error('other'))).toBeUndefined();
  });
});
