import { languageOf, namedLanguage } from './languages';

describe('languageOf', () => {
  it.each([
    ['en', 'We are the maker of robots and our team is growing.'],
    ['de', 'Wir sind ein Hersteller und unser Sitz ist in Bern.'],
    ['fr', 'Nous sommes une entreprise et notre si\u00e8ge est dans le sud.'],
    ['es', 'Somos una empresa y nuestra sede est\u00e1 con los clientes.'],
    ['pt', 'Temos uma equipe e nossa sede n\u00e3o \u00e9 em Lisboa.'],
    ['nl', 'Wij zijn een bedrijf met het doel van groei.'],
    ['it', 'Siamo una azienda con sede nel centro della citt\u00e0, di oggi.'],
    [undefined, 'Kestrel 420'],
  ])('is %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('namedLanguage', () => {
  it.each([
    ['de-CH', 'de'],
    ['EN', 'en'],
    ['ja', undefined],
    [null, undefined],
  ])('of %j is %s', (code, language) => {
    expect(namedLanguage(code)).toBe(language);
  });
});
