import { describeError } from '@userport/errors';
import { HttpCallError } from '@userport/http';
import { createLogger } from '@userport/logging';
import type { ReplayAnswer } from '@userport/http/testing';
import { type TableName, tables as warehouseTables } from '@userport/warehouse';
import { apolloFailures } from './apollo/failures.suite';
import { brightdataFailures } from './brightdata/failures.suite';
import { builtwithFailures } from './builtwith/failures.suite';
import { enrichlayerFailures } from './enrichlayer/failures.suite';
import { fail, type FailureCase, type FailureTable } from './failure-table.suite';
import { jinaFailures } from './jina/failures.suite';
import type { ProviderKit } from './provider-kit.suite';

/** Looks like no key that is known by its looks: only knowing it helps. */
const KEY = 'marked-4711-of-the-vendor';
/** Words of a page or record, which belong into answers and nowhere else. */
const TEXT = 'MARKED-TEXT-OF-A-PAGE';

const tables = [jinaFailures, brightdataFailures, builtwithFailures, apolloFailures, enrichlayerFailures];

const all = tables.flatMap((table) =>
  table.cases.map((one) => [table.vendor, one.name, table, one] as const),
);

/** Fields in which a vendor says something in its own words, and may repeat what it was sent. */
const TALKATIVE =
  /^(message|readableMessage|Message|error|content|title|description|about|post_text|error_message|first_name|full_name)$/;

const marked = (value: unknown, mark: string): unknown => {
  if (Array.isArray(value)) return value.map((part) => marked(part, mark));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      typeof part === 'string' && part.trim() !== '' && TALKATIVE.test(name)
        ? `${part} ${mark}`
        : marked(part, mark),
    ]),
  );
};

/** The same answer from a vendor who repeats the key in everything it says, and the page where it answers well. */
const talkative = (answer: ReplayAnswer): ReplayAnswer => {
  const { status = 200, json, body, headers } = answer;
  const mark = status <= 299 ? `${KEY} ${TEXT}` : `You sent ${KEY} `;
  return {
    ...answer,
    headers: { ...headers, 'x-you-sent': KEY },
    ...(json !== undefined && { json: marked(json, mark) }),
    ...(typeof body === 'string' && { body: `${body} ${mark}` }),
  };
};

const talkativeCase = (one: FailureCase): FailureCase => ({
  ...one,
  answers: Object.fromEntries(
    Object.entries(one.answers).map(([path, answers]) => [path, answers.map(talkative)]),
  ),
});

const linesOf = (error: unknown): string => {
  const written: string[] = [];
  for (const format of ['json', 'pretty'] as const) {
    const log = createLogger({ level: 'debug', format, write: (line) => void written.push(line) });
    log.error('A step failed.', { error, detail: describeError(error) });
  }
  return written.join('');
};

const chainOf = (error: unknown): string => {
  const parts: unknown[] = [];
  for (let at = error; at instanceof Error && parts.length < 20; at = at.cause) {
    parts.push(String(at), at.stack, JSON.stringify(at), JSON.stringify(Object.entries(at)));
    if (at instanceof HttpCallError) parts.push(JSON.stringify(at.facts));
  }
  return parts.join('\n');
};

const rowsOf = async ({ warehouse }: ProviderKit): Promise<string> => {
  const found = await Promise.all(
    (Object.keys(warehouseTables) as TableName[]).map((table) =>
      warehouse.find({ table, where: {}, limit: 999 }),
    ),
  );
  return JSON.stringify(found.map(({ rows }) => rows));
};

describe('what a failure leaves behind', () => {
  it.each(all)(
    '%s, %s: neither the key nor the text of a page',
    async (_vendor, _name, table: FailureTable, one) => {
      const { error, server, kit } = await fail(table, talkativeCase(one), KEY);
      expect(error).toBeInstanceOf(Error);
      // It was sent, so it could have come back; and nowhere but in a header.
      const sent = server.requests.map(({ headers }) => JSON.stringify(headers));
      expect(sent.every((headers) => headers.includes(KEY))).toBe(true);
      const asked = server.requests.map(
        ({ path, query, body }) => `${path} ${query.toString()} ${body.toString()}`,
      );
      const left = [
        chainOf(error),
        linesOf(error),
        JSON.stringify(kit.lines),
        JSON.stringify(kit.said),
        await rowsOf(kit),
        ...asked,
      ].join('\n');
      expect(left).not.toContain(KEY);
      expect(left).not.toContain(TEXT);
    },
  );
});

describe('what a good answer leaves behind', () => {
  const good: readonly (readonly [
    string,
    FailureTable,
    Readonly<Record<string, readonly ReplayAnswer[]>>,
  ])[] = [
    ['jina', jinaFailures, { '/reader/': [{ json: { data: { content: TEXT } } }] }],
    ['brightdata', brightdataFailures, { '/datasets/v3/scrape': [{ json: [{ name: TEXT }] }] }],
    [
      'builtwith',
      builtwithFailures,
      {
        '/v23/api.json': [
          { json: { Results: [{ Lookup: 'quarrystone.example', Meta: { CompanyName: TEXT } }] } },
        ],
      },
    ],
    [
      'apollo',
      apolloFailures,
      { '/people/bulk_match': [{ json: { credits_consumed: 1, matches: [{ id: 'a', headline: TEXT }] } }] },
    ],
    ['enrichlayer', enrichlayerFailures, { '/profile': [{ json: { full_name: 'A', summary: TEXT } }] }],
  ];

  it.each(good)('%s: the answer, and no key', async (vendor, table, answers) => {
    const { error, kit } = await fail(table, { ...(table.cases[0] as FailureCase), answers }, KEY);
    expect(error).toBeUndefined();
    const left = `${await rowsOf(kit)} ${JSON.stringify(kit.lines)}`;
    expect(left).toContain(TEXT);
    expect(left).not.toContain(KEY);
    const { rows } = await kit.warehouse.find({ table: 'api_request_cache', where: { vendor }, limit: 9 });
    expect(rows[0].every(({ cache_key }) => /^[a-z2-7]{52}$/.test(cache_key))).toBe(true);
  });
});
