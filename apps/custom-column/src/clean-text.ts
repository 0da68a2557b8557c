/** Control and format characters: they reorder, hide or smuggle text. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
/** Layout, and the joiners that scripts and emoji need. */
const KEPT = new Set(['\n', '\t', '\u200c', '\u200d']);

/** A text that can be stored and read, and how many characters had to go or were replaced. */
export interface CleanText {
  readonly text: string;
  readonly changed: number;
}

/**
 * Removes what no database or reader should get: NUL and other control characters, direction overrides, zero-width
 * and tag characters; a lone surrogate becomes U+FFFD. Line ends become `\n` and are not counted.
 */
export function cleanText(raw: string): CleanText {
  let changed = 0;
  const whole = raw.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replace(/\p{Cs}/gu, () => {
    changed += 1;
    return '\ufffd';
  });
  const text = whole.replace(INVISIBLE, (character) => {
    if (KEPT.has(character)) return character;
    changed += 1;
    return '';
  });
  return { text, changed };
}

/** The first `longest` code units at most, never half of a pair. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
