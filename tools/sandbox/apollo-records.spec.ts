import { enrichedRow, listingsOf, maskedRow, organizationIdOf, wholeRow } from './apollo-records';
import { inventedWorld, type Person } from './world/world';

const listings = listingsOf(inventedWorld);

const listed = (name: string) => {
  const found = listings.filter(({ person }) => person.name === name);
  if (found[0] === undefined) throw new Error(name);
  return [found[0], ...found.slice(1)] as const;
};

const linesOf = (found: (person: Person) => boolean) => listings.filter(({ person }) => found(person));

describe('the sandbox’s list of people', () => {
  it('has everybody, some twice, each line under an id of its own', () => {
    const twice = inventedWorld.people.filter(({ listing }) => listing?.twiceAs !== undefined).length;
    expect(listings).toHaveLength(inventedWorld.people.length + twice);
    expect(new Set(listings.map(({ id }) => id)).size).toBe(listings.length);
  });

  it('gives the same id in every run', () => {
    expect(listed('Aoife Brannelly')[0].id).toBe('b1c48859a3c7365633e6b262');
    expect(listed('Hideaki Uranoshima').map(({ id }) => id)[0]).toBe('7300000000000000001');
  });

  it('knows the profile of some in two forms and of others not at all', () => {
    expect(listed('Ilsabe Quernheim').map(({ linkedinUrl }) => linkedinUrl)).toEqual([
      'http://www.linkedin.com/in/ilsabe-quernheim-demo',
      'https://de.linkedin.com/in/Ilsabe-Quernheim-demo/',
    ]);
    expect(linesOf(({ listing }) => listing?.withoutProfile === true).map((one) => one.linkedinUrl)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('masks last names in a search and tells no address', () => {
    const row = maskedRow(listed('Aoife Brannelly')[0]);
    expect(row).toMatchObject({ first_name: 'Aoife', last_name_obfuscated: 'Br***y', has_email: true });
    expect(JSON.stringify(row)).not.toMatch(/Brannelly|linkedin|@/);
  });

  it('tells a match by name, profile, address and career', () => {
    const row = wholeRow(listed('Renske Vlaardingerwoud')[0]);
    expect(row).toMatchObject({
      last_name: 'Vlaardingerwoud',
      title: 'VP Warehouse Automation',
      email: 'renske.vlaardingerwoud@osterweel.example',
      email_status: 'verified',
      organization: { name: 'Osterweel Fulfilment' },
    });
    expect(
      row.employment_history.map((job) => [job.current, job.title, job.start_date, job.end_date]),
    ).toEqual([
      [true, 'VP Warehouse Automation', '2026-07-01', null],
      [false, 'Director of Warehouse Engineering', '2021-02-01', '2026-06-30'],
    ]);
  });

  it('has one whose job began nobody knows when', () => {
    const [row] = linesOf(({ startedOn }) => startedOn === null).map(wholeRow);
    expect(row?.employment_history[0]).toMatchObject({ current: true, start_date: null });
  });

  it('knows of some who left, and not of those whom only their profile gives away', () => {
    const told = (name: string) => {
      const { organization, employment_history: jobs } = wholeRow(listed(name)[0]);
      return [organization.name, jobs.find(({ current }) => current)?.organization_name];
    };
    expect(told('Cornelis Waterschoor')).toEqual(['Polderkruid Grocers', 'Polderkruid Grocers']);
    expect(told('Dietmar Hollerbusch')).toEqual(['Osterweel Fulfilment', 'Osterweel Fulfilment']);
  });

  it('knows no address of some', () => {
    const without = listings.filter((one) => wholeRow(one).email === null).length;
    expect(without / listings.length).toBeGreaterThan(0.1);
    expect(without / listings.length).toBeLessThan(0.35);
  });
});

describe('the sandbox’s list of companies', () => {
  it('tells more of one that is enriched', () => {
    const company = inventedWorld.companyByDomain('quarrystone.example');
    if (company === undefined) throw new Error('Quarrystone');
    expect(organizationIdOf(company)).toBe('0ae1d26f601fc2f83e89e541');
    expect(enrichedRow(inventedWorld, company)).toMatchObject({
      id: '0ae1d26f601fc2f83e89e541',
      linkedin_uid: '90000001',
      estimated_num_employees: 85,
      latest_funding_stage: 'Series A',
    });
  });
});
