import { loadConfig, MODELS } from '@userport/config';
import { modelNotices, type ToldModels } from './model-dates';

const AT = new Date('2026-11-24T12:00:00Z');

const noticesOf = (environment: Readonly<Record<string, string>> = {}, told?: ToldModels, at = AT) =>
  modelNotices(loadConfig(['ai'], environment).ai, at, told);

describe('modelNotices', () => {
  it('names what shuts down within 180 days, the first day first, with what comes instead', () => {
    const notices = noticesOf();
    expect(notices[0]).toEqual({
      model: 'gemini-2.5-pro',
      namedBy: 'payloads alone',
      shutsDownOn: '2026-12-01',
      what: 'gemini-3.8-flash answers instead',
    });
    expect(notices.at(-1)).toMatchObject({ model: 'gemini-3.1-flash-lite', shutsDownOn: '2027-05-07' });
    const days = notices.map(({ shutsDownOn }) => shutsDownOn ?? '');
    expect(days).toEqual([...days].sort());
  });

  it('leaves out what is long gone and what stays long', () => {
    const names = noticesOf().map(({ model }) => model);
    expect(names).not.toContain('gemini-2.0-flash');
    expect(names).not.toContain('gemini-3.8-flash');
    expect(noticesOf({}, {}, new Date('2026-10-01T00:00:00Z')).map(({ model }) => model)).not.toContain(
      'gemini-3.1-flash-lite',
    );
  });

  it('says which variable names a model that shuts down, or one that nobody knows', () => {
    const notices = noticesOf({ MODEL_REASON: 'gemini-2.5-pro', MODEL_SEARCH: 'gpt-99' });
    expect(notices[0]).toEqual({
      model: 'gpt-99',
      namedBy: 'MODEL_SEARCH',
      shutsDownOn: null,
      what: 'no known model: add it to libs/config',
    });
    expect(notices[1]).toMatchObject({ model: 'gemini-2.5-pro', namedBy: 'MODEL_REASON' });
  });

  it('takes the day that a vendor tells before the one of the table', () => {
    const [first] = noticesOf({}, { shutdowns: { 'gpt-6-luna': '2026-11-25' } });
    expect(first).toMatchObject({
      model: 'gpt-6-luna',
      namedBy: 'role extract',
      shutsDownOn: '2026-11-25',
    });
  });

  it('says which model of a role its vendor does not list', () => {
    const served = MODELS.map(({ name }) => name).filter((name) => name !== 'gpt-6.1-terra');
    const unserved = noticesOf({}, { served }).filter(({ what }) => what === 'its vendor does not list it');
    expect(new Set(unserved.map(({ model }) => model))).toEqual(new Set(['gpt-6.1-terra']));
  });
});
