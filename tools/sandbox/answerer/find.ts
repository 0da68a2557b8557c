import type { Json } from '@userport/contracts';
import type { Company, World } from '../world/world';
import { fieldOf, phrase } from './context';
import type { Block } from './prompt-parts';
import type { Subject } from './subject';
import { COMPANY_TOPICS } from './company-topics';
import { PERSON_TOPICS } from './person-topics';
import { type Finding, HELD_BY_NOBODY, type Topic } from './topics';

/** Most topics that one answer speaks of. */
const MOST_FINDINGS = 4;

/** Where is looked, and about whom. */
export interface Ground {
  readonly world: World;
  readonly subject: Subject;
  readonly blocks: readonly Block[];
}

const says = (text: string, words: readonly string[]): boolean =>
  words.some((word) => phrase(word).test(text));

const specialFindings = (company: Company, question: string): Finding[] => {
  const url = `https://${company.domain}/about`;
  const claims = company.claims
    .filter(({ words }) => says(question, words))
    .map(({ words, holds, sentence }) => ({ topic: 'claim', value: holds, because: words, sentence, url }));
  const figures = company.figures
    .filter(({ words, name }) => says(question, [...words, name.replaceAll('_', ' ')]))
    .map(({ name, value, sentence }) => ({ topic: name, value, sentence, url }));
  return [...claims, ...figures];
};

const told = (name: string, topic: string, value: Json): Finding => {
  const all = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const shown = all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
  return { topic, value, sentence: `The data give for ${name}: ${topic} ${shown}.`, url: '' };
};

const same = (a: Json, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Asks one topic: the data's own field goes before the world's knowledge. */
const ask = <T>(topic: Topic<T>, of: T | undefined, name: string, { world, blocks }: Ground): Finding[] => {
  const field = fieldOf(blocks, topic.contextKeys);
  const known = of === undefined ? undefined : topic.find(of, world);
  if (field !== undefined && !same(field, known?.value)) return [told(name, topic.name, field)];
  return known === undefined ? [] : [{ topic: topic.name, ...known }];
};

const askAll = <T>(
  topics: readonly Topic<T>[],
  of: (T & { name: string }) | undefined,
  question: string,
  ground: Ground,
): Finding[] =>
  topics
    .filter(({ words }) => words.test(question))
    .flatMap((topic) => ask(topic, of, of?.name ?? 'the subject', ground));

/**
 * What the world and the data say to a question, the best fitting first. Keyword matching and nothing cleverer: the
 * question alone chooses what is looked up, so no text of the data can.
 */
export function findingsFor(ground: Ground, question: string): readonly Finding[] {
  if (HELD_BY_NOBODY.test(question)) return [];
  const { company, person } = ground.subject;
  const special = company === undefined ? [] : specialFindings(company, question);
  return [
    ...special,
    ...askAll(PERSON_TOPICS, person, question, ground),
    ...askAll(COMPANY_TOPICS, company, question, ground),
  ].slice(0, MOST_FINDINGS);
}

/** What the world and the data say to a field's name, such as `founded_year`. */
export function findingForField(ground: Ground, field: string): Finding | undefined {
  const words = field.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_\-.]+/g, ' ');
  return findingsFor(ground, words)[0];
}
