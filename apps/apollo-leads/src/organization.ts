import {
  type Candidate,
  type Decision,
  type MarkName,
  resolveIdentity,
  type SiteIdentity,
} from '@userport/company-identity';
import { linkedinPageOf } from '@userport/contracts/linkedin-url';
import { registrableDomain } from '@userport/contracts/website';
import { TerminalError } from '@userport/errors';
import type { Apollo, ApolloCompany } from '@userport/providers/apollo';
import type { TaskContext } from '@userport/runner';
import type { Account } from './account';
import { codeOf, isUsedUp } from './purchases';

/** Where the people are looked for, and how large the company is. */
export interface Organization {
  /** Apollo's id; null when it is not certain, and people are then looked for by domain. */
  readonly apolloId: string | null;
  readonly name: string | null;
  readonly domain: string | null;
  readonly employees: number | null;
  readonly revenueUsd: number | null;
  /** How the company was recognised, or why not. */
  readonly notes: readonly string[];
}

const MARKS: Readonly<Record<MarkName, string>> = {
  website: 'website',
  linked_by_site: 'LinkedIn page',
  named_by_technologies: 'technologies',
  name: 'name',
  location: 'seat',
  founded: 'year of foundation',
  size: 'size',
  email_domain: 'e-mail domain',
};

const BY_DOMAIN = 'people are looked for by domain';

/** The account as the recognition of companies sees it. */
const siteOf = (account: Account, slug: string | undefined): SiteIdentity => ({
  state: 'live',
  askedDomain: account.domain ?? '',
  domain: account.domain ?? '',
  names: account.name === null ? [] : [account.name],
  // A record without a page does not speak against the one that is known.
  linkedSlugs:
    slug === undefined || account.linkedinUrl === null
      ? []
      : [linkedinPageOf(account.linkedinUrl)?.slug ?? ''],
  city: account.city,
  countryCode: null,
  foundedYear: account.foundedYear,
  employees: account.employees,
  emailDomains: [],
});

/** Apollo's record as a candidate. */
function candidateOf(account: Account, company: ApolloCompany, slug: string | undefined): Candidate {
  const { name, city, foundedYear, employees, linkedinUrl } = company;
  return {
    slug: slug ?? company.id,
    url: linkedinUrl ?? '',
    namedByTechnologies: false,
    record: {
      name,
      // Where the account has no website, the record's own proves nothing and refutes nothing.
      domain: account.domain === null || company.domain === null ? null : registrableDomain(company.domain),
      city,
      countryCodes: [],
      foundedYear,
      size: employees === null ? null : [employees, employees],
      emailDomains: [],
    },
  };
}

const marksIn = ({ candidates: [first] }: Decision, isFor: boolean): string =>
  (first?.marks ?? [])
    .filter(({ weight }) => weight > 0 === isFor)
    .map(({ name }) => MARKS[name])
    .join(', ');

/** Whether Apollo's record is the account: `libs/company-identity` decides, and abstains where it is not sure. */
export function recognise(account: Account, company: ApolloCompany | null): Organization {
  const { name, domain, employees, revenueUsd } = account;
  const unsure = (note: string): Organization => ({
    ...{ apolloId: null, name, domain, employees, revenueUsd },
    notes: [...account.notes, note],
  });
  if (company === null) return unsure(`Apollo knows no such company: ${BY_DOMAIN}.`);
  const slug = linkedinPageOf(company.linkedinUrl ?? '')?.slug;
  const decision = resolveIdentity(siteOf(account, slug), [candidateOf(account, company, slug)]);
  if (decision.accepted === null) {
    const [marks, against] = [marksIn(decision, true), marksIn(decision, false)];
    return unsure(
      `Apollo's company "${company.name ?? company.id}" is not taken for the account (${decision.reason.replaceAll('_', ' ')}; ` +
        `for it: ${marks === '' ? 'nothing' : marks}${against === '' ? '' : `; against it: ${against}`}): ${BY_DOMAIN}.`,
    );
  }
  return {
    apolloId: company.id,
    name: company.name ?? name,
    domain: domain ?? company.domain,
    employees: employees ?? company.employees,
    revenueUsd: revenueUsd ?? company.annualRevenueUsd,
    notes: [...account.notes, `Recognised at Apollo by ${marksIn(decision, true)}.`],
  };
}

/**
 * Finds the account at Apollo; an id that is among its facts is not bought again.
 * @throws TerminalError `account_unsearchable` when nothing is known to look by, `account_unknown` when what is known
 * leads to no company
 */
export async function findOrganization(
  apollo: Pick<Apollo, 'organization'>,
  account: Account,
  context: Pick<TaskContext, 'step' | 'attempt'>,
): Promise<Organization> {
  const { domain, linkedinUrl, name } = account;
  const found = await lookUp(apollo, account, context);
  if (found.apolloId !== null || found.domain !== null) return found;
  throw new TerminalError(
    `No people can be looked for: ${[...found.notes, ...(name === null ? ['The account has no name.'] : [])].join(' ')} ` +
      'Give the account a website of its own, or enrich it first.',
    { code: domain === null && linkedinUrl === null ? 'account_unsearchable' : 'account_unknown' },
  );
}

async function lookUp(
  apollo: Pick<Apollo, 'organization'>,
  account: Account,
  context: Pick<TaskContext, 'step' | 'attempt'>,
): Promise<Organization> {
  const { domain, linkedinUrl, name, employees, revenueUsd, apolloId, notes } = account;
  if (apolloId !== null) return { apolloId, name, domain, employees, revenueUsd, notes };
  const unsure = { apolloId, name, domain, employees, revenueUsd };
  if (domain === null && linkedinUrl === null) return { ...unsure, notes };
  const which = {
    ...(domain === null ? {} : { domain }),
    ...(linkedinUrl === null ? {} : { linkedinUrl }),
    ...(name === null ? {} : { name }),
  };
  try {
    const company = await context.step('organization', which, (call) => apollo.organization(which, call), {
      keptElsewhere: () => true,
    });
    return recognise(account, company);
  } catch (error) {
    // Looking for people is free, so they are found without the company's record; at the last attempt at the latest.
    const code = codeOf(error);
    if (!isUsedUp(error) || domain === null || (code === 'quota_exhausted' && !context.attempt.last))
      throw error;
    return {
      ...unsure,
      notes: [...notes, `The company was not looked up at Apollo (${code}): ${BY_DOMAIN}.`],
    };
  }
}
