import { IDENTITY_CASES } from './cases';

describe('the identity cases', () => {
  it('name as right only a page that is among the candidates', () => {
    const lost = IDENTITY_CASES.filter(
      ({ right, candidates }) => right !== null && !candidates.some(({ slug }) => slug === right),
    );
    expect(lost).toEqual([]);
  });

  it('are decidable where a page is right, and open where none is', () => {
    expect(IDENTITY_CASES.filter(({ right, decidable }) => decidable !== (right !== null))).toEqual([]);
  });
});
