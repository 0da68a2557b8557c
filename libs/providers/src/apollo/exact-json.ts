/** What JSON.parse tells a reviver beside key and value: https://github.com/tc39/proposal-json-parse-with-source */
type ExactReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const exact: ExactReviver = (_key, value, { source }) => {
  const hasLostDigits = typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value);
  return hasLostDigits && source !== undefined && /^-?\d+$/.test(source) ? source : value;
};

/**
 * Parses JSON and keeps every digit: a whole number beyond 2^53 becomes its own text. Apollo writes ids of 19 digits as
 * numbers in some places and as text in others.
 * @throws SyntaxError when it is no JSON
 */
export const exactJson = (text: string): unknown =>
  JSON.parse(text, exact as (key: string, value: unknown) => unknown);
