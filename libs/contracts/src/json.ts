import { createHash, hash as hashOnce } from 'node:crypto';

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A text is encoded in slices of so many characters, so that a large one is not in memory a second time as bytes. */
const SLICE_CHARACTERS = 64 * 1024;

/** Where a slice ends that begins here; never between the halves of a surrogate pair. */
const sliceEnd = (text: string, start: number): number => {
  const end = Math.min(start + SLICE_CHARACTERS, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
};

function* slicesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = sliceEnd(text, start);
    yield text.slice(start, end);
    start = end;
  }
}

/** The object with its keys in code unit order; those that are whole numbers come first, as JavaScript has it. */
const ordered = (object: object): object =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

function* smallPieces(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length > SLICE_CHARACTERS) {
    yield '"';
    for (const slice of slicesOf(value)) yield JSON.stringify(slice).slice(1, -1);
    yield '"';
  } else if (Array.isArray(value)) {
    let before = '[';
    for (const part of value) {
      yield before;
      yield* smallPieces(part);
      before = ',';
    }
    yield value.length === 0 ? '[]' : ']';
  } else if (typeof value === 'object' && value !== null) {
    let before = '{';
    for (const [key, part] of Object.entries(ordered(value))) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* smallPieces(part);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else {
    yield JSON.stringify(value);
  }
}

/** {@link canonicalJson} of a value that JSON can say, in pieces of about 64 Ki characters; the whole text is never in memory. */
export function* canonicalPieces(value: unknown): Generator<string> {
  let held = '';
  for (const piece of smallPieces(value)) {
    held += piece;
    if (held.length < SLICE_CHARACTERS) continue;
    yield held;
    held = '';
  }
  yield held;
}

/** SHA-256 in lower-case base32 (52 characters): short enough for a label, which takes 63 of `[a-z0-9_-]`. Pieces hash as their whole. */
export function sha256Base32(data: string | Uint8Array | Iterable<string>): string {
  // Names are hashed all the time, and short: one call for the whole text takes half the time.
  if (typeof data === 'string' && data.length <= SLICE_CHARACTERS)
    return base32(hashOnce('sha256', data, 'buffer'));
  const hash = createHash('sha256');
  const pieces = typeof data === 'string' ? slicesOf(data) : data instanceof Uint8Array ? [data] : data;
  for (const piece of pieces) hash.update(piece);
  return base32(hash.digest());
}

function base32(bytes: Uint8Array): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >>> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + alphabet.charAt((held << (5 - bits)) & 31) : text;
}

/** JSON with the keys of every object in code unit order, so that equal values have equal texts (RFC 8785's order). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? ordered(part) : part,
  );
}

/** Hash of parts that keeps their borders: `['ab', 'c']` and `['a', 'bc']` differ. */
export function hashOfParts(parts: readonly (string | number)[]): string {
  return sha256Base32(parts.map((part) => `${String(part).length}:${part}`).join(''));
}
