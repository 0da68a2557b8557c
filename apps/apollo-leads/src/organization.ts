import type { Apollo, ApolloCompany } from '@userport/providers/apollo';
import { TerminalError } from '@userport/errors';
import type { TaskContext } from '@userport/runner';
import type { Account } from './account';
import { sameName } from './similar-names';

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

/** Two independent marks of an account in a record; a name alone is none: companies share them. */
function marksOf(account: Account, company: ApolloCompany): string[] {
  const marks: string[] = [];
  if (account.domain !== null && company.domain === account.domain) marks.push('domain');
  const slug = (url: string | null): string =>
    /linkedin\.com\/(?:company|school|showcase)\/([^/?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase() ?? '';
  if (slug(account.linkedinUrl) !== '' && slug(account.linkedinUrl) === slug(company.linkedinUrl))
    marks.push('LinkedIn page');
  if (sameName(account.name, company.name)) marks.push('name');
  return marks;
}

const isAccepted = (marks: readonly string[]): boolean =>
  marks.includes('domain') || marks.includes('LinkedIn page');

/** The seam to the recognition of companies: a candidate is the account, or nobody says so. */
export function recognise(account: Account, company: ApolloCompany | null): Organization {
  const base = { name: account.name, domain: account.domain };
  const unsure = { ...base, apolloId: null, employees: account.employees, revenueUsd: account.revenueUsd };
  if (company === null)
    return {
      ...unsure,
      notes: [...account.notes, 'Apollo knows no such company: people are looked for by domain.'],
    };
  const marks = marksOf(account, company);
  if (!isAccepted(marks)) {
    const note = `Apollo's company "${company.name ?? company.id}" carries neither the domain nor the LinkedIn page of the account, so it is not taken: people are looked for by domain.`;
    return { ...unsure, notes: [...account.notes, note] };
  }
  return {
    apolloId: company.id,
    name: company.name ?? account.name,
    domain: account.domain ?? company.domain,
    employees: company.employees ?? account.employees,
    revenueUsd: company.annualRevenueUsd ?? account.revenueUsd,
    notes: [...account.notes, `Recognised by ${marks.join(', ')}.`],
  };
}

/**
 * Finds the account at Apollo, once per job; facts of an earlier job are not bought again.
 * @throws TerminalError `account_unsearchable` when neither a domain nor an id is known
 */
export async function findOrganization(
  apollo: Pick<Apollo, 'organization'>,
  account: Account,
  context: Pick<TaskContext, 'step'>,
): Promise<Organization> {
  const { domain, linkedinUrl, name } = account;
  const found = await lookUp(apollo, account, context);
  if (found.apolloId !== null || found.domain !== null) return found;
  throw new TerminalError(
    `No people can be looked for: ${[...account.notes, ...(name === null ? ['The account has no name.'] : [])].join(' ')} ` +
      'Give the account a website, or enrich it first.',
    { code: domain === null && linkedinUrl === null ? 'account_unsearchable' : 'account_unknown' },
  );
}

async function lookUp(
  apollo: Pick<Apollo, 'organization'>,
  account: Account,
  context: Pick<TaskContext, 'step'>,
): Promise<Organization> {
  const { domain, linkedinUrl, name, employees, revenueUsd, apolloId, isKnown, notes } = account;
  if (isKnown && (apolloId !== null || domain !== null)) {
    const note = 'Known from the account, at most 30 days old.';
    return { apolloId, name, domain, employees, revenueUsd, notes: [...notes, note] };
  }
  if (domain === null && linkedinUrl === null) return recognise(account, null);
  const which = {
    ...(domain === null ? {} : { domain }),
    ...(linkedinUrl === null ? {} : { linkedinUrl }),
    ...(name === null ? {} : { name }),
  };
  const company = await context.step('organization', which, (call) => apollo.organization(which, call));
  return recognise(account, company);
}
