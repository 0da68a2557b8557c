import { TerminalError } from '@userport/errors';
import { aboutVariable, loadConfig } from './load-config';
import { sections } from './sections';

const refusalOf = (act: () => unknown): TerminalError => {
  try {
    act();
  } catch (error) {
    if (error instanceof TerminalError) return error;
  }
  throw new Error('expected a TerminalError');
};

describe('loadConfig', () => {
  it('reads the named sections and fills in defaults', () => {
    const config = loadConfig(['runtime', 'warehouse'], { PORT: '9090', DUCKDB_PATH: ':memory:' });
    expect(config.runtime.PORT).toBe(9090);
    expect(config.runtime.LOG_LEVEL).toBe('info');
    expect(config.warehouse).toEqual({ BIGQUERY_LOCATION: 'US', DUCKDB_PATH: ':memory:' });
    expect(Object.keys(config)).toEqual(['runtime', 'warehouse']);
  });

  it('does not ask for the variables of sections that were not named', () => {
    expect(() => loadConfig(['ai'], {})).not.toThrow();
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig(['ai'], { GEMINI_API_KEY: '' }).ai.GEMINI_API_KEY).toBeUndefined();
  });

  it('names a missing variable and how to get it', () => {
    const error = refusalOf(() => loadConfig(['callback'], {}));
    expect(error.code).toBe('configuration');
    expect(error.message).toContain('DJANGO_BASE_URL: is not set. Base address of the Django application');
  });

  it('names all problems at once, over all sections', () => {
    const { message } = refusalOf(() =>
      loadConfig(['runtime', 'callback'], {
        PORT: '70000',
        LOG_LEVEL: 'loud',
        DJANGO_BASE_URL: 'ftp://a.example',
      }),
    );
    expect(message).toMatch(/PORT: .*LOG_LEVEL: .*DJANGO_BASE_URL: must be an http or https address/);
  });

  it('never repeats a value', () => {
    const { message } = refusalOf(() => loadConfig(['ai'], { GEMINI_BASE_URL: 'secret-value-of-mine' }));
    expect(message).not.toContain('secret-value-of-mine');
  });

  it('answers with a frozen object of frozen sections', () => {
    const config = loadConfig(['runtime'], {});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.runtime)).toBe(true);
  });
});

describe('aboutVariable', () => {
  it('tells what a variable is for', () => {
    expect(aboutVariable(sections.ai.shape.GEMINI_API_KEY)).toBe(
      'Key of Google Gemini: https://aistudio.google.com/apikey',
    );
  });
});
