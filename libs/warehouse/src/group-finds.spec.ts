import { RetryableError, TerminalError } from '@userport/errors';
import { groupFinds } from './group-finds';
import type { RowOf } from './tables';
import { openMemoryWarehouse } from './testing';
import type { AnyFind, Find } from './warehouse';

const row = (account: string): RowOf<'account_data'> => ({
  record_id: account,
  account_id: account,
  job_id: null,
  data: {},
  quality_score: null,
  fetched_at: new Date(0),
});
const of = (account: string): Find<'account_data'> => ({
  table: 'account_data',
  where: { account_id: account },
  limit: 9,
});

/** A warehouse that notes what was looked for in one request, and refuses what is told. */
async function openNoting(refusal?: (finds: readonly AnyFind[]) => Error | undefined) {
  const memory = openMemoryWarehouse({ now: () => 7 });
  await memory.append('account_data', ['a', 'b', 'c'].map(row));
  const requests: number[] = [];
  const grouped = groupFinds({
    ...memory,
    find: (...finds) => {
      requests.push(finds.length);
      const error = refusal?.(finds);
      return error === undefined ? memory.find(...finds) : Promise.reject(error);
    },
  });
  return { grouped, requests };
}

const idsOf = async (found: Promise<{ rows: readonly (readonly RowOf<'account_data'>[])[] }>) =>
  (await found).rows.map((rows) => rows.map(({ account_id: id }) => id));

describe('groupFinds', () => {
  it('reads what is looked for in one turn in one request, and gives each caller his own rows', async () => {
    const { grouped, requests } = await openNoting();
    const found = await Promise.all([
      idsOf(grouped.find(of('a'))),
      idsOf(grouped.find(of('b'), of('c'))),
      Promise.resolve().then(() => idsOf(grouped.find(of('nobody')))),
    ]);
    expect(found).toEqual([[['a']], [['b'], ['c']], [[]]]);
    expect(requests).toEqual([4]);
    expect((await grouped.find(of('a'))).now).toEqual(new Date(7));
    expect(requests).toEqual([4, 1]);
  });

  it('puts at most eight into one request', async () => {
    const { grouped, requests } = await openNoting();
    await Promise.all(Array.from({ length: 11 }, () => grouped.find(of('a'))));
    expect(requests).toEqual([8, 3]);
    await grouped.find(...Array.from({ length: 9 }, () => of('a')));
    expect(requests).toEqual([8, 3, 9]);
  });

  it('fails whoever asked too much alone', async () => {
    const { grouped } = await openNoting((finds) =>
      finds.some(({ where }) => 'account_id' in where && where['account_id'] === 'b')
        ? new TerminalError('Too large.', { code: 'query_too_large' })
        : undefined,
    );
    const [a, b] = await Promise.allSettled([grouped.find(of('a')), grouped.find(of('b'))]);
    expect([a.status, b.status]).toEqual(['fulfilled', 'rejected']);
  });

  it('fails all together when the store is away', async () => {
    const away = new RetryableError('away');
    const { grouped, requests } = await openNoting(() => away);
    const both = await Promise.allSettled([grouped.find(of('a')), grouped.find(of('b'))]);
    expect(both).toEqual([
      { status: 'rejected', reason: away },
      { status: 'rejected', reason: away },
    ]);
    expect(requests).toEqual([2]);
  });

  it('refuses a find that is none before it joins', async () => {
    const { grouped, requests } = await openNoting();
    const bad = grouped.find({ ...of('a'), limit: 0 });
    const good = grouped.find(of('a'));
    await expect(bad).rejects.toMatchObject({ name: 'TerminalError' });
    await good;
    expect(requests).toEqual([1]);
  });
});
