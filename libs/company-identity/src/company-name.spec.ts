import { bareName, compareNames } from './company-name';

describe('bareName', () => {
  it('drops legal forms and keeps the spelling', () => {
    expect(bareName('Zweibach Präzision GmbH & Co. KG')).toBe('Zweibach Präzision');
    expect(bareName('株式会社サンプル')).toBe('サンプル');
  });

  it('leaves a name that is nothing but a form', () => {
    expect(bareName('Limited')).toBe('Limited');
  });
});

describe('compareNames', () => {
  it.each([
    ['Zweibach Präzision GmbH', 'Zweibach Praezision', 'same'],
    ['Kestrel & Loom Ltd', 'kestrel and loom', 'same'],
    ['Quarrystone', 'Quarrystone Software Ltd', 'contained'],
    ['Quarrystone', 'Quarrymark', 'different'],
    ['', 'Quarrystone', 'different'],
  ])('says of %s and %s: %s', (a, b, match) => {
    expect(compareNames(a, b)).toBe(match);
    expect(compareNames(b, a)).toBe(match);
  });
});
