import { RetryableError, TerminalError } from '@userport/errors';
import type { Account } from './account';
import { findOrganization, recognise } from './organization';
import { company, recordingContext } from './testing';

const account: Account = {
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
};
const PAGE = 'https://www.linkedin.com/company/northwind-robotics-demo';

const asking = (answer: typeof company | null | Error = company) => {
  const asked: object[] = [];
  return {
    asked,
    organization: async (which: object) => {
      asked.push(which);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
};

describe('recognise', () => {
  it('takes the company that carries the domain and the name of the account', () => {
    expect(recognise(account, company)).toEqual({
      apolloId: 'org-1',
      name: 'Northwind Robotics',
      domain: 'northwind-robotics.example',
      employees: 420,
      revenueUsd: null,
      notes: ['Recognised at Apollo by website, name.'],
    });
  });

  it('takes a name without its legal form for the same name', () => {
    const found = recognise(account, { ...company, name: 'Northwind Robotics B.V.' });
    expect(found).toMatchObject({ apolloId: 'org-1', name: 'Northwind Robotics B.V.' });
  });

  it('takes the company with the LinkedIn page of an account that has no website, and its domain', () => {
    const found = recognise({ ...account, domain: null, linkedinUrl: PAGE }, company);
    expect(found).toMatchObject({
      apolloId: 'org-1',
      domain: 'northwind-robotics.example',
      notes: ['Recognised at Apollo by LinkedIn page, name.'],
    });
  });

  it('prefers facts of the account to those of the record', () => {
    const known = { ...account, employees: 7, revenueUsd: 1_000 };
    expect(recognise(known, company)).toMatchObject({ employees: 7, revenueUsd: 1_000 });
  });

  it.each([
    ['shares the name alone', account, { domain: 'other-northwind.example' }],
    ['has the domain under another name', account, { name: 'Harbour Mills' }],
    ['has the domain alone', { ...account, name: null }, { name: 'Harbour Mills' }],
    ['has another page on LinkedIn', { ...account, linkedinUrl: PAGE }, { linkedinUrl: `${PAGE}-2` }],
  ])('abstains from a company that %s, and says so', (_what, asked, more) => {
    const found = recognise(asked, { ...company, ...more });
    expect(found).toMatchObject({ apolloId: null, domain: 'northwind-robotics.example' });
    expect(found.notes[0]).toMatch(/is not taken for the account .*: people are looked for by domain\.$/);
  });

  it('says what speaks for and against a company that it does not take', () => {
    expect(recognise(account, { ...company, name: 'Harbour Mills' }).notes).toEqual([
      `Apollo's company "Harbour Mills" is not taken for the account (below threshold; for it: website; against it: name): people are looked for by domain.`,
    ]);
  });

  it('looks by domain when Apollo knows no such company', () => {
    expect(recognise(account, null)).toMatchObject({
      apolloId: null,
      domain: 'northwind-robotics.example',
      notes: ['Apollo knows no such company: people are looked for by domain.'],
    });
  });
});

describe('findOrganization', () => {
  it('asks with all that is known of the account, once per job', async () => {
    const apollo = asking();
    const context = recordingContext();
    const known = { ...account, linkedinUrl: PAGE };
    await findOrganization(apollo, known, context);
    await findOrganization(apollo, known, context);
    expect(apollo.asked).toEqual([
      { domain: 'northwind-robotics.example', linkedinUrl: PAGE, name: 'Northwind Robotics' },
    ]);
  });

  it('buys no id that is among the facts of the account', async () => {
    const apollo = asking();
    const known = { ...account, apolloId: 'org-9', employees: 7 };
    expect(await findOrganization(apollo, known, recordingContext())).toMatchObject({
      apolloId: 'org-9',
      employees: 7,
    });
    expect(apollo.asked).toEqual([]);
  });

  it('fails when there is nothing to look by, and buys nothing', async () => {
    const apollo = asking();
    const unknown = { ...account, domain: null, notes: ['The account has no website.'] };
    await expect(findOrganization(apollo, unknown, recordingContext())).rejects.toMatchObject({
      code: 'account_unsearchable',
      message:
        'No people can be looked for: The account has no website. Give the account a website of its own, or enrich it first.',
    });
    expect(apollo.asked).toEqual([]);
  });

  it('fails when the LinkedIn page of an account without a website leads to no company', async () => {
    const known = { ...account, domain: null, linkedinUrl: PAGE };
    await expect(findOrganization(asking(null), known, recordingContext())).rejects.toMatchObject({
      code: 'account_unknown',
    });
  });

  it('looks by domain when the budget does not pay for the company', async () => {
    const spent = new TerminalError('Spent.', { code: 'budget_exhausted' });
    expect(await findOrganization(asking(spent), account, recordingContext())).toMatchObject({
      apolloId: null,
      domain: 'northwind-robotics.example',
      notes: ['The company was not looked up at Apollo (budget_exhausted): people are looked for by domain.'],
    });
  });

  it('waits for credits until the last attempt, and then looks by domain', async () => {
    const empty = new RetryableError('No credits.', { code: 'quota_exhausted' });
    await expect(findOrganization(asking(empty), account, recordingContext())).rejects.toBe(empty);
    const found = await findOrganization(asking(empty), account, recordingContext({ last: true }));
    expect(found.apolloId).toBeNull();
  });

  it('passes on every other failure', async () => {
    const wrong = new TerminalError('Wrong key.', { code: 'vendor_unauthorized' });
    const asked = findOrganization(asking(wrong), account, recordingContext({ last: true }));
    await expect(asked).rejects.toBe(wrong);
  });
});
