import { createHash } from 'node:crypto';

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** SHA-256 in lower-case base32 (52 characters): short enough for a label, which takes 63 of `[a-z0-9_-]`. */
export function sha256Base32(data: string | Uint8Array): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of createHash('sha256').update(data).digest()) {
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
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** Hash of parts that keeps their borders: `['ab', 'c']` and `['a', 'bc']` differ. */
export function hashOfParts(parts: readonly (string | number)[]): string {
  return sha256Base32(parts.map((part) => `${String(part).length}:${part}`).join(''));
}
