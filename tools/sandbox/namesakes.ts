import type { Company, World } from './world/world';

/** Companies that only share a name with one of the world; they have a profile and no site that the sandbox serves. */
const NAMESAKES: Readonly<Record<string, Partial<Company>>> = {
  'quarrystone.example': {
    legalName: 'Quarrystone Records Inc.',
    domain: 'quarrystone-records.example',
    linkedinSlug: 'quarrystone-records-demo',
    industry: 'Musicians',
    employeeCount: 12,
    foundedYear: 1998,
    headquarters: { city: 'Nashville', country: 'United States', countryCode: 'US' },
    summary: 'Quarrystone is a record label for bluegrass.',
    products: ['Records'],
  },
};

/** The companies that share the name of this one. */
export function namesakesOf(company: Company): Company[] {
  const other = NAMESAKES[company.domain];
  return other === undefined ? [] : [{ ...company, ...other }];
}

/** The company of a profile, one of the world or a namesake. */
export const companyOfProfile = (world: World, slug: string): Company | undefined =>
  world.companies
    .flatMap((company) => [company, ...namesakesOf(company)])
    .find(({ linkedinSlug }) => linkedinSlug === slug);
