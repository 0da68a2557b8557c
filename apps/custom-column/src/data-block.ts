import { hashOfParts } from '@userport/contracts';
import { cleanText, cutText } from './clean-text';

/** A part of what is known, under the name that it came with. */
export interface Part {
  readonly name: string;
  readonly content: unknown;
}

/** Parts as they stand in a prompt. */
export interface DataBlocks {
  /** The word that begins and ends every block of this prompt. */
  readonly fence: string;
  readonly text: string;
  /** What was taken up of each part, for finding a quote again. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  /** Characters that had to be cleaned away. */
  readonly cleanedCharacters: number;
  /** Characters that did not fit. */
  readonly cutCharacters: number;
}

/** Characters of one text inside a part; a longer one is a page or a dump, whose beginning says what it is. */
const LONGEST_LEAF = 12_000;
/** Levels that are shown; what is deeper is written as text of its JSON. */
const DEEPEST = 64;
const FENCE_LENGTH = 20;
const LONGEST_NAME = 60;

interface Counts {
  cleaned: number;
  cut: number;
}

const mark = (left: number): string => ` [cut here: ${left} more characters]`;

const tidyText = (raw: string, counts: Counts): string => {
  const { text, changed } = cleanText(raw);
  counts.cleaned += changed;
  if (text.length <= LONGEST_LEAF) return text;
  const kept = cutText(text, LONGEST_LEAF);
  counts.cut += text.length - kept.length;
  return kept + mark(text.length - kept.length);
};

const tidy = (value: unknown, counts: Counts, depth = 0): unknown => {
  if (typeof value === 'string') return tidyText(value, counts);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper levels left out]';
  if (Array.isArray(value)) return value.map((part: unknown) => tidy(part, counts, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [cleanText(key).text, tidy(part, counts, depth + 1)]),
  );
};

/**
 * How many characters each part may have: small parts are kept whole, large ones share what is left evenly, so that
 * one long page never pushes the rest out.
 */
export function shareSpace(sizes: readonly number[], space: number): number[] {
  const shares = sizes.map(() => 0);
  let left = space;
  const bySize = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  bySize.forEach(({ size, index }, place) => {
    const share = Math.min(size, Math.floor(left / (bySize.length - place)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}

const plainName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_ -]/gu, '_')
    .slice(0, LONGEST_NAME)
    .trim();

/** JSON on one line in which no tag can begin: what is inside a block cannot end it. */
export const jsonLine = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null')
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

/** One line between two tags that carry the fence. */
export const block = (tag: string, fence: string, line: string, name?: string): string =>
  [
    `<${tag} id="${fence}"${name === undefined ? '' : ` name="${name}"`}>`,
    line,
    `</${tag} id="${fence}">`,
  ].join('\n');

/**
 * Writes parts as blocks for a prompt. What is inside was written by strangers, so it cannot leave its block: it is
 * one single line of JSON (a line break inside is the two characters `\n`) that holds no `<`, between two tags that
 * carry a word which nobody can know beforehand, since it is a hash of the seed and of the contents themselves.
 * Contents are cleaned and bounded; where something was cut, a mark says so.
 * @param space characters that all contents may have together
 */
export function dataBlocks(parts: readonly Part[], seed: string, space: number): DataBlocks {
  const counts: Counts = { cleaned: 0, cut: 0 };
  const lines = parts.map(({ name, content }) => ({
    name: plainName(name),
    json: jsonLine(tidy(content, counts)),
  }));
  const shares = shareSpace(
    lines.map(({ json }) => json.length),
    space,
  );
  const kept = lines.map(({ name, json }, index) => {
    const text = cutText(json, shares[index] ?? 0);
    counts.cut += json.length - text.length;
    return { name, text: text.length < json.length ? text + mark(json.length - text.length) : text };
  });
  const fence = hashOfParts([seed, ...kept.map(({ text }) => text)]).slice(0, FENCE_LENGTH);
  const text = kept.map(({ name, text: line }) => block('data', fence, line, name)).join('\n');
  return { fence, text, parts: kept, cleanedCharacters: counts.cleaned, cutCharacters: counts.cut };
}
