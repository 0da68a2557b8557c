import { cleanPageText } from '@userport/http';
import type { DomainFacts, LookupResult } from './schemas';

const LONGEST_LINE = 500;
/** The free API has times in seconds, the others in ms; no date of the web is as early as this many ms. */
const EARLIEST_MS = 100_000_000_000;
/** A technology that was seen on the day of the last look counts as seen by it. */
const DAY_MS = 24 * 60 * 60 * 1000;

const factOf = (text: string | null | undefined): string | null => {
  const clean = cleanPageText(text ?? '', LONGEST_LINE).text.trim();
  return clean === '' ? null : clean;
};

/** Zero stands for unknown. */
const countOf = (value: number | null | undefined): number | null =>
  value == null || value <= 0 ? null : value;

const msOf = (time: number | null | undefined): number | null => {
  const known = countOf(time);
  return known === null ? null : known < EARLIEST_MS ? known * 1000 : known;
};

const timeOf = (ms: number | null): string | null => {
  const at = new Date(ms ?? NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

const distinct = (texts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => factOf(text) ?? [])),
];

const isWebAddress = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

type Path = NonNullable<NonNullable<LookupResult['Result']>['Paths']>[number];

interface Sighting {
  readonly seen: NonNullable<Path['Technologies']>[number];
  readonly place: string;
  readonly lastLookMs: number | null;
}

const sightingsOf = (paths: readonly Path[]): Sighting[] =>
  paths.flatMap(({ Domain, SubDomain, Url, LastIndexed, Technologies }) =>
    (Technologies ?? []).map((seen) => ({
      seen,
      place: [Domain ?? '', SubDomain ?? '', Url ?? ''].join('\n'),
      lastLookMs: msOf(LastIndexed),
    })),
  );

const isLive = ({ seen, lastLookMs }: Sighting): boolean => {
  const lastSeenMs = msOf(seen.LastDetected);
  return lastSeenMs !== null && lastLookMs !== null && lastSeenMs >= lastLookMs - DAY_MS;
};

const extreme = (pick: (...values: number[]) => number, times: readonly (number | null | undefined)[]) => {
  const known = times.flatMap((time) => msOf(time) ?? []);
  return known.length === 0 ? null : timeOf(pick(...known));
};

/** One technology of all its sightings: the same one repeats across sub-domains and pages. */
const technologyOf = (sightings: readonly Sighting[]): DomainFacts['technologies'][number] => ({
  name: factOf(sightings[0]?.seen.Name) ?? '',
  tags: distinct(sightings.map(({ seen }) => seen.Tag)),
  categories: distinct(sightings.flatMap(({ seen }) => seen.Categories ?? [])),
  firstSeen: extreme(
    Math.min,
    sightings.map(({ seen }) => seen.FirstDetected),
  ),
  lastSeen: extreme(
    Math.max,
    sightings.map(({ seen }) => seen.LastDetected),
  ),
  isLive: sightings.some(isLive),
  // `maybe` is no yes.
  isPremium: sightings.some(({ seen }) => seen.IsPremium?.toLowerCase() === 'yes'),
  paths: new Set(sightings.map(({ place }) => place)).size,
});

const technologiesOf = (paths: readonly Path[]): DomainFacts['technologies'] => {
  const named = sightingsOf(paths).filter(({ seen }) => factOf(seen.Name) !== null);
  const byName = Map.groupBy(named, ({ seen }) => seen.Name.trim().toLowerCase());
  return [...byName.values()].map(technologyOf);
};

/** What an answer tells of a domain; without a result the vendor does not know it. */
export const factsOf = (domain: string, result: LookupResult | undefined): DomainFacts => ({
  domain,
  isKnown: result !== undefined,
  companyName: factOf(result?.Meta?.CompanyName),
  vertical: factOf(result?.Meta?.Vertical),
  city: factOf(result?.Meta?.City),
  state: factOf(result?.Meta?.State),
  country: factOf(result?.Meta?.Country),
  employees: countOf(result?.Attributes?.Employees),
  monthlySpendUsd: countOf(result?.Result?.Spend),
  salesRevenueUsd: countOf(result?.SalesRevenue),
  social: distinct(result?.Meta?.Social ?? []).filter(isWebAddress),
  firstIndexed: timeOf(msOf(result?.FirstIndexed)),
  lastIndexed: timeOf(msOf(result?.LastIndexed)),
  technologies: technologiesOf(result?.Result?.Paths ?? []),
});
