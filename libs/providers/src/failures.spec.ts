import { HttpCallError } from '@userport/http';
import { apolloFailures } from './apollo/failures.suite';
import { brightdataFailures } from './brightdata/failures.suite';
import { builtwithFailures } from './builtwith/failures.suite';
import { enrichlayerFailures } from './enrichlayer/failures.suite';
import { fail, type FailureCase, type FailureTable } from './failure-table.suite';
import { jinaFailures } from './jina/failures.suite';

const tables: readonly FailureTable[] = [
  jinaFailures,
  brightdataFailures,
  builtwithFailures,
  apolloFailures,
  enrichlayerFailures,
];
const all = tables.flatMap((table) =>
  table.cases.map((one) => [table.vendor, one.name, table, one] as const),
);

describe('the failures of every provider', () => {
  it.each(all)('%s: %s', async (vendor, _name, table: FailureTable, expected: FailureCase) => {
    const { error, server, kit } = await fail(table, expected);
    expect(error).toBeInstanceOf(expected.kind);
    const { code, message, retryAfterMs, cause } = error as Error & { code: string; retryAfterMs?: number };
    expect({ code, tries: server.requests.length }).toEqual({
      code: expected.code,
      tries: expected.tries ?? 1,
    });
    if (expected.retryAfterMs !== undefined) expect(retryAfterMs).toBe(expected.retryAfterMs);
    // Vendor, endpoint, what happened.
    expect(message.startsWith(`${vendor}: `)).toBe(true);
    if (expected.says !== undefined) expect(message).toContain(expected.says);
    if (cause instanceof HttpCallError) expect(cause.facts.client).toBe(vendor);
    const [line, ...more] = kit.lines;
    expect(more).toEqual([]);
    const { cost = 0 } = expected;
    expect(line?.end === 'released' ? 'released' : line?.costUsd).toBe(cost);
  });

  it.each(all)(
    '%s keeps nothing of: %s',
    async (vendor, _name, table: FailureTable, expected: FailureCase) => {
      const { kit } = await fail(table, expected);
      const { rows } = await kit.warehouse.find({ table: 'api_request_cache', where: { vendor }, limit: 99 });
      // A snapshot that was begun is remembered, so that it is not bought again; answers are not.
      const kept = rows[0].filter(({ answer }) => !JSON.stringify(answer).includes('snapshot_id'));
      expect(kept).toEqual([]);
    },
  );
});

describe('the list of failures', () => {
  const faults = [
    'a connection that breaks',
    'an answer that breaks off',
    'no answer at all',
    'HTML with status 200',
    'JSON that is cut',
    'nothing with status 200',
  ];

  it.each<[string, FailureTable, readonly string[]]>([
    [
      'jina',
      jinaFailures,
      [
        ...['40001', '40003', '40004', '40102', '40103', '40104', '40201', '40202', '40203', '40301'],
        ...['40801', '40802', '40903', '40904', '41201', '41301', '41302', '42203', '42204', '42205'],
        ...['42206', '42901', '42903', '45101', '45102', '45103', '45104', '45105', '50000', '50001'],
        ...['50002', '50003', '50004', '50005', '50006', '50301', '50302', '50303', '50304', '50305'],
        ...['200 for a page that answered 404', '200 for a page that answered 403'],
        ...['200 for a page that answered 500', ...faults],
      ],
    ],
    [
      'brightdata',
      brightdataFailures,
      [
        ...['a row dead_page', 'a row bad_input', 'a row blocked', 'a row crawl_error', 'a row crawl_failed'],
        ...['a row parse_error', 'no rows at all', '400 with its errors as JSON', '400 of the older form'],
        ...['400', '401', '404', '429', '500', '503', '200 of a suspended account'],
        ...['a snapshot that failed', 'a snapshot that expired', 'a snapshot that is empty'],
        ...['a snapshot that is said to be ready and never is', ...faults],
      ],
    ],
    [
      'builtwith',
      builtwithFailures,
      [
        ...['-1', '-2', '-3', '-4', '-5', '-6', '-7', '-8', '-99'].map((code) => `${code} inside a 200`),
        ...['-8 of the domain by its name', '"You have no API credits left" inside a 200'],
        ...['429 with the delay in its body', '401', '500', ...faults],
      ],
    ],
    [
      'apollo',
      apolloFailures,
      [
        ...['401 as plain text', '403 API_INACCESSIBLE', '403 of a plan', '400 INVALID_REQUEST'],
        ...[
          '400 RECORD_LIMIT_EXCEEDED',
          '422',
          '422 of a bulk endpoint',
          '429 of a minute',
          '429 of an hour',
        ],
        ...[
          '429 of a day',
          '429 whose message is JSON itself',
          '500',
          '200 with a failure inside',
          ...faults,
        ],
      ],
    ],
    [
      'enrichlayer',
      enrichlayerFailures,
      [
        ...['400', '401', '403', '404', '410', '429', '500', '503'].flatMap((status) => [
          status,
          `${status} as a message`,
          `${status} as an error`,
        ]),
        ...['200 with an error inside', ...faults],
      ],
    ],
  ])('of %s forgets none that the vendor documents', (_vendor, { cases }, documented) => {
    const names = cases.map(({ name }) => name);
    const forgotten = documented.filter((one) => !names.some((name) => name.startsWith(one)));
    expect(forgotten).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
