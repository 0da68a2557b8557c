import type { JsonObject } from '@userport/contracts';
import { sentencesOf, type ShownActivity } from './research-activities';

const SHORTEST_WORD = 4;
const MOST_STATEMENTS = 3;
const MOST_QUOTES = 3;
const EMPTY_WORDS = new Set(
  (
    'about also because been before from have first here into just like made more most much nobody only other our over since some than that the their ' +
    'them then there they this those through time under until very well were what when where which while will with would your'
  ).split(' '),
);

/** What several texts are about, with a sentence of each. */
interface Topic {
  readonly phrase: string;
  readonly quotes: readonly JsonObject[];
}

const isTelling = (word: string): boolean => word.length >= SHORTEST_WORD && !EMPTY_WORDS.has(word);

/** Single words and pairs of neighbours, as topics are named. */
function phrasesOf(sentence: string): readonly string[] {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? '';
    return isTelling(before) && isTelling(word) ? [`${before} ${word}`] : [];
  });
  return [...pairs, ...words.filter(isTelling)];
}

/** The phrases of most texts, pairs before words; none that another topic holds already. */
function topicsIn(activities: readonly ShownActivity[]): readonly Topic[] {
  const found = new Map<string, Map<string, string>>();
  for (const { id, ownWords } of activities)
    for (const sentence of sentencesOf(ownWords))
      for (const phrase of phrasesOf(sentence)) {
        const quotes = found.get(phrase) ?? new Map<string, string>();
        if (!quotes.has(id)) found.set(phrase, quotes.set(id, sentence));
      }
  const weight = ([phrase, quotes]: readonly [string, Map<string, string>]): number =>
    quotes.size + (quotes.size > 1 && phrase.includes(' ') ? 10 : 0);
  const chosen: Topic[] = [];
  for (const [phrase, quotes] of [...found].sort((a, b) => weight(b) - weight(a))) {
    if (chosen.length === MOST_STATEMENTS) break;
    if (chosen.some((topic) => topic.phrase.split(' ').some((word) => phrase.includes(word)))) continue;
    const all = [...quotes].map(([id, quote]): JsonObject => ({ activity_id: id, quote }));
    chosen.push({ phrase, quotes: all.slice(0, MOST_QUOTES) });
  }
  return chosen;
}

const said = (description: string, quotes: readonly JsonObject[]): JsonObject => ({ description, quotes });

/**
 * What own words show. As models do, it says more than its quotes carry in two places: a trait of one text, and a
 * starter with a time that stands nowhere.
 */
export function insightsAnswer(activities: readonly ShownActivity[]): JsonObject {
  const topics = topicsIn(activities);
  const [first] = topics;
  const one = (quotes: readonly JsonObject[]): readonly JsonObject[] => quotes.slice(0, 1);
  const starters = topics.map(({ phrase, quotes }) =>
    said(`You wrote about ${phrase}: how do you go about it today?`, one(quotes)),
  );
  const overdone = topics.slice(-1);
  return {
    traits: [
      ...topics.map(({ phrase, quotes }) => ({ kind: 'topics', ...said(`Writes about ${phrase}.`, quotes) })),
      ...overdone.map(({ quotes }) => ({ kind: 'tone', ...said('Writes in short sentences.', one(quotes)) })),
    ],
    interests: topics.map(({ phrase, quotes }) => said(`Interest in ${phrase}.`, one(quotes))),
    key_topics: topics.map(({ phrase, quotes }) => said(phrase, one(quotes))),
    approach:
      first === undefined
        ? null
        : said(`Begin with ${first.phrase}, and ask before telling (sandbox).`, one(first.quotes)),
    conversation_starters: [
      ...starters.slice(0, 2),
      ...overdone.map(({ phrase, quotes }) => said(`Saw your talk on ${phrase} last month.`, one(quotes))),
    ],
    cautions: [],
  };
}
