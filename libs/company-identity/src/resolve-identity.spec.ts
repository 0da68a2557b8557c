import {
  type Candidate,
  type CandidateRecord,
  leadsElsewhere,
  resolveIdentity,
  type SiteIdentity,
} from './resolve-identity';

const site: SiteIdentity = {
  state: 'live',
  askedDomain: 'quarrystone.example',
  domain: 'quarrystone.example',
  names: ['Quarrystone', 'Quarrystone Software Ltd'],
  linkedSlugs: [],
  city: 'Cork',
  countryCode: 'IE',
  foundedYear: null,
  employees: null,
  emailDomains: [],
};

const candidate = (slug: string, record: Partial<CandidateRecord> | null): Candidate => ({
  slug,
  url: `https://www.linkedin.com/company/${slug}`,
  namedByTechnologies: false,
  record: record && {
    name: 'Quarrystone',
    domain: null,
    city: null,
    countryCodes: [],
    foundedYear: null,
    size: null,
    emailDomains: [],
    ...record,
  },
});

const own = candidate('own', { domain: 'quarrystone.example' });
const outcome = (one: SiteIdentity, ...candidates: Candidate[]): string => {
  const decision = resolveIdentity(one, candidates);
  return decision.accepted?.slug ?? ('reason' in decision ? decision.reason : '');
};

describe('resolveIdentity', () => {
  it('accepts the page whose record names the domain and the name, and tells the marks', () => {
    expect(resolveIdentity(site, [own]).accepted).toEqual({
      slug: 'own',
      url: 'https://www.linkedin.com/company/own',
      name: 'Quarrystone',
      score: 0.75,
      marks: [
        { name: 'website', weight: 0.5 },
        { name: 'name', weight: 0.25 },
      ],
    });
  });

  it('tells a like-named twin by its website', () => {
    expect(outcome(site, candidate('twin', { domain: 'quarrystone-music.example' }), own)).toBe('own');
    expect(outcome(site, candidate('twin', { domain: 'quarrystone-music.example', city: 'Cork' }))).toBe(
      'below_threshold',
    );
  });

  it.each([
    ['no candidates', site, [], 'no_candidates'],
    ['a record that was not delivered', site, [candidate('own', null)], 'below_threshold'],
    ['a name alone', site, [candidate('own', {})], 'below_threshold'],
    ['a parked domain', { ...site, state: 'parked' as const }, [own], 'site_parked'],
    ['two pages with the same marks', site, [own, { ...own, slug: 'double' }], 'two_alike'],
  ])('abstains with %s', (_what, one, candidates, reason) => {
    expect(outcome(one, ...candidates)).toBe(reason);
  });

  it('wants two marks: a website alone says too little, whatever the threshold', () => {
    const bare = { ...site, names: [] };
    const decision = resolveIdentity(bare, [candidate('own', { domain: bare.domain, name: 'Acorn' })], 0.4);
    expect(decision).toMatchObject({ accepted: null, reason: 'one_mark_only' });
  });

  it('wants a mark of the record itself: a link may be that of the house that made the site', () => {
    const linked = { ...site, linkedSlugs: ['agency'] };
    const agency = { ...candidate('agency', { name: null, city: 'Cork' }), namedByTechnologies: true };
    expect(outcome(linked, agency)).toBe('one_mark_only');
  });

  it('tells the house from its branch where both fit surely', () => {
    const both = { ...site, names: ['Quarrystone'], linkedSlugs: ['own', 'branch'] };
    const branch = candidate('branch', { name: 'Quarrystone Ireland', domain: 'quarrystone.example' });
    expect(outcome(both, branch, own)).toBe('own');
  });

  it('follows a redirect only where the old name goes on', () => {
    const redirected = { ...site, state: 'redirected' as const, askedDomain: 'oldbridge.example' };
    expect(outcome(redirected, own)).toBe('redirected_elsewhere');
    expect(outcome({ ...redirected, names: [...site.names, 'Oldbridge'] }, own)).toBe('own');
  });
});

describe('leadsElsewhere', () => {
  const led = (domain: string, names: readonly string[]): SiteIdentity => ({
    ...{ state: 'redirected', askedDomain: 'quarrystone.example', domain, names, linkedSlugs: [] },
    ...{ city: null, countryCode: null, foundedYear: null, employees: null, emailDomains: [] },
  });

  it('is said of an address that another company answers, whatever the candidates are', () => {
    expect(leadsElsewhere(led('tarnweave.example', ['Tarnweave']))).toBe(true);
    expect(leadsElsewhere(led('tarnweave.example', []))).toBe(true);
    expect(leadsElsewhere({ ...led('tarnweave.example', []), state: 'live' })).toBe(false);
  });

  it('is not said of a domain of another country, nor of a site that bears the name that was asked for', () => {
    expect(leadsElsewhere(led('quarrystone.ie', ['Quarrystone']))).toBe(false);
    expect(leadsElsewhere(led('quarry-planning.example', ['Quarrystone Ltd']))).toBe(false);
  });
});
