import type { Json } from '@userport/contracts';
import type { Block } from './prompt-parts';

/** Longest stretch that is given back of a long text. */
const LONGEST_QUOTE = 200;

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds a word or phrase that is not part of a longer word. */
export const phrase = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(text)}(?![\\p{L}\\p{N}])`, 'iu');

interface Leaf {
  readonly key: string;
  readonly value: string | number | boolean;
}

const leavesOf = (data: Json, key = ''): Leaf[] => {
  if (data === null) return [];
  if (typeof data !== 'object') return [{ key, value: data }];
  return Array.isArray(data)
    ? (data as readonly Json[]).flatMap((part) => leavesOf(part, key))
    : Object.entries(data).flatMap(([name, part]) => leavesOf(part, name));
};

const isTold = (value: Json | undefined): value is Json =>
  value !== undefined &&
  value !== '' &&
  (typeof value !== 'object' ||
    (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')));

const fieldIn = (data: Json, key: string): Json | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const own = Array.isArray(data) ? undefined : (data as Readonly<Record<string, Json>>)[key];
  if (isTold(own)) return own;
  for (const part of Object.values<Json>(data)) {
    const found = fieldIn(part, key);
    if (found !== undefined) return found;
  }
  return undefined;
};

const lineIn = (text: string, key: string): Json | undefined => {
  const line = new RegExp(`^[ \\t]*(?:- )?"?${key}"?: ?(\\S.*?),?$`, 'm').exec(text)?.[1];
  if (line === undefined || line === 'null') return undefined;
  return /^-?\d+(\.\d+)?$/.test(line) ? Number(line) : line.replace(/^"(.*)"$/, '$1');
};

/** What the blocks say under one of the given keys, as JSON or in lines `key: value`; the first that says it. */
export function fieldOf(blocks: readonly Block[], keys: readonly string[]): Json | undefined {
  for (const key of keys) {
    for (const { name, data, text } of blocks) {
      const own = name === key && isTold(data) ? data : undefined;
      const found = own ?? (data === undefined ? lineIn(text, key) : fieldIn(data, key));
      if (isTold(found)) return found;
    }
  }
  return undefined;
}

const sentenceAround = (text: string, at: number): string => {
  if (text.length <= LONGEST_QUOTE) return text.trim();
  const before = text.slice(0, at).search(/[^.!?\n]*$/);
  const rest = text.slice(before);
  const end = rest.slice(at - before).search(/[.!?](?=\s|$)|\n/);
  return (end < 0 ? rest : rest.slice(0, at - before + end + 1)).trim().slice(0, LONGEST_QUOTE);
};

const quoteInText = (text: string, spellings: readonly string[]): string | undefined => {
  for (const spelling of spellings) {
    const at = text.search(phrase(spelling));
    if (at >= 0) return sentenceAround(text, at);
  }
  return undefined;
};

const spellingsOf = (value: Json): string[] => {
  if (typeof value === 'number') return [String(value), value.toLocaleString('en-US')];
  return typeof value === 'string' && value !== '' ? [value] : [];
};

const lineWith = (text: string, spellings: readonly string[]): string | undefined => {
  const line = text.split('\n').find((one) => spellings.some((spelling) => phrase(spelling).test(one)));
  return line === undefined ? undefined : quoteInText(line, spellings);
};

const asField = ({ key, value }: Leaf): string => (key === '' ? String(value) : `"${key}":${String(value)}`);

const exactly = ({ data }: Block, value: Json): string | undefined => {
  const leaf = data === undefined ? undefined : leavesOf(data).find((one) => one.value === value);
  if (leaf === undefined) return undefined;
  return typeof leaf.value === 'string' ? leaf.value : asField(leaf);
};

const within = ({ data, text }: Block, value: Json): string | undefined => {
  const spellings = spellingsOf(value);
  if (data === undefined) return lineWith(text, spellings);
  const texts = leavesOf(data).flatMap((leaf) => (typeof leaf.value === 'string' ? [leaf.value] : []));
  return first(texts, (one) => quoteInText(one, spellings));
};

const first = <T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined => {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * A stretch of the blocks, as it stands there, that holds the value, a field of exactly this value before a text
 * that names it; undefined when none does.
 */
export const quoteOf = (blocks: readonly Block[], value: Json): string | undefined =>
  first(blocks, (block) => exactly(block, value)) ?? first(blocks, (block) => within(block, value));
