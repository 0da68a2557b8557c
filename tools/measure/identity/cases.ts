import type { Candidate, CandidateRecord, SiteIdentity } from '@userport/company-identity';

/** One case of the identity gate: a site, the pages that may be its company's, and which one is. */
export interface IdentityCase {
  readonly kind: string;
  /** Slug of the right page; null when none of the candidates is the company. */
  readonly right: string | null;
  /** True when what is given is enough for a person to decide. */
  readonly decidable: boolean;
  readonly site: SiteIdentity;
  readonly candidates: readonly Candidate[];
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');

const site = (name: string, more: Partial<SiteIdentity> = {}): SiteIdentity => {
  const domain = `${slugOf(name)}.example`;
  return {
    state: 'live',
    askedDomain: domain,
    domain,
    names: [name],
    linkedSlugs: [],
    city: null,
    countryCode: null,
    foundedYear: null,
    employees: null,
    emailDomains: [],
    ...more,
  };
};

const page = (
  slug: string,
  name: string,
  more: Partial<CandidateRecord> = {},
  namedByTechnologies = false,
): Candidate => ({
  slug,
  url: `https://www.linkedin.com/company/${slug}`,
  namedByTechnologies,
  record: {
    name,
    domain: null,
    city: null,
    countryCodes: [],
    foundedYear: null,
    size: null,
    emailDomains: [],
    ...more,
  },
});

type Made = Omit<IdentityCase, 'kind'>;

const decided = (right: string | null, of: SiteIdentity, ...candidates: Candidate[]): Made => ({
  right,
  decidable: true,
  site: of,
  candidates,
});

/** A person could not decide either: abstaining is right, and any answer is a guess. */
const open = (of: SiteIdentity, ...candidates: Candidate[]): Made => ({
  right: null,
  decidable: false,
  site: of,
  candidates,
});

const twin = (name: string, country: string): Candidate =>
  page(`${slugOf(name)}-other`, name, { domain: `${slugOf(name)}-other.example`, countryCodes: [country] });

const NAMES = [
  'Acornfield',
  'Brackwater',
  'Cindermoor',
  'Duskhollow',
  'Emberlane',
  'Fallowmere',
  'Gantrywise',
];
const each = (make: (name: string, domain: string, slug: string) => Made): Made[] =>
  NAMES.map((name) => make(name, `${slugOf(name)}.example`, slugOf(name)));

/** The kinds of cases; each is made for several invented companies, whose further facts differ by turns. */
const KINDS: Readonly<Record<string, readonly Made[]>> = {
  'like-named pair, the record names the domain': each((name, domain, slug) =>
    decided(slug, site(name), twin(name, 'US'), page(slug, `${name} Ltd`, { domain })),
  ),
  'like-named pair, the site links to its page': each((name, _domain, slug) =>
    decided(slug, site(name, { linkedSlugs: [slug] }), page(slug, name), twin(name, 'CA')),
  ),
  'only the like-named other company is found': each((name) =>
    open(site(name, { city: 'Graz', countryCode: 'AT' }), twin(name, 'AT')),
  ),
  'subsidiary: the parent is found, too': each((name, domain, slug) =>
    decided(
      `${slug}-nordic`,
      site(`${name} Nordic`, { linkedSlugs: [`${slug}-nordic`, slug] }),
      page(slug, `${name} Group`, { domain }),
      page(`${slug}-nordic`, `${name} Nordic AS`, { domain: `${slug}-nordic.example` }),
    ),
  ),
  'subsidiary: only the parent is found': each((name, domain, slug) =>
    open(site(`${name} Nordic`, { linkedSlugs: [slug] }), page(slug, `${name} Group`, { domain })),
  ),
  'rebrand: the record has the old name and the new domain': each((name, domain, slug) =>
    decided(
      `old-${slug}`,
      site(name, { names: [name, `Old ${name} Works`], linkedSlugs: [`old-${slug}`] }),
      page(`old-${slug}`, `Old ${name} Works`, { domain }),
    ),
  ),
  'rebrand: the old domain leads to the new one': each((name, domain, slug) =>
    decided(
      slug,
      site(name, {
        state: 'redirected',
        askedDomain: `${slug}-classic.example`,
        names: [name, `${name} Classic`],
      }),
      page(slug, name, { domain }),
    ),
  ),
  'redirect to the site of a buyer': each((name, domain, slug) =>
    open(
      site(name, { state: 'redirected', askedDomain: `${slug}-taken-over.example` }),
      page(slug, name, { domain }),
    ),
  ),
  'parked domain': each((name, domain, slug) =>
    open(site(name, { state: 'parked', names: [] }), page(slug, name, { domain })),
  ),
  'dead site, named by the record and by BuiltWith': each((name, domain, slug) =>
    decided(slug, site(name, { state: 'dead', names: [] }), page(slug, name, { domain }, true)),
  ),
  'dead site, a record of another domain': each((name, _domain, slug) =>
    open(site(name, { state: 'dead', names: [] }), page(slug, name, { domain: `${slug}-inc.example` })),
  ),
  'regional site: the record names the domain of another country': each((name, _domain, slug) =>
    decided(
      slug,
      site(name, { linkedSlugs: [slug], city: 'Lyon', countryCode: 'FR' }),
      page(slug, `${name} SA`, { domain: `${slug}.fr`, city: 'Lyon', countryCodes: ['FR'] }),
    ),
  ),
  'other legal form and spelling': each((name, domain, slug) =>
    decided(
      slug,
      site(name, { names: [`${name} & Söhne`] }),
      page(slug, `${name} und Soehne GmbH & Co. KG`, { domain }),
      page(`${slug}-homes`, `${name} Homes`, { domain: `${slug}-homes.example` }),
    ),
  ),
  'site of a person of the company’s name': each((name) =>
    open(site(name, { names: [`${name}`], countryCode: 'DE' }), twin(name, 'DE')),
  ),
  'two companies on one domain': each((name, domain, slug) =>
    open(
      site(name, { names: [name, `${name} Foundation`] }),
      page(slug, name, { domain }),
      page(`${slug}-foundation`, `${name} Foundation`, { domain }),
    ),
  ),
  'agency in the footer: the site links to who built it': each((name, domain, slug) =>
    decided(
      slug,
      site(name, { linkedSlugs: ['pixelhut-agency', slug] }),
      page('pixelhut-agency', 'Pixelhut', { domain: 'pixelhut.example' }),
      page(slug, name, { domain }),
    ),
  ),
  'like-named neighbour of the same age, its record names no website': each((name, _domain, slug) =>
    open(
      site(name, { city: 'Graz', countryCode: 'AT', foundedYear: 1994 }),
      page(slug, name, { city: 'Graz', countryCodes: ['AT'], foundedYear: 1994 }),
    ),
  ),
  'subsidiary that links to its group, whose record names no website': each((name, _domain, slug) =>
    open(
      site(name, { linkedSlugs: [`${slug}-group`], countryCode: 'NO' }),
      page(`${slug}-group`, `${name} Group`, { countryCodes: ['NO'] }),
    ),
  ),
  'pages of the house and of its branch, the site links to both': each((name, domain, slug) =>
    decided(
      slug,
      site(name, { linkedSlugs: [slug, `${slug}-ireland`] }),
      page(slug, name, { domain }),
      page(`${slug}-ireland`, `${name} Ireland`, { domain }),
    ),
  ),
  'page of a product on the same domain': each((name, domain, slug) =>
    decided(
      slug,
      site(name, { linkedSlugs: [slug] }),
      page(slug, name, { domain }),
      page(`${slug}-planner`, 'Truckwindow', { domain }),
    ),
  ),
  'a foreign page names the domain, the site links to its own': each((name, domain, slug) =>
    open(site(name, { linkedSlugs: [slug] }), page(`${slug}-fans`, name, { domain })),
  ),
  'who built the site, linked by it and by BuiltWith, in the same town': each((name) => {
    const agency = page('pixelhut-agency', 'Pixelhut', { city: 'Graz' }, true);
    return open(site(name, { linkedSlugs: ['pixelhut-agency'], city: 'Graz' }), {
      ...agency,
      record: agency.record && { ...agency.record, name: null },
    });
  }),
  'the record names a page of links for a website': each((name, _domain, slug) =>
    open(site(name, { city: 'Graz' }), page(slug, name, { domain: 'linktree.example', city: 'Graz' })),
  ),
  'a name alone': each((name, _domain, slug) => open(site(name), page(slug, name))),
};

/** All cases, each under its kind. */
export const IDENTITY_CASES: readonly IdentityCase[] = Object.entries(KINDS).flatMap(([kind, cases]) =>
  cases.map((one) => ({ kind, ...one })),
);
