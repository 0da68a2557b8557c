import type { AnyFind } from '../warehouse';
import { deleteStatement, findStatement } from './bigquery-sql';

const find = (more: Partial<AnyFind> = {}): AnyFind =>
  ({ table: 'task_payloads', where: { payload_hash: 'h' }, columns: ['part'], limit: 5, ...more }) as AnyFind;

const TIME = 'SELECT -1 AS part, 0 AS place, CAST(UNIX_MILLIS(CURRENT_TIMESTAMP()) AS STRING) AS line';

describe('findStatement', () => {
  it('joins several finds and the time into one statement', () => {
    const { query, params, types } = findStatement('data', [find(), find({ limit: 1 })]);
    const part = (index: number, limit: number) =>
      `SELECT ${index} AS part, t.place_ AS place, TO_JSON_STRING(t) AS line FROM (SELECT CAST(r.\`part\` AS STRING) AS \`part\`, ` +
      `ROW_NUMBER() OVER () AS place_ FROM \`data.task_payloads\` AS r WHERE r.\`payload_hash\` = @p${index} LIMIT ${limit}) AS t`;
    expect(query.split('\nUNION ALL\n')).toEqual([TIME, part(0, 5), part(1, 1)]);
    expect([params, types]).toEqual([
      { p0: 'h', p1: 'h' },
      { p0: 'STRING', p1: 'STRING' },
    ]);
  });

  const where = (more: Partial<AnyFind>): string =>
    / WHERE (.*?)(?: ORDER BY| LIMIT)/.exec(
      findStatement('data', [find({ where: {}, ...more })]).query,
    )?.[1] ?? '';

  it('says each kind of bound with a typed parameter', () => {
    const at = new Date(1000);
    const bounds = { kind: { in: ['a', 'b'] }, generation: 2, at: { from: at, before: new Date(2000) } };
    const { query, params, types } = findStatement('data', [
      { table: 'task_events', where: bounds, columns: ['kind'], limit: 1 },
    ]);
    expect(query).toContain(
      'r.`kind` IN UNNEST(@p0) AND r.`generation` = @p1 AND r.`at` >= TIMESTAMP_MILLIS(@p2) AND r.`at` < TIMESTAMP_MILLIS(@p3)',
    );
    expect(params).toEqual({ p0: ['a', 'b'], p1: 2, p2: 1000, p3: 2000 });
    expect(types).toEqual({ p0: ['STRING'], p1: 'INT64', p2: 'INT64', p3: 'INT64' });
  });

  it('says FALSE for an empty list', () => {
    expect(where({ where: { payload_hash: { in: [] } } })).toBe('FALSE');
  });

  it('reaches into JSON by a literal path and refuses a field that would need quoting', () => {
    const events = (field: string) =>
      ({ table: 'task_events', fields: { detail: { [field]: 'x' } }, columns: ['kind'] }) as Partial<AnyFind>;
    expect(where(events('reason'))).toBe("JSON_VALUE(r.`detail`, '$.reason') IN UNNEST(@p0)");
    expect(() => where(events("x' OR '1"))).toThrow('letters, digits and underscores');
  });

  it('pages with a keyset of mixed direction', () => {
    const keyset = {
      orderBy: [{ column: 'part', descending: true }, { column: 'sha256' }],
      after: [3, 's'],
    } as Partial<AnyFind>;
    expect(where(keyset)).toBe('((r.`part` < @p0) OR (r.`part` = @p0 AND r.`sha256` > @p1))');
  });

  it('takes two empty columns for equal in a partner', () => {
    const lacking = {
      table: 'task_events',
      lacking: { by: ['key_hash', 'round'], where: { kind: 'done' } },
      columns: ['kind'],
    };
    expect(findStatement('data', [find({ where: {}, ...lacking } as Partial<AnyFind>)]).query).toContain(
      'o.`key_hash` = r.`key_hash` AND (o.`round` = r.`round` OR (o.`round` IS NULL AND r.`round` IS NULL)) AND o.`kind` = @p0',
    );
  });
});

describe('deleteStatement', () => {
  it('names what is to go', () => {
    expect(deleteStatement('data', 'api_request_cache', { cache_key: 'c', scope: 'tenant' })).toEqual({
      query: 'DELETE FROM `data.api_request_cache` AS r WHERE r.`cache_key` = @p0 AND r.`scope` = @p1',
      params: { p0: 'c', p1: 'tenant' },
      types: { p0: 'STRING', p1: 'STRING' },
    });
  });
});
