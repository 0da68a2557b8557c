import type { Json } from '@userport/contracts';

const plain = (value: Json): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}<>+]+/gu, ' ')
    .trim();

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word.length > 3);

/** Words of five letters and more are one word when they begin alike: robot and robotics, private and privately. */
const alike = (a: string, b: string): boolean =>
  a === b || (a.length >= 5 && b.length >= 5 && a.slice(0, 5) === b.slice(0, 5));

/** The numbers that an allowed value such as `51-200`, `1,000+` or `under 50` stands for. */
export function rangeOf(text: string): readonly [number, number] | undefined {
  const numbers = [...text.matchAll(/\d+(?:[,.]\d{3})*/g)].map(([digits]) =>
    Number(digits.replace(/[,.]/g, '')),
  );
  const [first, second] = numbers;
  if (first === undefined || /[a-z]\d/i.test(text)) return undefined;
  if (second !== undefined) return [first, second];
  if (/\+|more|over|above|at least|>|up$/i.test(text))
    return [/more than|over|above|>(?!=)/i.test(text) ? first + 1 : first, Infinity];
  if (/under|below|less|fewer|up to|at most|</i.test(text))
    return [-Infinity, /up to|at most|<=/i.test(text) ? first : first - 1];
  return [first, first];
}

const unique = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

const byWords = (texts: readonly string[], about: string): string | undefined => {
  const told = wordsOf(about);
  const scored = texts.map((text) => {
    const words = wordsOf(text);
    return { text, score: words.filter((word) => told.some((one) => alike(one, word))).length };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? undefined : unique(scored.filter(({ score }) => score === best))?.text;
};

/**
 * The allowed value that fits a known one, or undefined: a guess is no answer. In turn: the same text, yes or no for
 * a boolean, the range that holds a number, the one allowed value contained in the known text, and the one whose
 * words the known text or else the hint speaks of most.
 */
export function chooseAllowed(allowed: readonly Json[], known: Json, hint: string): Json | undefined {
  const exact = allowed.find((one) => one === known || (one !== null && plain(one) === plain(known)));
  if (exact !== undefined) return exact;
  const texts = allowed.filter((one) => typeof one === 'string');
  if (typeof known === 'boolean') {
    return texts.find((one) => (known ? /^(yes|true|y)\b/i : /^(no|false|n)\b/i).test(one));
  }
  if (typeof known === 'number') {
    return unique(
      texts.filter((one) => {
        const [low, high] = rangeOf(one) ?? [1, 0];
        return known >= low && known <= high;
      }),
    );
  }
  if (Array.isArray(known)) {
    const listed = (known as readonly Json[]).map(plain);
    return unique(texts.filter((one) => listed.includes(plain(one))));
  }
  if (typeof known !== 'string') return undefined;
  const contained = texts.filter((one) => ` ${plain(known)} `.includes(` ${plain(one)} `));
  return unique(contained) ?? byWords(texts, known) ?? byWords(texts, hint);
}

/** A comparison that a question draws, such as `more than 500`. */
export function comparisonIn(question: string): ((value: number) => boolean) | undefined {
  const number = /(\d+(?:[,.]\d{3})*)/;
  const of = (before: string): number | undefined => {
    const digits = new RegExp(`(?:${before})\\s+(?:a total of )?${number.source}`, 'i').exec(question)?.[1];
    return digits === undefined ? undefined : Number(digits.replace(/[,.]/g, ''));
  };
  const tests: readonly [number | undefined, (value: number, limit: number) => boolean][] = [
    [of('more than|over|above|greater than|exceeds?|after'), (value, limit) => value > limit],
    [of('at least|or more than|minimum of'), (value, limit) => value >= limit],
    [of('fewer than|less than|under|below|before'), (value, limit) => value < limit],
    [of('at most|up to|no more than'), (value, limit) => value <= limit],
  ];
  for (const [limit, holds] of tests.toReversed()) {
    if (limit !== undefined) return (value) => holds(value, limit);
  }
  return undefined;
}
