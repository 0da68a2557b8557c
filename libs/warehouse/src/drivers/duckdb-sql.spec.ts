import { MOMENT } from '../suite/sample-rows';
import {
  createStatements,
  deleteRows,
  engineColumns,
  insertLists,
  insertRow,
  readsLongValues,
  selectRows,
} from './duckdb-sql';

/** A statement without the list of what it selects. */
const conditionsOf = (find: Parameters<typeof selectRows>[0]) => {
  const { sql, parameters } = selectRows(find);
  return { sql: sql.slice(sql.indexOf(' FROM ') + 6), values: parameters.map(({ value }) => value) };
};

describe('createStatements', () => {
  it('makes eight tables, the names, and what long values are kept in', () => {
    expect(createStatements).toHaveLength(11);
    expect(createStatements.every((sql) => / IF NOT EXISTS /.test(sql))).toBe(true);
    expect(createStatements[6]).toBe(
      'CREATE TABLE IF NOT EXISTS "task_payloads" ("payload_hash" VARCHAR NOT NULL, "part" BIGINT NOT NULL, "parts" BIGINT NOT NULL, "bytes" BLOB NOT NULL, "sha256" VARCHAR NOT NULL, "stored_at" TIMESTAMPTZ NOT NULL, "apart" VARCHAR)',
    );
  });

  it('gives a column for what is kept apart to tables of long values alone', () => {
    expect(engineColumns('task_payloads').at(-1)).toBe('apart');
    expect(engineColumns('task_events').at(-1)).toBe('detail');
  });
});

describe('insertRow', () => {
  it('writes nulls into the text and numbers the rest', () => {
    const isNull = [false, false, true, false, true, true, false];
    expect(insertRow('account_data', isNull)).toBe(
      'INSERT INTO "account_data" VALUES ($1, $2, NULL, $3, NULL, NULL, $4)',
    );
  });
});

describe('insertLists', () => {
  it('takes a list for each column, the own one of the engine included', () => {
    const sql = insertLists('enrichment_callbacks');
    expect(sql).toMatch(/^INSERT INTO "enrichment_callbacks" SELECT unnest\(\$1::VARCHAR\[\]\), /);
    expect(sql.match(/unnest/g)).toHaveLength(engineColumns('enrichment_callbacks').length);
    expect(sql).toContain('::BLOB[])');
  });
});

describe('selectRows', () => {
  it('reads a row as one JSON text', () => {
    const columns = ['position', 'stored_at', 'body'] as const;
    expect(selectRows({ table: 'enrichment_callbacks', where: {}, columns, limit: 5 })).toEqual({
      sql: 'SELECT json_array(r."position", epoch_ms(r."stored_at"), to_base64(r."body"), r."apart")::VARCHAR FROM "enrichment_callbacks" AS r LIMIT 5',
      parameters: [],
    });
  });

  it('writes every value as a parameter, and equal shapes alike', () => {
    const find = (kind: string) =>
      ({ table: 'task_events', where: { kind, generation: 2, at: { from: MOMENT } }, limit: 1 }) as const;
    expect(conditionsOf(find("it's"))).toEqual({
      sql: '"task_events" AS r WHERE r."kind" = $1 AND r."generation" = $2 AND r."at" >= $3 LIMIT 1',
      values: ["it's", 2, MOMENT],
    });
    expect(selectRows(find('a')).sql).toBe(selectRows(find('b')).sql);
  });

  it('writes short lists out and joins long ones', () => {
    const find = (count: number) =>
      conditionsOf({
        table: 'task_events',
        where: { generation: { in: Array.from({ length: count }, (_, index) => index) } },
        limit: 1,
      });
    expect(find(0).sql).toBe('"task_events" AS r WHERE false LIMIT 1');
    expect(find(2).sql).toBe('"task_events" AS r WHERE r."generation" IN ($1, $2) LIMIT 1');
    expect(find(9)).toEqual({
      sql: '"task_events" AS r WHERE r."generation" IN (SELECT unnest($1::BIGINT[])) LIMIT 1',
      values: [[0, 1, 2, 3, 4, 5, 6, 7, 8]],
    });
  });

  it('compares nullable columns so that two empty ones are equal when it looks for a partner', () => {
    const lacking = { by: ['key_hash', 'round'], where: { kind: 'delivered' } } as const;
    expect(conditionsOf({ table: 'task_events', where: {}, lacking, limit: 1 }).sql).toBe(
      '"task_events" AS r WHERE NOT EXISTS (SELECT 1 FROM "task_events" AS o WHERE o."key_hash" = r."key_hash" AND o."round" IS NOT DISTINCT FROM r."round" AND o."kind" = $1) LIMIT 1',
    );
  });

  it('goes on behind a row in an order of mixed directions', () => {
    const orderBy = [{ column: 'at', descending: true }, { column: 'event_id' }] as const;
    const after = [MOMENT, 'e1'];
    expect(conditionsOf({ table: 'task_events', where: {}, orderBy, after, limit: 1 }).sql).toBe(
      '"task_events" AS r WHERE ((r."at" < $1) OR (r."at" = $1 AND r."event_id" > $2)) ORDER BY r."at" DESC NULLS LAST, r."event_id" ASC NULLS FIRST LIMIT 1',
    );
  });
});

describe('readsLongValues', () => {
  it('is so when such a column is read, by name or with all', () => {
    const find = { table: 'enrichment_callbacks', where: {}, limit: 1 } as const;
    expect(readsLongValues(find)).toBe(true);
    expect(readsLongValues({ ...find, columns: ['body'] })).toBe(true);
    expect(readsLongValues({ ...find, columns: ['position'] })).toBe(false);
    expect(readsLongValues({ table: 'task_events', where: {}, limit: 1 })).toBe(false);
  });
});

describe('deleteRows', () => {
  it('removes what fits', () => {
    expect(deleteRows('api_request_cache', { cache_key: 'k' })).toEqual({
      sql: 'DELETE FROM "api_request_cache" AS r WHERE r."cache_key" = $1',
      parameters: [{ type: 'text', value: 'k' }],
    });
  });
});
