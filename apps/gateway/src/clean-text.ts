/** A JSON value without characters that cannot be stored, and how many were taken out or replaced. */
export interface Cleaned<T> {
  readonly value: T;
  readonly characters: number;
}

const REPLACEMENT = '\u{FFFD}';
const LONE_SURROGATE = /\p{Surrogate}/gu;

interface Count {
  characters: number;
}

const cleanedText = (text: string, count: Count): string => {
  if (!text.includes('\0') && text.isWellFormed()) return text;
  const without = text.replaceAll('\0', '');
  count.characters += text.length - without.length;
  return without.replace(LONE_SURROGATE, () => {
    count.characters += 1;
    return REPLACEMENT;
  });
};

const cleanedValue = (value: unknown, count: Count): unknown => {
  if (typeof value === 'string') return cleanedText(value, count);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => cleanedValue(part, count));
  const entries = Object.entries(value).map(([key, part]: [string, unknown]) => [
    cleanedText(key, count),
    cleanedValue(part, count),
  ]);
  return Object.fromEntries(entries) as unknown;
};

/**
 * Takes NUL characters out of every text of a JSON value and puts U+FFFD for every lone surrogate: PostgreSQL holds
 * neither, and Django answers 500 or drops the value. Ids, names and columns with such characters were refused by the
 * contract before; what is left is free text. Pure; the value must not be nested deeper than the stack.
 */
export function cleanTexts<T>(value: T): Cleaned<T> {
  const count: Count = { characters: 0 };
  return { value: cleanedValue(value, count) as T, characters: count.characters };
}
