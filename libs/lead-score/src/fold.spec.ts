import { fold, wordsOf } from './fold';

describe('fold', () => {
  it.each([
    ['Geschäftsführer', 'geschaftsfuhrer'],
    ['  DIRECTEUR\u00a0des  Opérations ', 'directeur des operations'],
    ['Groß & “klein”', 'gross & "klein"'],
    ['L’atelier', "l'atelier"],
    ['ＶＰ Sales', 'vp sales'],
  ])('folds %j to %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('wordsOf', () => {
  it('takes letters and digits alone', () => {
    expect(wordsOf('VP, R&D (EMEA) 2024')).toEqual(['vp', 'r', 'd', 'emea', '2024']);
    expect(wordsOf(' — ')).toEqual([]);
  });
});
