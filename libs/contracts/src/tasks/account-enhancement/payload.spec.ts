import { accountEnhancementPayload, accountsIn } from './payload';

const listed = { account_id: 'account-1', website: 'https://quarrystone.example' };

describe('accountEnhancementPayload', () => {
  it.each([
    ['a list', { accounts: [listed, { account_id: 'account-2', website: null }], is_bulk: true }],
    ['one account', listed],
    ['one account without a website', { account_id: 'account-1', website: null }],
  ])('takes %s', (_what, payload) => {
    expect(accountEnhancementPayload.parse(payload)).toEqual(payload);
  });

  it.each([
    ['nothing', {}],
    ['an empty list', { accounts: [] }],
    ['an account without the key website', { accounts: [{ account_id: 'account-1' }] }],
    ['an account without an id', { accounts: [{ website: null }] }],
    ['an account twice', { accounts: [listed, listed] }],
    ['a website that is no text', { account_id: 'account-1', website: 7 }],
    ['more accounts than one job may have', { accounts: Array(1001).fill(listed) }],
  ])('refuses %s', (_what, payload) => {
    expect(accountEnhancementPayload.safeParse(payload).success).toBe(false);
  });
});

describe('accountsIn', () => {
  it('reads both forms', () => {
    const account = { accountId: 'account-1', website: 'https://quarrystone.example' };
    expect([accountsIn({ accounts: [listed] }), accountsIn(listed)]).toEqual([[account], [account]]);
  });

  it('reads of a broken payload what is there', () => {
    const broken = { accounts: [null, { account_id: 3 }, { account_id: 'account-3' }] } as never;
    expect(accountsIn(broken)).toEqual([{ accountId: 'account-3', website: null }]);
    expect(accountsIn({})).toEqual([]);
  });
});
