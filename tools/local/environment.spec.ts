import { localEnvironment, realVendors } from './environment';

const sandbox = {
  environment: {
    GEMINI_API_KEY: 'sandbox',
    GEMINI_BASE_URL: 'http://127.0.0.1:1',
    OPENAI_API_KEY: 'sandbox',
    OPENAI_BASE_URL: 'http://127.0.0.1:2/v1',
    DJANGO_BASE_URL: 'http://127.0.0.1:3',
    GCE_METADATA_HOST: '127.0.0.1:4',
  },
};
const environmentFor = (given: Readonly<Record<string, string>>): Record<string, string> =>
  localEnvironment(given, { sandbox, duckdbPath: 'store.duckdb' });

describe('localEnvironment', () => {
  it('sends everything to the sandbox and the embedded store where nothing is set', () => {
    expect(environmentFor({})).toEqual({
      ...sandbox.environment,
      DUCKDB_PATH: 'store.duckdb',
      ALLOWED_CALLERS: 'worker@sandbox.iam.gserviceaccount.com',
    });
  });

  it('leaves key and address of a vendor alone whose key is set: no real key reaches the sandbox', () => {
    const names = Object.keys(environmentFor({ GEMINI_API_KEY: 'real' }));
    expect(names).not.toContain('GEMINI_API_KEY');
    expect(names).not.toContain('GEMINI_BASE_URL');
    expect(names).toEqual(expect.arrayContaining(['OPENAI_API_KEY', 'OPENAI_BASE_URL']));
  });

  it('leaves alone whatever else the caller has set', () => {
    const names = Object.keys(
      environmentFor({ DJANGO_BASE_URL: 'http://127.0.0.1:8000', DUCKDB_PATH: 'own' }),
    );
    expect(names).not.toContain('DJANGO_BASE_URL');
    expect(names).not.toContain('DUCKDB_PATH');
  });

  it('counts an empty variable as not set', () => {
    expect(environmentFor({ GEMINI_API_KEY: '', DUCKDB_PATH: '' })).toMatchObject({
      GEMINI_API_KEY: 'sandbox',
      DUCKDB_PATH: 'store.duckdb',
    });
  });

  it('brings its tokens from the sandbox also where another metadata server is set', () => {
    expect(environmentFor({ GCE_METADATA_HOST: 'metadata.example' })).toMatchObject({
      GCE_METADATA_HOST: '127.0.0.1:4',
    });
  });
});

describe('realVendors', () => {
  it('names the vendors whose key is set and not empty', () => {
    expect(realVendors({ GEMINI_API_KEY: 'k', OPENAI_API_KEY: '', JINA_API_KEY: 'k' })).toEqual([
      'Gemini',
      'Jina',
    ]);
  });
});
