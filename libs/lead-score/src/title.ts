import { fold } from './fold';
import { LONGEST_PHRASE, type Meaning, type Rank, vocabulary } from './title-words';

/** What a title, or one part of it, says. */
export interface TitleReading {
  /** The part itself, folded. */
  readonly text: string;
  readonly ranks: ReadonlySet<Rank>;
  readonly functions: ReadonlySet<string>;
  /** Words without a known meaning, in order. */
  readonly others: readonly string[];
  /** Marks of another time, of training, of assisting, of standing in for somebody. */
  readonly marks: ReadonlySet<'past' | 'junior' | 'assistant' | 'deputy'>;
}

/** A title of more letters is a text about a person; what follows is not read. */
const LONGEST_TITLE = 300;

/** Parts of a title that stand for themselves. */
const SEPARATORS = /[|•·;()[\]]|\s[-–—/]\s|\s\/|\/\s/u;
/** What follows names the employer. */
const EMPLOYER = /\s(?:at|@|bei|chez|bij|presso)\s.*$|\s?@.*$/u;
/** What follows may name another person. */
const ADDRESSEE = /\s(?:to|for|reporting to|fur|pour|para|per|voor|aan|de la direction|von)\s/u;
const CONJUNCTION = /\s(?:and|und|et|y|e|en)\s|\s?[&+]\s?/u;

const stemOf = (word: string): readonly Meaning[] | undefined => {
  const found = vocabulary.stems.find(([stem]) => word.startsWith(stem) && word.length > stem.length);
  if (found === undefined) {
    const whole = vocabulary.stems.find(([stem]) => stem === word);
    return whole && [{ kind: 'function', function: whole[1] }];
  }
  const [stem, name] = found;
  const rest = word.slice(stem.length);
  const meaning = vocabulary.phrases.get(rest) ?? vocabulary.phrases.get(rest.replace(/^s/u, ''));
  return meaning && [{ kind: 'function', function: name }, meaning];
};

interface Reading {
  readonly text: string;
  readonly ranks: Set<Rank>;
  readonly functions: Set<string>;
  readonly others: string[];
  readonly marks: Set<'past' | 'junior' | 'assistant' | 'deputy'>;
}

const take = (reading: Reading, meaning: Meaning): void => {
  if (meaning.kind === 'neutral') return;
  if (meaning.kind === 'rank') {
    meaning.ranks.forEach((rank) => reading.ranks.add(rank));
    if (meaning.function !== undefined) reading.functions.add(meaning.function);
  } else if (meaning.kind === 'function') reading.functions.add(meaning.function);
  else reading.marks.add(meaning.kind);
};

const phraseAt = (words: readonly string[], at: number): readonly [Meaning, number] | undefined => {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const meaning = vocabulary.phrases.get(words.slice(at, at + length).join(' '));
    if (meaning !== undefined) return [meaning, length];
  }
  return undefined;
};

/** Reads folded text: the longest known phrase first, then compounds; each word is looked at a bounded number of times. */
function readText(text: string): TitleReading {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const reading: Reading = { text, ranks: new Set(), functions: new Set(), others: [], marks: new Set() };
  for (let at = 0; at < words.length;) {
    const phrase = phraseAt(words, at);
    const word = words[at] ?? '';
    if (phrase !== undefined) take(reading, phrase[0]);
    else {
      const compound = stemOf(word);
      if (compound === undefined) reading.others.push(word);
      else compound.forEach((meaning) => take(reading, meaning));
    }
    at += phrase?.[1] ?? 1;
  }
  return reading;
}

/** `Recruiter for VP Sales` is no VP, `Director for Sales` is a director. */
const withoutAddressee = (text: string): string => {
  const found = ADDRESSEE.exec(text);
  if (found === null) return text;
  return readText(text.slice(found.index)).ranks.size > 0 ? text.slice(0, found.index) : text;
};

const union = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> => new Set([...a, ...b]);

/**
 * The titles inside a part: `Head of Sales and Marketing` has two sides with the level of the whole; what stands behind
 * a comma counts for itself only when it names a level of its own (`CEO, Board Member`).
 */
function sidesOf(part: string, whole: TitleReading): TitleReading[] {
  const read = (side: string): TitleReading => {
    const reading = readText(side.trim());
    return { ...reading, marks: union(reading.marks, whole.marks) };
  };
  const joined = part.split(CONJUNCTION).map(read);
  const listed = part.split(',').map(read);
  return [
    ...(joined.length < 2
      ? []
      : joined.map((side) => (side.ranks.size > 0 ? side : { ...side, ranks: whole.ranks }))),
    ...(listed.length < 2 ? [] : listed.filter(({ ranks }) => ranks.size > 0)),
  ];
}

/** A part that is nothing but a mark, such as `(retired)`, is said of the whole title. */
const isOnlyMark = ({ ranks, functions, others, marks }: TitleReading): boolean =>
  marks.size > 0 && ranks.size === 0 && functions.size === 0 && others.length === 0;

/**
 * Reads a job title: its parts, and each side of an `and` as a part of its own. The first reading is that of the
 * whole title. Takes time in proportion to the title's length, whatever stands in it.
 */
export function readTitle(title: string): readonly TitleReading[] {
  const text = fold(title.slice(0, LONGEST_TITLE)).replaceAll(/\br\s?[&+]\s?d\b/gu, 'rnd');
  const parts = text
    .split(SEPARATORS)
    .map((part) => withoutAddressee(` ${part.trim()} `.replace(EMPLOYER, '')).trim())
    .filter((part) => part !== '');
  const whole = readText(parts.join(' '));
  const own = parts.map(readText);
  const said = own
    .filter(isOnlyMark)
    .reduce((marks, part) => union(marks, part.marks), new Set() as TitleReading['marks']);
  const readings = own.flatMap((part) => {
    const marked = { ...part, marks: union(part.marks, said) };
    return [marked, ...sidesOf(part.text, marked)];
  });
  return [whole, ...readings];
}
