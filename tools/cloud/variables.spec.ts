import { allSecrets, isSecret, variablesOf } from './variables';

describe('secrets', () => {
  it('are the keys of vendors and no ordinary variable', () => {
    expect(allSecrets()).toEqual(expect.arrayContaining(['GEMINI_API_KEY', 'OPENAI_API_KEY']));
    expect(['TOKEN_KEYS_URL', 'DJANGO_BASE_URL', 'GEMINI_BASE_URL'].some(isSecret)).toBe(false);
  });

  it('names a variable that several sections share once', () => {
    const names = variablesOf(['runtime', 'warehouse', 'queue']);
    expect(names.filter((name) => name === 'GOOGLE_CLOUD_PROJECT')).toHaveLength(1);
  });
});
