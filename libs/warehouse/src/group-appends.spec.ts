import { RetryableError } from '@userport/errors';
import { groupAppends } from './group-appends';
import type { RowOf } from './tables';
import { openMemoryWarehouse } from './testing';

const row = (id: string): RowOf<'account_data'> => ({
  record_id: id,
  account_id: 'account',
  job_id: null,
  data: {},
  quality_score: null,
  fetched_at: new Date(0),
});

/** A warehouse whose appends end when they are told to, and say what came in one. */
function openSlow() {
  const memory = openMemoryWarehouse({ now: () => 0 });
  const appends: string[][] = [];
  const ends: (() => Promise<void>)[] = [];
  const slow = groupAppends({
    ...memory,
    append: (table, rows) => {
      appends.push((rows as readonly RowOf<'account_data'>[]).map((one) => one.record_id));
      return new Promise<void>((resolve, reject) => {
        ends.push(() => memory.append(table, rows).then(resolve, reject));
        fails.push(() => reject(new RetryableError('away')));
      });
    },
  });
  const fails: (() => void)[] = [];
  return { slow, appends, ends, fails, memory };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('groupAppends', () => {
  it('sends those of one turn together, and those that wait for them', async () => {
    const { slow, appends, ends, memory } = openSlow();
    const first = Promise.all(['a', 'b'].map((id) => slow.append('account_data', [row(id)])));
    expect(appends).toEqual([]);
    await settle();
    expect(appends).toEqual([['a', 'b']]);
    const later = Promise.all(['c', 'd'].map((id) => slow.append('account_data', [row(id)])));
    await settle();
    expect(appends).toEqual([['a', 'b']]);
    await ends[0]?.();
    await settle();
    expect(appends).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    await ends[1]?.();
    await Promise.all([first, later]);
    const { rows } = await memory.find({ table: 'account_data', where: {}, limit: 9 });
    expect(rows[0].map(({ record_id }) => record_id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('acknowledges nobody before the rows are stored, and fails all of a group together', async () => {
    const { slow, ends, fails } = openSlow();
    const first = slow.append('account_data', [row('a')]);
    await settle();
    const told: string[] = [];
    const rest = ['b', 'c'].map((id) =>
      slow.append('account_data', [row(id)]).then(
        () => told.push(`${id} stored`),
        () => told.push(`${id} failed`),
      ),
    );
    await ends[0]?.();
    await first;
    await settle();
    expect(told).toEqual([]);
    fails[1]?.();
    await Promise.all(rest);
    expect(told).toEqual(['b failed', 'c failed']);
  });

  it('goes on after a failure', async () => {
    const { slow, appends, ends, fails } = openSlow();
    const lost = slow.append('account_data', [row('a')]);
    await settle();
    const next = slow.append('account_data', [row('b')]);
    fails[0]?.();
    await expect(lost).rejects.toThrow('away');
    await settle();
    await ends[1]?.();
    await next;
    expect(appends).toEqual([['a'], ['b']]);
  });

  it('keeps a row that cannot be stored away from the others', async () => {
    const { slow, appends, ends } = openSlow();
    const first = slow.append('account_data', [row('a')]);
    await settle();
    const bad = slow.append('account_data', [{ ...row('b'), account_id: 7 as never }]);
    const good = slow.append('account_data', [row('c')]);
    await expect(bad).rejects.toMatchObject({ code: 'row_invalid' });
    await ends[0]?.();
    await settle();
    await ends[1]?.();
    await Promise.all([first, good]);
    expect(appends).toEqual([['a'], ['c']]);
  });

  it('does not hold up one table for another', async () => {
    const { slow, appends } = openSlow();
    void slow.append('account_data', [row('a')]);
    const key = { cache_key: 'k', vendor: 'v', scope: 'shared', answer: {}, stored_at: new Date(0) };
    void slow.append('api_request_cache', [key]);
    await settle();
    expect(appends).toHaveLength(2);
  });
});
