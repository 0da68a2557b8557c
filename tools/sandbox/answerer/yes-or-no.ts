import type { Json } from '@userport/contracts';
import type { Company, World } from '../world/world';
import { comparisonIn } from './choose';
import { phrase } from './context';
import type { Ground } from './find';
import type { Subject } from './subject';
import type { Finding } from './topics';

/** A decision, and the values of which one must stand in data for the decision to stand on them. */
export interface Decision {
  readonly value: boolean;
  readonly because: readonly Json[];
}

const DECIDES = ['founder', 'owner', 'c_suite', 'partner', 'vp', 'head', 'director'];

const contains = (text: string, term: string): boolean => phrase(term).test(text);
const decide = (value: boolean, because: Json): Decision => ({
  value,
  because: Array.isArray(because) ? (because as readonly Json[]) : [because],
});

const termsOf = (one: Company): string[] => [
  ...one.technologies,
  ...one.products,
  ...one.competitors,
  ...one.customers,
  one.headquarters.country,
  one.headquarters.city,
];

/** Whether the subject has a thing of the world that the question names. */
const namedThing = (
  world: World,
  company: Company,
  question: string,
  first?: Finding,
): Decision | undefined => {
  const rest = question.replaceAll(company.name, '').replaceAll(company.domain, '');
  const own = Array.isArray(first?.value) ? (first.value as readonly string[]) : termsOf(company);
  const has = own.find((term) => contains(rest, term));
  if (has !== undefined) return decide(true, has);
  const all = world.companies.flatMap((one) => [...termsOf(one), one.name]);
  // Nothing in data says that something is absent: such a no stands on the world alone.
  return all.some((term) => contains(rest, term)) ? decide(false, []) : undefined;
};

const ownership = (company: Company, question: string): Decision | undefined => {
  const isPublic = company.companyType === 'Public company';
  if (/\b(public(ly)?|listed|stock exchange)\b/i.test(question)) return decide(isPublic, company.companyType);
  return /\bprivate(ly)?\b/i.test(question) ? decide(!isPublic, company.companyType) : undefined;
};

const industry = (world: World, company: Company, question: string): Decision | undefined => {
  const firstWord = (name: string): string => name.split(' ')[0] ?? name;
  if (contains(question, firstWord(company.industry))) return decide(true, company.industry);
  const other = world.companies.some((one) => contains(question, firstWord(one.industry)));
  return other ? decide(false, company.industry) : undefined;
};

/** A name in a question that the world does not know; then having some list is no answer to it. */
const asksForUnknownName = (question: string, { company, person }: Subject): boolean => {
  const known = [company?.name, company?.domain, company?.legalName, person?.name].filter(
    (one) => one !== undefined,
  );
  const rest = known.reduce((text, name) => text.replaceAll(name, ''), question.replace(/^\W*\w+/, ''));
  return /(?<!\p{L})\p{Lu}[\p{L}\p{N}]+|["'“][^"'”]+["'”]/u.test(rest);
};

const bySomething = (
  question: string,
  subject: Subject,
  first: Finding | undefined,
): Decision | undefined => {
  if (first === undefined || asksForUnknownName(question, subject)) return undefined;
  if (typeof first.value === 'number') return decide(first.value > 0, first.value);
  return Array.isArray(first.value)
    ? decide(first.value.length > 0, first.value as readonly Json[])
    : undefined;
};

/** Yes, no, or undefined when neither the findings nor the world tell. */
export function yesOrNo(
  { world, subject }: Ground,
  question: string,
  findings: readonly Finding[],
): Decision | undefined {
  const claim = findings.find(({ value }) => typeof value === 'boolean');
  if (typeof claim?.value === 'boolean') return decide(claim.value, claim.because ?? []);
  const compare = comparisonIn(question);
  const number = findings.find(({ value }) => typeof value === 'number')?.value;
  if (compare !== undefined) return typeof number === 'number' ? decide(compare(number), number) : undefined;
  const { company, person } = subject;
  if (person !== undefined && /\b(decision|senior|leader|executive)/i.test(question)) {
    return decide(DECIDES.includes(person.seniority), person.title);
  }
  if (company === undefined) return undefined;
  return (
    ownership(company, question) ??
    namedThing(world, company, question, findings[0]) ??
    industry(world, company, question) ??
    bySomething(question, subject, findings[0])
  );
}
