import fc from 'fast-check';
import { dateMentions, parseDate } from './dates';
import type { Language } from './languages';

describe('parseDate', () => {
  it.each<[string, Language | undefined, string]>([
    ['2026-03-14', undefined, '2026-03-14'],
    ['2026-03-14T08:00:00Z', undefined, '2026-03-14'],
    ['2026-03', undefined, '2026-03'],
    ['14 March 2026', 'en', '2026-03-14'],
    ['March 14th, 2026', 'en', '2026-03-14'],
    ['Sept. 3, 2026', 'en', '2026-09-03'],
    ['May 2026', 'en', '2026-05'],
    ['14. M\u00e4rz 2026', 'de', '2026-03-14'],
    ['14.03.2026', 'de', '2026-03-14'],
    ['1er ao\u00fbt 2026', 'fr', '2026-08-01'],
    ['14 de marzo de 2026', 'es', '2026-03-14'],
    ['mar\u00e7o de 2026', 'pt', '2026-03'],
    ['3 maart 2026', 'nl', '2026-03-03'],
    ['14 dicembre 2026', 'it', '2026-12-14'],
    ['03/04/2026', 'fr', '2026-04-03'],
    ['12/25/2026', 'en', '2026-12-25'],
  ])('reads %j (%s) as %s', (text, language, iso) => {
    expect(parseDate(text, language)?.iso).toBe(iso);
  });

  it.each<[string, Language | undefined]>([
    ['03/04/2026', 'en'],
    ['03/04/2026', undefined],
    ['2026', 'en'],
    ['31 February 2026', 'en'],
    ['2026-13-01', undefined],
    ['May 2026 or June 2026', 'en'],
    ['soon', 'en'],
    ['', undefined],
  ])('does not make a date of %j (%s)', (text, language) => {
    expect(parseDate(text, language)).toBeNull();
  });

  it('takes the same day in either order for one date', () => {
    expect(parseDate('05/05/2026', 'en')?.iso).toBe('2026-05-05');
  });

  it('reads every day of a century back from its ISO form', () => {
    const noon = fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(noon, (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(parseDate(`on ${iso}`)?.iso).toBe(iso);
      }),
    );
  });
});

describe('dateMentions', () => {
  it('gives each date its place, in order', () => {
    const text = 'In June 2026 and on 3 July 2026.';
    expect(dateMentions(text).map(({ start, end, iso }) => [text.slice(start, end), iso])).toEqual([
      ['June 2026', '2026-06'],
      ['3 July 2026', '2026-07-03'],
    ]);
  });
});
