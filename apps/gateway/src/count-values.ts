const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Each of these stands before at most one value: a comma, and what opens a list or an object. */
const BEFORE_VALUE: ReadonlySet<number> = new Set([0x2c, 0x5b, 0x7b]);

/** Where the text that begins here ends, its closing quote included. */
function endOfText(json: Uint8Array, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) return at;
  }
  return json.length;
}

/**
 * How many values JSON text can hold at the most, read from its bytes: before it is parsed, since a body of 32 MiB
 * may hold ten million empty objects, which fill a gigabyte of memory. Stops soon after `limit`.
 */
export function countValues(json: Uint8Array, limit: number): number {
  let values = 1;
  for (let at = 0; at < json.length && values <= limit; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfText(json, at);
    else if (BEFORE_VALUE.has(byte)) values += 1;
  }
  return values;
}
