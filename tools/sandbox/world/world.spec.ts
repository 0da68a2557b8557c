import { createWorld, inventedWorld, type Person } from './world';

const { companies, people } = inventedWorld;

describe('the invented world', () => {
  it('holds at least 14 companies without a fault and 45 people', () => {
    expect(companies.filter(({ fault }) => fault === undefined)).toHaveLength(17);
    expect(people).toHaveLength(99);
  });

  it('spans at least ten countries', () => {
    expect(
      new Set(companies.map(({ headquarters }) => headquarters.countryCode)).size,
    ).toBeGreaterThanOrEqual(10);
    expect(new Set(people.map(({ country }) => country)).size).toBeGreaterThanOrEqual(10);
  });

  it('gives every domain and every profile once', () => {
    expect(new Set(companies.map(({ domain }) => domain)).size).toBe(companies.length);
    expect(new Set(companies.map(({ linkedinSlug }) => linkedinSlug)).size).toBe(companies.length);
    expect(new Set(people.map(({ linkedinSlug }) => linkedinSlug)).size).toBe(people.length);
  });

  it('employs every person at a company of the world', () => {
    expect(people.filter((one) => inventedWorld.companyByDomain(one.company) === undefined)).toEqual([]);
  });

  it('has a company whose people a lead search has to tell apart', () => {
    const staff = inventedWorld.peopleAt('osterweel.example');
    const marked = (mark: (one: Person) => unknown) => staff.filter((one) => mark(one) !== undefined).length;
    expect(staff).toHaveLength(51);
    expect(marked(({ movedTo }) => movedTo)).toBe(4);
    expect(marked(({ listing }) => listing?.withoutProfile)).toBe(3);
    expect(marked(({ listing }) => listing?.twiceAs)).toBe(3);
    expect(staff.filter(({ startedOn }) => startedOn === null)).toHaveLength(1);
    const wordsOf = /Leiter|Directrice|Jefe|Diretora|Direttrice|Hoofd|Dyrektor|部長|Head of/;
    const tongues = new Set(staff.flatMap(({ title }) => wordsOf.exec(title) ?? []));
    expect(tongues.size).toBe(9);
  });

  it('names the figure in the sentence that tells it', () => {
    const untold = companies.flatMap(({ figures }) =>
      figures.filter(({ sentence, value }) => !sentence.includes(String(value))),
    );
    expect(untold).toEqual([]);
  });

  it('has a company for each fault that the demo shows', () => {
    expect(companies.flatMap(({ fault }) => fault ?? [])).toEqual([
      'rate-limited-once',
      'unavailable',
      'blocked',
      'truncated',
      'ungrounded',
      'slow',
    ]);
  });
});

describe('look-ups of the world', () => {
  it('finds by domain, slug and employer, whatever the case', () => {
    expect(inventedWorld.companyByDomain('Quarrystone.Example')?.name).toBe('Quarrystone');
    expect(inventedWorld.personBySlug('ines-okafor-demo')?.title).toBe('VP Operations');
    expect(inventedWorld.peopleAt('zweibach.example').map(({ name }) => name)).toEqual([
      'Friedhelm Zweibach',
      'Annegret Lörrbach',
      'Mehmet Ayvazgil',
    ]);
    expect(inventedWorld.companyByDomain('nowhere.example')).toBeUndefined();
  });

  it('lists the companies of a text in order of appearance, by name or domain', () => {
    const found = inventedWorld.companiesIn(
      'Zweibach Präzision supplies https://northwind-robotics.example today',
    );
    expect(found.map(({ of, at }) => [of.name, at])).toEqual([
      ['Zweibach Präzision', 0],
      ['Northwind Robotics', 36],
    ]);
  });

  it('does not find a name inside another word', () => {
    expect(inventedWorld.companiesIn('The quarrystones of not-quarrystone.example are heavy')).toEqual([]);
    expect(inventedWorld.companiesIn('quarrystones by Quarrystone')[0]?.at).toBe(16);
  });

  it('finds people by full name and by profile', () => {
    const found = inventedWorld.peopleIn(
      'http://www.linkedin.com/in/liisbet-orumaa-demo met Kaarel Tammekivi',
    );
    expect(found.map(({ of }) => of.name)).toEqual(['Liisbet Orumaa', 'Kaarel Tammekivi']);
  });

  it('refuses an entry whose domain is not reserved for examples', () => {
    expect(() => createWorld([{ ...companies[0], domain: 'northwind.invalid' }], [])).toThrow('.example');
  });
});
