import { cut, dollars, wrap } from './terminal';

describe('cut', () => {
  it('ends a text that is too long with an ellipsis', () => {
    expect([cut('Quarrystone', 11), cut('Quarrystone', 8)]).toEqual(['Quarrystone', 'Quarrys…']);
  });
});

describe('wrap', () => {
  it('breaks between words and indents each line', () => {
    const word = 'x'.repeat(60);
    expect(wrap(`${word} ${word}\nend`, 2)).toBe(`  ${word}\n  ${word} end`);
  });
});

describe('dollars', () => {
  it('tells an unknown price from none', () => {
    expect([dollars(0.00012), dollars(0), dollars(null)]).toEqual([
      '$0.00012',
      '$0.00000',
      'price not known',
    ]);
  });
});
