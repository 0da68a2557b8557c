import company from './fixtures/company.json';
import person from './fixtures/person.json';
import { companyProfileOf, personProfileOf } from './records';
import { companyAnswer, personAnswer } from './schemas';

const URL_OF_PAGE = 'https://www.linkedin.com/in/aoife-brannelly-demo';
const profileOf = (answer: unknown) => personProfileOf(personAnswer.parse(answer), URL_OF_PAGE);
const firmOf = (answer: unknown) => companyProfileOf(companyAnswer.parse(answer), URL_OF_PAGE);

describe('a person', () => {
  it('has a career with dates that may lack day or month', () => {
    expect(profileOf(person).employments).toEqual([
      {
        title: 'Chief Executive Officer',
        company: 'Quarrystone',
        companyUrl: 'https://www.linkedin.com/company/quarrystone-demo',
        description: null,
        location: 'Cork',
        start: { year: 2016, month: 3, day: 1 },
        end: null,
        isCurrent: true,
      },
      {
        title: 'Quarry Manager',
        company: 'Brannelly & Sons',
        companyUrl: null,
        description: 'Ran the crusher.',
        location: null,
        start: { year: 2006, month: null, day: null },
        end: { year: 2016, month: 2, day: null },
        isCurrent: false,
      },
    ]);
  });

  it('has everything else that a page tells', () => {
    const { education, certifications, projects, publications, honors, volunteerWork, ...rest } =
      profileOf(person);
    expect(education).toEqual([
      {
        school: 'Invented College of Cork',
        degree: 'BEng',
        field: 'Civil engineering',
        description: null,
        start: { year: 2002, month: null, day: null },
        end: { year: 2006, month: null, day: null },
      },
    ]);
    expect(certifications).toMatchObject([{ name: 'Quarry safety', authority: 'Invented Board' }]);
    expect(projects).toMatchObject([{ title: 'PlanBench', description: 'Plans a whole plant.' }]);
    expect(publications).toMatchObject([
      { title: 'Rural firms and software', publishedOn: { year: 2023, month: 6, day: 2 } },
    ]);
    expect(honors).toMatchObject([{ title: 'Founder of the year', issuedOn: { year: 2022, month: null } }]);
    expect(volunteerWork).toMatchObject([{ title: 'Mentor', company: 'Girls into Geology', start: null }]);
    expect(rest).toMatchObject({
      url: URL_OF_PAGE,
      followers: 2104,
      connections: 500,
      languages: ['English', 'Irish'],
      skills: ['Concrete'],
      groups: [{ name: 'Concrete logistics', url: 'https://www.linkedin.com/groups/900' }],
      recommendations: ['Tadeusz Rolnik\n\nShe listens.'],
      countryCode: 'IE',
      updatedAt: '2026-10-02T08:00:00Z',
    });
  });

  it('is told of by a name alone; all else is unknown', () => {
    const profile = profileOf({ full_name: 'Ida Nobody', experiences: null, education: [null], meta: null });
    const known = Object.entries(profile).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    );
    expect(known).toEqual([
      ['url', URL_OF_PAGE],
      ['fullName', 'Ida Nobody'],
      ['isThin', false],
    ]);
  });

  it.each([
    [
      { year: 2020, month: 13, day: 1 },
      { year: 2020, month: null, day: null },
    ],
    [
      { year: 2020, month: 2, day: 0 },
      { year: 2020, month: 2, day: null },
    ],
    [{ year: null, month: 2 }, null],
    [{}, null],
  ])('began a job on %j: %j', (startsAt, start) => {
    const [employment] = profileOf({ full_name: 'I', experiences: [{ starts_at: startsAt }] }).employments;
    expect(employment?.start).toEqual(start);
  });
});

describe('a company', () => {
  it('is told of in our own words', () => {
    expect(firmOf(company)).toEqual({
      url: URL_OF_PAGE,
      linkedinId: '90000001',
      name: 'Quarrystone',
      tagline: null,
      description: 'Quarrystone sells planning software to quarries and concrete plants.',
      website: 'https://quarrystone.example',
      industry: 'Construction software',
      companyType: 'PRIVATELY_HELD',
      size: { from: 51, to: 200 },
      employeesOnLinkedin: 77,
      foundedYear: 2016,
      followers: 1700,
      headquarters: { city: 'Cork', state: null, country: 'IE', postalCode: null, street: null },
      locations: [{ city: 'Cork', state: null, country: 'IE', postalCode: null, street: null }],
      specialities: ['PlanBench', 'TruckWindow'],
      similar: [
        {
          name: 'Aggregata',
          url: 'https://www.linkedin.com/company/aggregata-demo',
          industry: 'Construction software',
        },
      ],
      updates: [
        {
          text: 'TruckWindow now plans deliveries of several concrete plants in one board.',
          postedOn: { year: 2026, month: 8, day: 11 },
          likes: 12,
          articleUrl: null,
        },
      ],
      updatedAt: '2026-09-20T00:00:00Z',
    });
  });

  it.each([
    [[10001, null], { from: 10001, to: null }],
    [[10001], { from: 10001, to: null }],
    [[null, 10], null],
    [[], null],
    [null, null],
  ])('has a size of %j: %j', (companySize, size) => {
    expect(firmOf({ name: 'Q', company_size: companySize }).size).toEqual(size);
  });
});
