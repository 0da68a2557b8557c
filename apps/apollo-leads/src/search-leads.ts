import type { Apollo, ApolloPerson, SearchPeople } from '@userport/providers/apollo';
import type { TaskContext } from '@userport/runner';
import { inLanes } from './in-lanes';
import type { Organization } from './organization';

/** People as they were found, and what else lay in the pages. */
export interface FoundPeople {
  readonly people: readonly ApolloPerson[];
  /** Rows that named somebody a second time. */
  readonly duplicates: number;
  /** How many Apollo says there are. */
  readonly total: number;
  /** What of them was not looked at, and why. */
  readonly notes: readonly string[];
}

/** Levels at which somebody decides or influences; Apollo's words. */
const SENIORITIES = ['founder', 'vp', 'head', 'director', 'c_suite', 'owner', 'manager', 'partner', 'senior'];
const PER_PAGE = 100;
/** Pages on their way at once; the provider keeps to Apollo's windows besides. */
const CONCURRENCY = 5;

/** As long as the provider keeps a search; what this very job has found serves it however long it had to wait. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** A LinkedIn address in a form for comparing only. */
const comparedUrl = (url: string | null): string =>
  (url ?? '')
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^(?:[a-z]{2,3}\.)?linkedin\.com\/in\//, '')
    .replace(/[/?#].*$/, '');

/** Everybody once: by id, and by LinkedIn address where it is told. */
export function withoutDuplicates(people: readonly ApolloPerson[]): readonly ApolloPerson[] {
  const ids = new Set<string>();
  const urls = new Set<string>();
  return people.filter(({ id, linkedinUrl }) => {
    const url = comparedUrl(linkedinUrl);
    if (ids.has(id) || (url !== '' && urls.has(url))) return false;
    ids.add(id);
    if (url !== '') urls.add(url);
    return true;
  });
}

const whomOf = ({ apolloId, domain }: Organization): SearchPeople => ({
  ...(apolloId !== null ? { organizationIds: [apolloId] } : { domains: domain === null ? [] : [domain] }),
  seniorities: SENIORITIES,
  perPage: PER_PAGE,
});

/** A list that is shorter than what Apollo counts says so. */
function notesOf(listed: number, total: number, most: number): string[] {
  if (listed >= total) return [];
  return listed >= most
    ? [`Apollo counts ${total} people; the first ${most} were looked at (max_employees).`]
    : [`Apollo counts ${total} people and listed ${listed} of them.`];
}

/**
 * Finds the people of a company, free of charge. Each page is kept, so that an attempt which a rate window ends goes
 * on from there, be it a day later; the list is whole or the attempt fails, it is never shorter in silence.
 */
export async function searchLeads(
  apollo: Pick<Apollo, 'searchPeople'>,
  organization: Organization,
  most: number,
  context: Pick<TaskContext, 'step' | 'now' | 'electedAtMs'>,
): Promise<FoundPeople> {
  const whom = whomOf(organization);
  const waitedMs = Math.max(0, context.now() - context.electedAtMs);
  const pageOf = (page: number) => {
    const asked = { ...whom, page };
    return context.step(
      'search_page',
      asked,
      (call) => apollo.searchPeople(asked, { ...call, maxAgeMs: KEPT_FOR_MS + waitedMs }),
      { keptElsewhere: () => true },
    );
  };
  const first = await pageOf(1);
  const pages = Math.min(first.pages, Math.ceil(most / PER_PAGE));
  const others = await inLanes(
    Array.from({ length: Math.max(0, pages - 1) }, (_, index) => index + 2),
    CONCURRENCY,
    pageOf,
  );
  const rows = [first, ...others].flatMap(({ people }) => people).slice(0, most);
  const people = withoutDuplicates(rows);
  return {
    people,
    duplicates: rows.length - people.length,
    total: first.total,
    notes: notesOf(rows.length, first.total, most),
  };
}
