import { openAccountStore } from './account-store';
import { openMemoryWarehouse } from './testing';

const version = (day: number, name: string) => ({
  accountId: 'account-1',
  jobId: `job-${day}`,
  data: { name },
  qualityScore: 0.5,
  fetchedAt: new Date(Date.UTC(2026, 2, day)),
});

describe('openAccountStore', () => {
  it('answers the newest version, whatever order they were stored in', async () => {
    const accounts = openAccountStore(openMemoryWarehouse({ now: () => 0 }));
    await accounts.append(version(2, 'Brindle Works'));
    await accounts.append(version(3, 'Brindle Works AG'));
    await accounts.append(version(1, 'Brindle'));
    await accounts.append({ ...version(9, 'Other'), accountId: 'account-2' });
    expect(await accounts.newest('account-1')).toEqual(version(3, 'Brindle Works AG'));
  });

  it('chooses alike for every reader when two versions are of one moment', async () => {
    const stores = [1, 2].map(() => openAccountStore(openMemoryWarehouse({ now: () => 0 })));
    const versions = [version(1, 'Brindle'), version(1, 'Brindle AG')];
    for (const one of versions) await stores[0]?.append(one);
    for (const one of versions.toReversed()) await stores[1]?.append(one);
    expect(await stores[0]?.newest('account-1')).toEqual(await stores[1]?.newest('account-1'));
  });

  it('keeps what is not known out of the answer', async () => {
    const accounts = openAccountStore(openMemoryWarehouse({ now: () => 0 }));
    const bare = { accountId: 'account-1', data: {}, fetchedAt: new Date(0) };
    await accounts.append(bare);
    expect(await accounts.newest('account-1')).toStrictEqual(bare);
  });

  it('knows no account that was never stored', async () => {
    expect(await openAccountStore(openMemoryWarehouse({ now: () => 0 })).newest('account-1')).toBeUndefined();
  });
});
