import { bigqueryFields } from './bigquery-schema';

describe('bigqueryFields', () => {
  it('tells every column of a table with its type, its mode and what it is', () => {
    expect(bigqueryFields('api_request_cache')).toEqual([
      { name: 'cache_key', type: 'STRING', mode: 'REQUIRED', description: 'hash of the canonical request' },
      { name: 'vendor', type: 'STRING', mode: 'REQUIRED', description: 'who answered' },
      { name: 'scope', type: 'STRING', mode: 'REQUIRED', description: '`shared`, or the tenant' },
      { name: 'answer', type: 'JSON', mode: 'REQUIRED', description: 'the answer' },
      { name: 'stored_at', type: 'TIMESTAMP', mode: 'REQUIRED', description: 'when it was stored' },
    ]);
  });

  it('has a name of BigQuery for every type of column', () => {
    const types = new Set(
      [...bigqueryFields('enrichment_callbacks'), ...bigqueryFields('provider_usage')].map(
        ({ type }) => type,
      ),
    );
    expect(types).toEqual(new Set(['STRING', 'INTEGER', 'BYTES', 'BOOLEAN', 'TIMESTAMP', 'JSON', 'FLOAT']));
  });
});
