import { RetryableError, TerminalError } from '@userport/errors';
import { HttpCallError } from '@userport/http';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import type { Requests } from './requests';
import { openCollect } from './snapshots';

const { signal } = new AbortController();

const refusedWith = (status: number, code = 'vendor_unavailable') =>
  new RetryableError('no', {
    code,
    cause: new HttpCallError({
      client: 'brightdata',
      endpoint: 'company',
      method: 'POST',
      url: 'https://api.brightdata.com/',
      kind: 'refused',
      sent: true,
      status,
    }),
  });

describe('openCollect', () => {
  let kit: ProviderKit;
  let asked: string[];
  beforeEach(() => {
    kit = openKit({});
    asked = [];
  });

  /** Endpoints that note what is asked; each answers as told, `ready` and one row when not told. */
  const collectBy = (answers: Partial<Requests> = {}, snapshotWaitMs = 60_000) => {
    const requests: Requests = {
      scrape: async () => ({ snapshotId: 's_1' }),
      trigger: async () => ({ snapshotId: 's_2' }),
      progress: async () => 'ready',
      download: async () => ({ rows: ['row'], waitMs: undefined }),
      ...answers,
    };
    const noted = Object.fromEntries(
      Object.entries(requests).map(([name, act]) => [
        name,
        (...given: unknown[]) => {
          asked.push(typeof given[0] === 'string' ? `${name} ${given[0]}` : name);
          return (act as (...all: unknown[]) => unknown)(...given);
        },
      ]),
    ) as unknown as Requests;
    return openCollect({ requests: noted, cache: kit.parts.cache, clock: kit.clock, snapshotWaitMs });
  };
  const of = (count: number, more: object = {}) => ({
    datasetId: 'gd_1',
    inputs: Array.from({ length: count }, (_, index) => ({ url: String(index) })),
    endpoint: 'company',
    ...more,
  });

  it('asks synchronously for up to twenty, and by a snapshot for more', async () => {
    const scrape = async () => ({ rows: ['at once'] });
    expect(await collectBy({ scrape })(of(20), signal)).toEqual(['at once']);
    expect(await collectBy({ scrape })(of(21), signal)).toEqual(['row']);
    expect(asked).toEqual(['scrape', 'trigger', 'progress s_2', 'download s_2']);
  });

  it('asks by a snapshot for what must be discovered', async () => {
    await collectBy()(of(1, { discoverBy: 'company_url' }), signal);
    expect(asked[0]).toBe('trigger');
  });

  it('goes the other way when the synchronous one fails on the vendor’s side', async () => {
    await collectBy({ scrape: () => Promise.reject(refusedWith(503)) })(of(1), signal);
    expect(asked).toEqual(['scrape', 'trigger', 'progress s_2', 'download s_2']);
  });

  it.each([
    ['was refused', refusedWith(401)],
    [
      'was not answered and may have been carried out',
      new RetryableError('late', { code: 'vendor_timeout' }),
    ],
  ])('does not go the other way when the synchronous call %s', async (_what, error) => {
    const collect = collectBy({ scrape: () => Promise.reject(error) });
    await expect(collect(of(1), signal)).rejects.toBe(error);
    expect(asked).toEqual(['scrape']);
  });

  it('waits ten seconds between looks, and as long as a download asks', async () => {
    const states = ['starting', 'running', 'ready', 'ready'];
    const downloads = [{ waitMs: 3000 }, { rows: [1], waitMs: undefined }];
    const collect = collectBy({
      progress: async () => states.shift() ?? 'ready',
      download: async () => downloads.shift() ?? { waitMs: undefined },
    });
    expect(await collect(of(1), signal)).toEqual([1]);
    expect(kit.clock.sleeps).toEqual([10_000, 10_000, 3000]);
  });

  it('goes on with the same snapshot in the next attempt, and buys nothing again', async () => {
    const slow = collectBy({ progress: async () => 'running' });
    await expect(slow(of(1), signal)).rejects.toMatchObject({
      code: 'snapshot_pending',
      retryAfterMs: 60_000,
    });
    asked = [];
    expect(await collectBy()(of(1), signal)).toEqual(['row']);
    expect(asked).toEqual(['progress s_1', 'download s_1']);
  });

  it('goes on with a snapshot that another way of failing left behind', async () => {
    const broken = collectBy({ progress: () => Promise.reject(new RetryableError('away')) });
    await expect(broken(of(1), signal)).rejects.toThrow('away');
    asked = [];
    await collectBy()(of(1), signal);
    expect(asked).toEqual(['progress s_1', 'download s_1']);
  });

  it('does not go on with a snapshot that was read', async () => {
    await collectBy()(of(1), signal);
    kit.clock.advance(1);
    asked = [];
    await collectBy()(of(1), signal);
    expect(asked[0]).toBe('scrape');
  });

  it('does not take the snapshot of other pages for its own', async () => {
    await expect(collectBy({ progress: async () => 'running' })(of(1), signal)).rejects.toThrow();
    asked = [];
    await collectBy()(of(2), signal);
    expect(asked[0]).toBe('scrape');
  });

  it.each([
    ['expired', new RetryableError('gone', { code: 'snapshot_expired' })],
    ['is not known any more', refusedWith(404)],
  ])('begins anew at once when the snapshot that it goes on with %s', async (_what, error) => {
    await expect(collectBy({ progress: async () => 'running' })(of(1), signal)).rejects.toThrow();
    asked = [];
    let lost = true;
    const progress = async () => {
      if (!lost) return 'ready';
      lost = false;
      throw error;
    };
    expect(await collectBy({ progress })(of(1), signal)).toEqual(['row']);
    expect(asked).toEqual(['progress s_1', 'scrape', 'progress s_1', 'download s_1']);
  });

  it('collects anew in the next attempt when a snapshot failed', async () => {
    const failing = collectBy({ progress: async () => 'failed' });
    await expect(failing(of(1), signal)).rejects.toMatchObject({ code: 'snapshot_failed' });
    kit.clock.advance(1);
    asked = [];
    await collectBy()(of(1), signal);
    expect(asked[0]).toBe('scrape');
  });

  it('takes an empty snapshot for no rows', async () => {
    const empty = new TerminalError('empty', { code: 'snapshot_empty' });
    expect(await collectBy({ download: () => Promise.reject(empty) })(of(1), signal)).toEqual([]);
  });

  it('ends when its caller gives up', async () => {
    const giveUp = new AbortController();
    const collect = collectBy({
      progress: async () => {
        giveUp.abort();
        return 'running';
      },
    });
    await expect(collect(of(1), giveUp.signal)).rejects.toMatchObject({ code: 'aborted' });
  });
});
