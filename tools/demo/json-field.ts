import type { Json, JsonObject } from '@userport/contracts';

/** A field inside JSON by its path; undefined where the path leads nowhere. */
export function fieldOf(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as JsonObject)[name];
  }
  return at;
}

/** A text or number as text; anything else says nothing. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
