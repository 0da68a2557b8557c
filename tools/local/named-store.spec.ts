import { namedStore } from './named-store';

describe('namedStore', () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env['BIGQUERY_DATASET'];
    delete process.env['DUCKDB_PATH'];
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it('is the file that was named, also where the deployment has a dataset', () => {
    process.env['BIGQUERY_DATASET'] = 'enrichment';
    expect(namedStore('package.json')).toMatchObject({ DUCKDB_PATH: 'package.json' });
    expect(namedStore('package.json').BIGQUERY_DATASET).toBeUndefined();
    expect(namedStore(undefined).BIGQUERY_DATASET).toBe('enrichment');
  });

  it('is the file of the environment where none was named', () => {
    process.env['DUCKDB_PATH'] = 'package.json';
    expect(namedStore(undefined)).toMatchObject({ DUCKDB_PATH: 'package.json' });
  });

  it('says how to come by a store where there is none', () => {
    expect(() => namedStore('nowhere.duckdb')).toThrow(
      'There is no store at nowhere.duckdb. Run npm run demo, or name one with --store.',
    );
  });
});
