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

const isCleanText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

const cleanedText = (text: string, count: Count): string => {
  if (isCleanText(text)) return text;
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

/** True where nothing has to be cleaned, so that a large value is not copied for nothing. */
const isClean = (value: unknown): boolean => {
  if (typeof value === 'string') return isCleanText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isClean);
  return Object.entries(value).every(([key, part]) => isCleanText(key) && isClean(part));
};

/**
 * Takes NUL characters out of every text of a JSON value and puts U+FFFD for every lone surrogate: PostgreSQL holds
 * neither, and Django answers 500 or drops the value. Ids, names and columns with such characters were refused by the
 * contract before; what is left is free text. Pure; the value must not be nested deeper than the stack.
 */
export function cleanTexts<T>(value: T): Cleaned<T> {
  const count: Count = { characters: 0 };
  if (isClean(value)) return { value, ...count };
  return { value: cleanedValue(value, count) as T, characters: count.characters };
}
