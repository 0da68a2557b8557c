import { canonicalJson, sha256Base32 } from '@userport/contracts';

/** Fields of the current employment, as the vendor gives it. */
export const EMPLOYMENT_FIELDS = [
  'current_employment.title',
  'current_employment.seniority',
  'current_employment.functions',
  'current_employment.start_date',
  'current_employment.organization_name',
] as const;

/** Fields in which people describe themselves; they may prove a signal and nothing else. */
export const TEXT_FIELDS = [
  'about',
  'headline',
  'current_employment.description',
  'other_employments',
  'education',
  'projects',
  'publications',
  'certifications',
  'groups',
  'honor_awards',
  'volunteer_work',
] as const;

/** One of {@link TEXT_FIELDS}. */
export type TextField = (typeof TEXT_FIELDS)[number];

/** A field of a lead that a criterion may read. */
export type FactField = (typeof EMPLOYMENT_FIELDS)[number] | TextField;

/** Everything that is known of a lead and may count for its score. Null and empty: not known. */
export interface LeadFacts {
  readonly id: string;
  readonly title: string | null;
  /** The vendor's own word, such as `vp`. */
  readonly seniority: string | null;
  /** The vendor's departments, subdepartments and functions. */
  readonly functions: readonly string[];
  /** ISO: a day, a month or a year. */
  readonly startDate: string | null;
  /** Whether the person works at the account now. */
  readonly atCompany: 'here' | 'left' | 'unknown';
  readonly texts: Readonly<Partial<Record<TextField, readonly string[]>>>;
}

const one = (value: string | null): readonly string[] =>
  value === null || value.trim() === '' ? [] : [value];

const EMPLOYMENT_READERS: Readonly<Record<string, (facts: LeadFacts) => readonly string[]>> = {
  'current_employment.title': ({ title }) => one(title),
  'current_employment.seniority': ({ seniority }) => one(seniority),
  'current_employment.functions': ({ functions }) => functions,
  'current_employment.start_date': ({ startDate }) => one(startDate),
  'current_employment.organization_name': ({ atCompany }) => [atCompany],
};

/** What a field says; empty when it says nothing. */
export const textsOf = (facts: LeadFacts, field: FactField): readonly string[] =>
  EMPLOYMENT_READERS[field]?.(facts) ?? facts.texts[field as TextField] ?? [];

/** Hash of the facts that some fields hold: the same facts, the same hash, whatever else changes of the lead. */
export const factsHash = (facts: LeadFacts, fields: readonly FactField[]): string =>
  sha256Base32(canonicalJson([...fields].sort().map((field) => [field, textsOf(facts, field)])));
