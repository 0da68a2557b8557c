import { z } from 'zod';
import companiesData from './companies.json' with { type: 'json' };
import osterweelPeopleData from './osterweel-people.json' with { type: 'json' };
import peopleData from './people.json' with { type: 'json' };

/** The ways in which a vendor can answer badly; a company of the world may carry one, a request may ask for one. */
export const FAULTS = [
  'rate-limited-once',
  'rate-limited',
  'unavailable',
  'out-of-quota',
  'bad-key',
  'blocked',
  'truncated',
  'malformed',
  'off-schema-once',
  'ungrounded',
  'slow',
  'reset',
] as const;

/** One of {@link FAULTS}. */
export type Fault = (typeof FAULTS)[number];

const text = z.string().min(1);
const date = z.iso.date();
const words = z.array(text).min(1);

const company = z.strictObject({
  name: text,
  legalName: text,
  domain: text.regex(/\.example$/, 'an invented domain ends in .example'),
  linkedinSlug: text.regex(/-demo$/, 'an invented profile ends in -demo'),
  /** What the model servers do with every question about this company. */
  fault: z.enum(FAULTS).optional(),
  industry: text,
  companyType: z.enum(['Privately held', 'Public company']),
  employeeCount: z.int().positive(),
  foundedYear: z.int(),
  headquarters: z.strictObject({ city: text, country: text, countryCode: text.length(2) }),
  summary: text,
  products: words,
  technologies: words,
  competitors: words,
  customers: words,
  events: z.array(z.strictObject({ date, title: text, description: text, path: text.startsWith('/') })),
  funding: z
    .strictObject({
      totalUsd: z.int().positive(),
      asOf: date,
      rounds: z.array(z.strictObject({ series: text, amountUsd: z.int(), date, investors: words })),
    })
    .nullable(),
  /** Counted things that a question may ask for, each with the words that name it. */
  figures: z.array(z.strictObject({ name: text, words, value: z.int(), sentence: text })),
  /** Statements that hold or do not hold. */
  claims: z.array(z.strictObject({ words, holds: z.boolean(), sentence: text })),
});

const person = z.strictObject({
  name: text,
  title: text,
  seniority: z.enum([
    'founder',
    'owner',
    'c_suite',
    'partner',
    'vp',
    'head',
    'director',
    'manager',
    'senior',
    'entry',
    'intern',
  ]),
  department: text,
  /** Domain of the employer. */
  company: text,
  linkedinSlug: text.regex(/-demo$/, 'an invented profile ends in -demo'),
  city: text,
  country: text,
  bio: text,
  interests: words,
  /** First day of the job; null where nobody tells it. */
  startedOn: date.nullable().optional(),
  /** Jobs before this one, newest first. */
  former: z.array(z.strictObject({ company: text, title: text, from: date, to: date })).optional(),
  /** The job that they have by now, after they left; lead databases may be the last to know. */
  movedTo: z
    .strictObject({ company: text, title: text, on: date, knownTo: z.enum(['all', 'profiles']) })
    .optional(),
  /** How a lead database lists them where that is not plain. */
  listing: z
    .strictObject({
      withoutProfile: z.literal(true).optional(),
      /** The address of their profile in another form, under which they are listed once more. */
      twiceAs: text.optional(),
      /** An id that is written as a number, though it has more digits than a number holds. */
      number: text.regex(/^\d{17,19}$/).optional(),
    })
    .optional(),
});

/** An invented company. */
export type Company = z.infer<typeof company>;

/** An invented person. */
export type Person = z.infer<typeof person>;

/** A company or person named in a text, and where. */
export interface Mention<T> {
  readonly of: T;
  /** Offset in UTF-16 code units. */
  readonly at: number;
}

/** The invented world: everything that the sandbox knows. */
export interface World {
  readonly companies: readonly Company[];
  readonly people: readonly Person[];
  companyByDomain(domain: string): Company | undefined;
  personBySlug(slug: string): Person | undefined;
  peopleAt(domain: string): readonly Person[];
  /** Companies named in a text by domain, profile or name, in order of first appearance. */
  companiesIn(text: string): readonly Mention<Company>[];
  /** People named in a text by profile or full name, in order of first appearance. */
  peopleIn(text: string): readonly Mention<Person>[];
}

/** Finds any of the names as a whole word, whatever the case. */
const namePattern = (names: readonly string[]): RegExp => {
  const words = names.map((name) => name.normalize('NFC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words.join('|')})(?![\\p{L}\\p{N}-])`, 'iu');
};

const finder = <T>(all: readonly T[], names: (one: T) => readonly string[]) => {
  const patterns = all.map((of) => ({ of, pattern: namePattern(names(of)) }));
  return (text: string): Mention<T>[] => {
    const searched = text.normalize('NFC');
    return patterns
      .map(({ of, pattern }) => ({ of, at: searched.search(pattern) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at);
  };
};

/**
 * Makes a world of data.
 * @throws ZodError when an entry has another shape
 */
export function createWorld(companyEntries: unknown, personEntries: unknown): World {
  const companies = z.array(company).parse(companyEntries);
  const people = z.array(person).parse(personEntries);
  return {
    companies,
    people,
    companyByDomain: (domain) => companies.find((one) => one.domain === domain.toLowerCase()),
    personBySlug: (slug) => people.find((one) => one.linkedinSlug === slug.toLowerCase()),
    peopleAt: (domain) => people.filter((one) => one.company === domain.toLowerCase()),
    companiesIn: finder(companies, (one) => [one.domain, one.linkedinSlug, one.legalName, one.name]),
    peopleIn: finder(people, (one) => [one.linkedinSlug, one.name]),
  };
}

/** The world that the sandbox ships: companies and people that exist nowhere else. */
export const inventedWorld: World = createWorld(companiesData, [...peopleData, ...osterweelPeopleData]);
