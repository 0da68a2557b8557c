import { pageLanguage, readAge } from './shown-age';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const only = (visible: string) => ({ visible, spoken: '' });

describe('readAge in a known language', () => {
  it.each([
    ['en', '2d •', 'day'],
    ['en', '5h', 'hour'],
    ['en', '45 min', 'minute'],
    ['en', '3w • Edited •', 'week'],
    ['en', '6mo', 'month'],
    ['en', '1yr', 'year'],
    ['de', '3 Tage', 'day'],
    ['de', '5 Std.', 'hour'],
    ['de', '1 Woche', 'week'],
    ['de', '2 Monate', 'month'],
    ['fr', '2 sem.', 'week'],
    ['fr', '1 an', 'year'],
    ['es', '3 días', 'day'],
    ['es', '1 mes', 'month'],
    ['pt', '2 sem', 'week'],
    ['pt', '3 m', 'month'],
    ['nl', '3 mnd', 'month'],
    ['nl', '1 jr', 'year'],
    ['nl', '5 u', 'hour'],
    ['it', '2 g', 'day'],
    ['it', '4 sett.', 'week'],
    ['pl', '2 tyg.', 'week'],
    ['pl', '5 godz.', 'hour'],
    ['pl', '3 mies.', 'month'],
    ['tr', '1h', 'week'],
    ['tr', '5s', 'hour'],
    ['tr', '30d', 'minute'],
    ['ja', '2日', 'day'],
    ['ja', '1週間', 'week'],
    ['ja', '3か月前', 'month'],
    ['ja', '1年', 'year'],
  ] as const)('reads in %s %j as %s', (language, visible, unit) => {
    expect(readAge(only(visible), language)?.span.unit).toBe(unit);
  });

  it('spans from the age to one unit more', () => {
    expect(readAge(only('2d'), 'en')?.span).toEqual({ fromMs: 2 * DAY, toMs: 3 * DAY, unit: 'day' });
    expect(readAge(only('1mo'), 'en')?.span).toEqual({ fromMs: 28 * DAY, toMs: 62 * DAY, unit: 'month' });
    expect(readAge(only('now'), 'en')?.span).toEqual({ fromMs: 0, toMs: 60_000, unit: 'minute' });
  });

  it('leaves a bare English "m" open between minutes and a cut "mo", unless the spoken age decides', () => {
    expect(readAge(only('6m'), 'en')?.span).toEqual({ fromMs: 360_000, toMs: 7 * 31 * DAY, unit: null });
    expect(readAge({ visible: '6m', spoken: '6 minutes ago' }, 'en')?.span.unit).toBe('minute');
    expect(readAge({ visible: '6m', spoken: '6 months ago' }, 'en')?.span.unit).toBe('month');
  });

  it('believes what is seen over what is spoken, and says that they differ', () => {
    expect(readAge({ visible: '1w', spoken: '3 months ago' }, 'en')).toEqual({
      span: { fromMs: 7 * DAY, toMs: 14 * DAY, unit: 'week' },
      text: '1w',
      contradicted: true,
    });
  });

  it.each(['', '•', 'Promoted', '12 parsecs'])('reads nothing in %j', (visible) => {
    expect(readAge(only(visible), 'en')).toBeUndefined();
  });
});

describe('readAge in an unknown language', () => {
  it('spans whatever any language may mean', () => {
    // A day in most languages, a minute in Turkish.
    expect(readAge(only('2d'), undefined)?.span).toEqual({ fromMs: 2 * 60_000, toMs: 3 * DAY, unit: null });
  });

  it('lets the spoken age name the unit', () => {
    expect(readAge({ visible: '1h', spoken: '1 hafta önce' }, undefined)?.span.unit).toBe('week');
  });

  it('knows nothing when the spoken age is in no language that is read', () => {
    expect(readAge({ visible: '3 d', spoken: 'för 3 dagar sedan' }, undefined)).toBeUndefined();
  });
});

describe('pageLanguage', () => {
  const spoken = (...texts: string[]) => texts.map((text) => ({ visible: '', spoken: text }));

  it.each([
    [['2 days ago', '1 week ago • Visible to anyone'], 'en'],
    [['vor 2 Tagen', 'vor 1 Woche'], 'de'],
    [['il y a 2 jours'], 'fr'],
    [['hace 2 días'], 'es'],
    [['há 2 dias'], 'pt'],
    [['2 dagen geleden'], 'nl'],
    [['2 giorni fa'], 'it'],
    [['2 dni temu'], 'pl'],
    [['2 gün önce'], 'tr'],
    [['2日前'], 'ja'],
    [['för 2 dagar sedan'], undefined],
    [['2 days ago', 'vor 2 Tagen'], undefined],
    [[], undefined],
  ])('finds of %j %s', (texts, language) => {
    expect(pageLanguage(spoken(...texts))).toBe(language);
  });
});
