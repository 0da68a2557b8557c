import { TerminalError } from '@userport/errors';
import type { SearchPeople } from '@userport/providers/apollo';
import type { Organization } from './organization';
import { searchLeads, withoutDuplicates } from './search-leads';
import { apolloWith, personFor, recordingContext } from './testing';

const organization: Organization = {
  apolloId: 'org-1',
  name: 'Northwind Robotics',
  domain: 'northwind-robotics.example',
  employees: null,
  revenueUsd: null,
  notes: [],
};
const people = Array.from({ length: 730 }, (_, index) => personFor(`p${index}`));

describe('searchLeads', () => {
  it('reads every page, in the order of the pages', async () => {
    const found = await searchLeads(apolloWith(people), organization, 3000, recordingContext());
    expect(found.people.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
    expect([found.total, found.duplicates, found.notes]).toEqual([730, 0, []]);
  });

  it('says when Apollo counts more people than were looked at, or than it lists', async () => {
    const apollo = apolloWith(people);
    const first = await searchLeads(apollo, organization, 250, recordingContext());
    expect(first.notes).toEqual(['Apollo counts 730 people; the first 250 were looked at (max_employees).']);
    const searchPeople: typeof apollo.searchPeople = async (input, call) => ({
      ...(await apollo.searchPeople(input, call)),
      total: 735,
    });
    const shorter = await searchLeads({ searchPeople }, organization, 3000, recordingContext());
    expect(shorter.notes).toEqual(['Apollo counts 735 people and listed 730 of them.']);
  });

  it('ends at the number asked for, and reads no page beyond it', async () => {
    const apollo = apolloWith(people);
    const found = await searchLeads(apollo, organization, 250, recordingContext());
    expect(found.people).toHaveLength(250);
    expect(apollo.searchedPages).toEqual([1, 2, 3]);
  });

  it('has at most five pages on their way', async () => {
    let open = 0;
    let most = 0;
    const base = apolloWith(Array.from({ length: 3000 }, (_, index) => personFor(`p${index}`)));
    const searchPeople = async (input: SearchPeople) => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return base.searchPeople(input, {
        signal: new AbortController().signal,
        bill: recordingContext().bill,
      });
    };
    await searchLeads({ searchPeople }, organization, 3000, recordingContext());
    expect(most).toBe(5);
  });

  it('asks by id where the company is certain, else by domain, for the levels that decide', async () => {
    const asked: SearchPeople[] = [];
    const searchPeople = async (input: SearchPeople) => {
      asked.push(input);
      return { people: [], total: 0, pages: 0 };
    };
    await searchLeads({ searchPeople }, organization, 10, recordingContext());
    await searchLeads({ searchPeople }, { ...organization, apolloId: null }, 10, recordingContext());
    expect(asked.map(({ organizationIds, domains }) => organizationIds ?? domains)).toEqual([
      ['org-1'],
      ['northwind-robotics.example'],
    ]);
    expect(asked[0]?.seniorities).toEqual([
      ...['founder', 'vp', 'head', 'director', 'c_suite', 'owner', 'manager', 'partner', 'senior'],
    ]);
  });

  it('is whole or fails: a page that fails is no shorter list', async () => {
    const base = apolloWith(people);
    const refused = new TerminalError('No.', { code: 'vendor_refused' });
    const searchPeople = async (input: SearchPeople) => {
      if (input.page === 4) throw refused;
      return base.searchPeople(input, {
        signal: new AbortController().signal,
        bill: recordingContext().bill,
      });
    };
    await expect(searchLeads({ searchPeople }, organization, 3000, recordingContext())).rejects.toBe(refused);
  });
});

describe('withoutDuplicates', () => {
  it('keeps the first of equal ids and of equal LinkedIn pages', () => {
    const rows = [
      personFor('a', { linkedinUrl: 'http://www.linkedin.com/in/ines-demo' }),
      personFor('a'),
      personFor('b', { linkedinUrl: 'https://nl.linkedin.com/in/Ines-demo/?x=1' }),
      personFor('c', { linkedinUrl: null }),
      personFor('d', { linkedinUrl: null }),
    ];
    expect(withoutDuplicates(rows).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });
});
