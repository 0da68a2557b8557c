import type { AccountVersion } from '@userport/warehouse';
import { readAccount } from './account';
import { NOW_MS, payloadFor } from './testing';

const DAY_MS = 24 * 60 * 60 * 1000;

const stored = (ageDays: number, data: AccountVersion['data']) => ({
  newest: async () => ({ accountId: 'account-1', data, fetchedAt: new Date(NOW_MS - ageDays * DAY_MS) }),
});
const nothing = { newest: async () => undefined };
/** Facts as the enhancement of accounts stores them. */
const FACTS = {
  company_name: 'Other',
  linkedin_url: 'https://www.linkedin.com/company/northwind-robotics-demo',
  employee_count: 420,
  founded_year: 2015,
  location: 'Eindhoven, NL',
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
      city: null,
      foundedYear: null,
      employees: null,
      revenueUsd: null,
      notes: [],
    });
  });

  it('uses what was found at most 30 days ago, and the payload before it', async () => {
    expect(await readAccount(payloadFor(), stored(30, FACTS), NOW_MS)).toMatchObject({
      name: 'Northwind Robotics',
      domain: 'northwind-robotics.example',
      linkedinUrl: FACTS.linkedin_url,
      city: 'Eindhoven',
      foundedYear: 2015,
      employees: 420,
      notes: ['Facts of the account that are at most 30 days old were used.'],
    });
  });

  it('uses nothing older', async () => {
    const account = await readAccount(payloadFor(), stored(30.01, FACTS), NOW_MS);
    expect(account).toMatchObject({ linkedinUrl: null, employees: null, notes: [] });
  });

  it('takes the stored name and website where the payload has none', async () => {
    const account = await readAccount(payloadFor({ account_data: null }), stored(1, FACTS), NOW_MS);
    expect(account).toMatchObject({ name: 'Other', domain: 'other.example' });
  });

  it.each([
    ['https://eu.northwind.co.uk/about?x=1', 'northwind.co.uk'],
    ['sales@northwind.example', 'northwind.example'],
    ['zürich-robotik.ch', 'xn--zrich-robotik-wob.ch'],
  ])('reads the registered domain of %s', async (website, domain) => {
    const payload = payloadFor({ account_data: { name: 'N', website } });
    expect((await readAccount(payload, nothing, NOW_MS)).domain).toBe(domain);
  });

  it('takes a company page that stands in the place of the website for what it is', async () => {
    const website = 'https://nl.linkedin.com/company/Northwind-Robotics-demo/about/';
    const account = await readAccount(payloadFor({ account_data: { name: 'N', website } }), nothing, NOW_MS);
    expect(account).toMatchObject({ domain: null, linkedinUrl: FACTS.linkedin_url });
  });

  it.each([
    [null, 'The account has no website.'],
    ['  ', 'The account has no website.'],
    ['not a website', 'The website of the account is no address.'],
    ['localhost', 'The website of the account leads to a machine of its own, not to the Internet.'],
    ['127.0.0.1', 'The website of the account is an IP address, which has no domain.'],
    ['gmail.com', 'The website of the account is a provider of mailboxes, not its own site.'],
    ['facebook.com/northwind', 'The website of the account is a profile on a network, not its own site.'],
  ])('notes what is wrong with the website %j', async (website, note) => {
    const payload = payloadFor({ account_data: { name: 'N', website } });
    const { domain, notes } = await readAccount(payload, nothing, NOW_MS);
    expect([domain, notes]).toEqual([null, [note]]);
  });
});
