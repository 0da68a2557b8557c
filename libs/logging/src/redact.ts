import { describeError, RetryableError, TerminalError } from '@userport/errors';

/** Stands where a secret stood. */
const REDACTED = '[redacted]';

/** A sentence of a vendor fits; a page does not. */
const LONGEST_TEXT = 2_000;
/** Enough to see what a list is about. */
const LONGEST_LIST = 50;
const DEEPEST = 6;

/** A name that holds one of these words anywhere names a secret. */
const SECRET_WORDS = new Set(
  'authorization password passwd passphrase secret secrets cookie cookies credential credentials apikey jwt bearer'.split(
    ' ',
  ),
);
/** A name that ends in one of these does, too: `id_token` is one, `token_count` is none. */
const SECRET_ENDINGS = new Set(['token', 'tokens', 'key', 'keys', 'signature']);
/** Keys that open nothing. */
const HARMLESS_KEYS = new Set(['idempotency', 'cache', 'partition', 'primary', 'sort', 'foreign']);

/** Secrets that are known by their looks, wherever they stand. Each pattern runs in linear time. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{16,}(?:\.[\w-]*){0,2}/g, REDACTED],
  [/\b(bearer|basic)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,}/gi, `$1 ${REDACTED}`],
  [/\b(?:sk-[\w-]{16,}|AIza[\w-]{20,}|jina_\w{16,}|ya29\.[\w.-]{8,}|GOCSPX-[\w-]{8,})/g, REDACTED],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REDACTED],
  [
    /((?:^|[?&;\s"'{,])(?:[\w-]{0,30}(?:key|token|secret|password))["']?[=:]\s?["']?)[^&\s"',}]{6,}/gi,
    `$1${REDACTED}`,
  ],
];

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** True when a field of this name holds a secret: `Authorization`, `x-api-key`, `idToken`, `GEMINI_API_KEY`. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => SECRET_WORDS.has(word))) return true;
  const last = words.at(-1) ?? '';
  return SECRET_ENDINGS.has(last) && !HARMLESS_KEYS.has(words.at(-2) ?? '');
}

/** The text with everything replaced that looks like a token, a key or a password. */
export const redactText = (text: string): string =>
  SECRET_SHAPES.reduce((kept, [shape, instead]) => kept.replace(shape, instead), text);

/** Cuts after redacting, so that no half of a secret is left at the edge; what is far beyond the edge is not read. */
const boundedText = (text: string, longest = LONGEST_TEXT): string => {
  const clean = redactText(text.slice(0, 4 * longest));
  return clean.length > longest || text.length > 4 * longest ? `${clean.slice(0, longest)}…` : clean;
};

const errorFields = (error: Error): Record<string, unknown> => {
  const expected = error instanceof TerminalError || error instanceof RetryableError;
  return { ...describeError(error), ...(expected ? {} : { stack: error.stack }) };
};

/** Counts by token are figures, not secrets. */
const isFigure = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean';

const mapOf = (entries: Iterable<readonly [string, unknown]>, depth: number, seen: readonly object[]) => {
  const kept: [string, unknown][] = [];
  for (const [name, value] of entries) {
    if (kept.length >= LONGEST_LIST) {
      kept.push(['…', 'more fields']);
      break;
    }
    const secret = isSecretName(name) && !(/tokens?$/i.test(name) && isFigure(value));
    kept.push([boundedText(name, 100), secret ? REDACTED : plain(value, depth + 1, seen)]);
  }
  return Object.fromEntries(kept);
};

const listOf = (items: readonly unknown[], depth: number, seen: readonly object[]): unknown[] => {
  const kept = items.slice(0, LONGEST_LIST).map((item) => plain(item, depth + 1, seen));
  return items.length > LONGEST_LIST ? [...kept, `… ${items.length - LONGEST_LIST} more`] : kept;
};

const plainObject = (value: object, depth: number, outer: readonly object[]): unknown => {
  if (outer.includes(value)) return '[circular]';
  if (depth >= DEEPEST) return '[too deep]';
  const seen = [...outer, value];
  if (value instanceof Error) return mapOf(Object.entries(errorFields(value)), depth, seen);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (value instanceof URL) return `${value.origin}${value.pathname}`;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return mapOf(
      [...value].map(([key, held]) => [String(key), held]),
      depth,
      seen,
    );
  if (value instanceof Set) return listOf([...value], depth, seen);
  if (Array.isArray(value)) return listOf(value, depth, seen);
  if (value instanceof Headers) return mapOf(value, depth, seen);
  return mapOf(Object.entries(value), depth, seen);
};

function plain(value: unknown, depth: number, seen: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return boundedText(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      return value === null ? null : plainObject(value, depth, seen);
    default:
      return `[${typeof value}]${typeof value === 'bigint' ? ` ${value}` : ''}`;
  }
}

/**
 * A copy that is fit for a log line: plain JSON, bounded in width, depth and length of texts, errors as records,
 * secrets replaced by name and by looks. What cannot be read (a getter that throws) is said so. Never throws.
 */
export function redact(value: unknown): unknown {
  try {
    return plain(value, 0, []);
  } catch (error) {
    return `[not readable: ${error instanceof Error ? error.name : typeof error}]`;
  }
}
