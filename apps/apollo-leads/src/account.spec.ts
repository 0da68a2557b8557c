import type { AccountVersion } from '@userport/warehouse';
import { readAccount } from './account';
import { NOW_MS, payloadFor } from './testing';

const DAY_MS = 24 * 60 * 60 * 1000;

const stored = (ageDays: number, data: AccountVersion['data']) => ({
  newest: async () => ({ accountId: 'account-1', data, fetchedAt: new Date(NOW_MS - ageDays * DAY_MS) }),
});
const nothing = { newest: async () => undefined };
const FACTS = {
  linkedin_url: 'https://www.linkedin.com/company/northwind-robotics-demo',
  employee_count: 420,
  website: 'https://other.example',
};

describe('readAccount', () => {
  it('takes name and website of the payload', async () => {
    expect(await readAccount(payloadFor(), nothing, NOW_MS)).toEqual({
      id: 'account-1',
      name: 'Northwind Robotics',
      domain: 'northwind-robotics.example',
      linkedinUrl: null,
      apolloId: null,
      employees: null,
      revenueUsd: null,
      isKnown: false,
      notes: [],
    });
  });

  it('uses what was found at most 30 days ago, and the payload before it', async () => {
    const account = await readAccount(payloadFor(), stored(30, FACTS), NOW_MS);
    expect(account).toMatchObject({
      domain: 'northwind-robotics.example',
      linkedinUrl: FACTS.linkedin_url,
      employees: 420,
      isKnown: true,
    });
  });

  it('uses nothing older', async () => {
    const account = await readAccount(payloadFor(), stored(30.01, FACTS), NOW_MS);
    expect(account).toMatchObject({ linkedinUrl: null, employees: null, isKnown: false });
  });

  it('takes the stored website where the payload has none', async () => {
    const account = await readAccount(payloadFor({ account_data: null }), stored(1, FACTS), NOW_MS);
    expect(account.domain).toBe('other.example');
  });

  it.each([
    [null, 'The account has no website.'],
    ['  ', 'The account has no website.'],
    ['localhost', 'The website of the account has no domain to look up.'],
    ['127.0.0.1', 'The website of the account has no domain to look up.'],
  ])('notes what is wrong with the website %j', async (website, note) => {
    const payload = payloadFor({ account_data: { name: 'N', website } });
    const { domain, notes } = await readAccount(payload, nothing, NOW_MS);
    expect([domain, notes]).toEqual([null, [note]]);
  });
});
