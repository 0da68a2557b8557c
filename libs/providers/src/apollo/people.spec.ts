import bulkMatch from './fixtures/bulk-match.json';
import whole from './fixtures/people-search-whole.json';
import { personOf } from './people';
import { personRow } from './schemas';

const read = (row: unknown) => personOf(personRow.parse(row));

describe('personOf', () => {
  it('takes the placeholder of an address that is not revealed for none, whatever its status says', () => {
    const person = read(whole.people[0]);
    expect([person.email, person.emailStatus, person.hasEmail]).toEqual([null, 'verified', true]);
  });

  it('never takes the address of a contact of the team for the person’s', () => {
    expect(JSON.stringify(read(whole.people[0]))).not.toContain('somebody.else');
  });

  it('names somebody whom the team has saved by the person’s id', () => {
    expect(read(whole.contacts[0])).toMatchObject({
      id: 'be9d5545ed7a7be2bd019256',
      name: 'Tadeusz Rolnik',
      linkedinUrl: 'http://www.linkedin.com/in/tadeusz-rolnik-demo',
    });
  });

  it('takes an id in digits for the same digits', () => {
    expect(read({ id: 42, organization_id: 7, organization: null })).toMatchObject({
      id: '42',
      organizationId: '7',
      organizationName: null,
    });
  });

  it('is told of by an id alone; all else is unknown', () => {
    const known = Object.entries(read({ id: 'a', employment_history: null, organization: null })).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    );
    expect(known).toEqual([['id', 'a']]);
  });

  it('takes a job without dates, and one that is not said to be current for a former one', () => {
    const jobs = [{ title: 'Head of Product' }, { title: 'CEO', current: true, start_date: '2023-03-01' }];
    expect(read({ id: 'a', employment_history: jobs }).employments).toMatchObject([
      { title: 'Head of Product', startDate: null, endDate: null, isCurrent: false },
      { title: 'CEO', startDate: '2023-03-01', endDate: null, isCurrent: true },
    ]);
  });

  it('leaves the address of a profile as it is written', () => {
    const [row] = bulkMatch.matches;
    const linkedinUrl = 'http://www.linkedin.com/in/Aoife-Br%C3%A4nnelly/';
    expect(read({ ...row, linkedin_url: linkedinUrl }).linkedinUrl).toBe(linkedinUrl);
  });
});
