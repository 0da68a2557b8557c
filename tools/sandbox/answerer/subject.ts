import type { Company, Person, World } from '../world/world';
import type { PromptParts } from './prompt-parts';

/** Of whom a prompt speaks. */
export interface Subject {
  readonly company: Company | undefined;
  readonly person: Person | undefined;
}

const firstIn = <T>(
  texts: readonly string[],
  find: (text: string) => readonly { of: T }[],
): T | undefined => {
  for (const text of texts) {
    const [first] = find(text);
    if (first !== undefined) return first.of;
  }
  return undefined;
};

/**
 * Of whom a prompt speaks: whoever its data names first, else whoever the question names. An account's context
 * opens with the account and a lead's with the lead, so the first is meant and the rest are rivals and customers.
 */
export function subjectOf(world: World, { blocks, question }: PromptParts): Subject {
  // Two words that JSON or a template writes together would hide a name at their seam.
  const texts = [...blocks.map(({ text }) => text.replaceAll('\\n', ' ')), question];
  const person = firstIn(texts, world.peopleIn);
  const company = firstIn(texts, world.companiesIn);
  return { person, company: company ?? (person && world.companyByDomain(person.company)) };
}

/** The subject's name for a sentence. */
export const nameOf = ({ person, company }: Subject): string | undefined => person?.name ?? company?.name;
