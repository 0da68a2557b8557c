import type { Account } from './account';
import { findOrganization, recognise } from './organization';
import { company, recordingContext } from './testing';

const account: Account = {
  id: 'account-1',
  name: 'Northwind Robotics',
  domain: 'northwind-robotics.example',
  linkedinUrl: null,
  apolloId: null,
  employees: null,
  revenueUsd: null,
  isKnown: false,
  notes: [],
};

const asking = (answer = company) => {
  const asked: object[] = [];
  return {
    asked,
    organization: async (which: object) => {
      asked.push(which);
      return answer;
    },
  };
};

describe('recognise', () => {
  it('takes the company that carries the domain of the account', () => {
    expect(recognise(account, company)).toEqual({
      apolloId: 'org-1',
      name: 'Northwind Robotics',
      domain: 'northwind-robotics.example',
      employees: 420,
      revenueUsd: null,
      notes: ['Recognised by domain, name.'],
    });
  });

  it('takes the company with the LinkedIn page of the account, whatever its domain', () => {
    const linkedinUrl = 'https://nl.linkedin.com/company/Northwind-Robotics-demo/about';
    const found = recognise({ ...account, linkedinUrl }, { ...company, domain: 'northwind.example' });
    expect(found).toMatchObject({ apolloId: 'org-1', notes: ['Recognised by LinkedIn page, name.'] });
  });

  it('abstains from a company that shares the name alone, and says so', () => {
    const found = recognise(account, { ...company, domain: 'other-northwind.example' });
    expect(found).toMatchObject({ apolloId: null, domain: 'northwind-robotics.example' });
    expect(found.notes[0]).toContain('people are looked for by domain');
  });

  it('looks by domain when Apollo knows no such company', () => {
    expect(recognise(account, null)).toMatchObject({ apolloId: null, domain: 'northwind-robotics.example' });
  });
});

describe('findOrganization', () => {
  it('asks with all that is known of the account, once per job', async () => {
    const apollo = asking();
    const context = recordingContext();
    await findOrganization(apollo, account, context);
    await findOrganization(apollo, account, context);
    expect(apollo.asked).toEqual([{ domain: 'northwind-robotics.example', name: 'Northwind Robotics' }]);
  });

  it('buys nothing that an earlier job has found', async () => {
    const apollo = asking();
    const known = { ...account, apolloId: 'org-9', employees: 7, isKnown: true };
    expect(await findOrganization(apollo, known, recordingContext())).toMatchObject({
      apolloId: 'org-9',
      employees: 7,
      notes: ['Known from the account, at most 30 days old.'],
    });
    expect(apollo.asked).toEqual([]);
  });

  it('fails when there is nothing to look by, and buys nothing', async () => {
    const apollo = asking();
    const unknown = { ...account, domain: null, notes: ['The account has no website.'] };
    await expect(findOrganization(apollo, unknown, recordingContext())).rejects.toMatchObject({
      code: 'account_unsearchable',
    });
    expect(apollo.asked).toEqual([]);
  });
});
