import { checkFind, checkName, checkRemove, checkRows, columnOf, jsonText } from './checks';
import { bodyRow, eventRow } from './suite/sample-rows';

const codeOf = (check: () => unknown): string => {
  try {
    check();
    return 'passed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('columnOf', () => {
  it('answers a column, and refuses one that the table lacks', () => {
    expect(columnOf('task_events', 'epoch')).toMatchObject({ type: 'integer' });
    expect(codeOf(() => columnOf('task_events', 'toString'))).toBe('find_invalid');
  });
});

describe('checkRows', () => {
  it('names table, column and rule, and never the value', () => {
    const row = { ...eventRow({ key_hash: 'k' }), job_id: 'secret \uD800' };
    expect(() => checkRows('task_events', [row])).toThrow(
      'A row for task_events cannot be stored: column job_id holds half a surrogate pair, which UTF-8 cannot say; clean it first.',
    );
  });

  it('takes bytes as bytes alone', () => {
    const row = { ...bodyRow({ key_hash: 'k' }), body: [1, 2] as unknown as Uint8Array };
    expect(codeOf(() => checkRows('enrichment_callbacks', [row]))).toBe('row_invalid');
  });
});

describe('jsonText', () => {
  it('means none by null in an optional column, and JSON null in a required one', () => {
    expect(jsonText('enrichment_raw_data', 'raw', null)).toBeNull();
    expect(jsonText('enrichment_raw_data', 'raw', undefined)).toBeNull();
    expect(jsonText('task_events', 'detail', null)).toBe('null');
    expect(jsonText('task_events', 'detail', () => 1)).toBe('null');
  });

  it('refuses a cycle', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(codeOf(() => jsonText('task_events', 'detail', loop))).toBe('row_invalid');
  });
});

describe('checkFind', () => {
  const find = { table: 'task_events', where: { key_hash: 'k' }, limit: 1 } as const;

  it('passes a find that fits the table', () => {
    const after = [new Date(0), 'x'];
    const orderBy = [{ column: 'at' }, { column: 'event_id' }] as const;
    expect(codeOf(() => checkFind({ ...find, orderBy, after }))).toBe('passed');
  });

  it('refuses a keyset value of another type than its column', () => {
    expect(codeOf(() => checkFind({ ...find, orderBy: [{ column: 'at' }], after: ['x'] }))).toBe(
      'find_invalid',
    );
  });

  it('refuses to search inside long values', () => {
    const fields = { raw: { a: 'b' } };
    expect(codeOf(() => checkFind({ table: 'enrichment_raw_data', where: {}, fields, limit: 1 }))).toBe(
      'find_invalid',
    );
  });
});

describe('checkRemove', () => {
  it('wants a bound', () => {
    expect(codeOf(() => checkRemove('api_request_cache', { cache_key: undefined }))).toBe('find_invalid');
    expect(codeOf(() => checkRemove('api_request_cache', { cache_key: 'k' }))).toBe('passed');
  });
});

describe('checkName', () => {
  it('passes what a job id and labels of BigQuery can hold', () => {
    const labels = { kind: 'claim', lease_ms: '30000', empty: '' };
    expect(codeOf(() => checkName('claim_A-1', 'x'.repeat(63), labels))).toBe('passed');
    expect(codeOf(() => checkName('claim', 'token', { Kind: 'claim' }))).toBe('name_invalid');
  });
});
