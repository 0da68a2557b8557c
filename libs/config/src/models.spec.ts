import { modelPriceAt } from './model-prices';
import { findModel, findRetirement, MODELS, RETIRED_MODELS, ROLE_MODELS } from './models';

/** As the Django application offers them: `ai_config.model` of a column and the names its tasks used. */
const NAMES_DJANGO_SENDS = [
  'gemini-2.5-pro-preview-05-06',
  'gemini-2.5-flash-preview-04-17',
  'gemini-2.0-flash',
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-4.1-nano',
  'gpt-4o',
  'gpt-4o-mini',
];

describe('models', () => {
  it.each(NAMES_DJANGO_SENDS)('knows the successor of %s', (name) => {
    expect(findModel(findRetirement(name)?.successor ?? '')).toBeDefined();
  });

  it.each([
    ['gpt-5', 'gpt-6.1-sol', '2026-12-11'],
    ['gpt-5-mini', 'gpt-6.1-terra', '2026-12-11'],
    ['gpt-5-nano', 'gpt-6-luna', '2026-12-11'],
    ['o3', 'gpt-6.1-sol', '2026-12-11'],
    ['gpt-4o', 'gpt-6-luna', '2027-01-14'],
    ['gemini-2.5-pro', 'gemini-3.8-flash', '2026-12-01'],
    ['gemini-2.5-flash-preview-04-17', 'gemini-3.5-flash-lite', null],
  ])('sends %s to %s', (name, successor, shutsDownOn) => {
    expect(findRetirement(name)).toEqual({ name, successor, shutsDownOn });
  });

  it('names each model once, and none as served and retired at once', () => {
    const names = [...MODELS, ...RETIRED_MODELS].map((model) => model.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives every retired name a served successor of the same house', () => {
    for (const { name, successor } of RETIRED_MODELS) {
      expect(findModel(successor)?.vendor).toBe(name.startsWith('gemini') ? 'gemini' : 'openai');
    }
  });

  it('gives every role two served models of different houses, each with a full price', () => {
    for (const names of Object.values(ROLE_MODELS)) {
      expect(new Set(names.map((name) => findModel(name)?.vendor))).toEqual(new Set(['gemini', 'openai']));
      for (const name of names) {
        const price = modelPriceAt(name, new Date('2026-11-23T12:00:00Z'));
        expect([price?.inputUsd, price?.outputUsd, price?.cachedInputUsd]).not.toContain(null);
        expect(price).toBeDefined();
      }
    }
  });

  it('answers undefined for a name that nobody ever had', () => {
    expect(findModel('gpt-99')).toBeUndefined();
    expect(findRetirement('gpt-99')).toBeUndefined();
  });
});
