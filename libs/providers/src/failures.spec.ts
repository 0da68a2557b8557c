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
