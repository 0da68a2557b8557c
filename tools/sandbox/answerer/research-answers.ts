import type { Json, JsonObject } from '@userport/contracts';
import type { PromptParts } from './prompt-parts';
import { isJsonObject } from './schema-shape';

/** An activity as a prompt shows it. */
interface ShownActivity {
  readonly id: string;
  readonly ownWords: string;
  readonly text: string;
}

const SHORTEST_WORD = 5;
const MOST_STATEMENTS = 3;
const EMPTY_WORDS = new Set([
  'about',
  'there',
  'their',
  'where',
  'which',
  'would',
  'first',
  'other',
  'since',
  'nobody',
]);

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const activitiesIn = ({ blocks }: PromptParts): ShownActivity[] => {
  const data = blocks.find(({ name }) => name === 'activities')?.data;
  return (Array.isArray(data) ? (data as readonly Json[]) : []).filter(isJsonObject).map((one) => ({
    id: textOf(one['activity_id']),
    ownWords: textOf(one['own_words']),
    text: textOf(one['own_words']) || textOf(one['post_text']) || textOf(one['quoted_text']),
  }));
};

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?])\s|\n/u).filter((sentence) => sentence.trim().split(/\s+/u).length >= 4);

const described = ({ id, text }: ShownActivity): JsonObject => {
  const [first = 'Nothing was written.'] = sentencesOf(text);
  return {
    activity_id: id,
    detailed_summary: `${text.slice(0, 400)} (sandbox)`,
    concise_summary: `${first} (sandbox)`,
    one_line_summary: first.slice(0, 120),
    category: /\b(site|hall|open)/iu.test(text) ? 'Company news' : 'Opinion',
    category_reason: `It says: ${first.slice(0, 120)}`,
    focus_on_company: /\b(we|our)\b/iu.test(text),
    focus_on_company_reason: 'Told by the words "we" and "our" (sandbox).',
    colleague: null,
    colleague_reason: null,
    products: [],
  };
};

/** Longer words that somebody uses, the most frequent first, each with a sentence of every text that has it. */
function topicsIn(
  activities: readonly ShownActivity[],
): readonly (readonly [string, readonly JsonObject[]])[] {
  const topics = new Map<string, JsonObject[]>();
  for (const { id, ownWords } of activities) {
    const words = new Set(ownWords.toLowerCase().match(/\p{L}+/gu) ?? []);
    for (const word of words) {
      const quote = sentencesOf(ownWords)
        .find((sentence) => sentence.toLowerCase().includes(word))
        ?.trim();
      if (word.length < SHORTEST_WORD || EMPTY_WORDS.has(word) || quote === undefined) continue;
      topics.set(word, [...(topics.get(word) ?? []), { activity_id: id, quote }]);
    }
  }
  return [...topics].sort(([, a], [, b]) => b.length - a.length).slice(0, MOST_STATEMENTS);
}

const insights = (activities: readonly ShownActivity[]): JsonObject => {
  const topics = topicsIn(activities);
  return {
    traits: topics.map(([word, quotes]) => ({
      kind: 'topics',
      description: `Writes about ${word}.`,
      quotes,
    })),
    interests: topics.map(([word, quotes]) => ({
      description: `Interest in ${word}.`,
      quotes: quotes.slice(0, 1),
    })),
    conversation_starters: topics.slice(0, 2).map(([word, quotes]) => ({
      description: `You wrote about ${word}: how do you go about it today?`,
      quotes: quotes.slice(0, 1),
    })),
  };
};

/** The answer to a question about what somebody did on LinkedIn; undefined for any other question. */
export function researchAnswer(parts: PromptParts, schema: JsonObject): JsonObject | undefined {
  const properties = isJsonObject(schema['properties'] ?? null) ? (schema['properties'] as JsonObject) : {};
  const activities = activitiesIn(parts);
  if (activities.length === 0) return undefined;
  if (Object.hasOwn(properties, 'descriptions')) return { descriptions: activities.map(described) };
  return Object.hasOwn(properties, 'traits') ? insights(activities) : undefined;
}
