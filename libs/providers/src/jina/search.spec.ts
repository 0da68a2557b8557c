import { searchAnswer } from './schemas';
import { foundOf, mostTokens } from './search';

describe('foundOf', () => {
  it('keeps results whose text did not arrive, and cleans those whose did', () => {
    const data = [
      {
        title: 'A\0',
        url: 'https://a.example/',
        description: ' first ',
        date: 'Nov 2, 2026',
        content: 'x\0y',
      },
      { url: 'https://b.example/', content: '' },
    ];
    expect(foundOf(searchAnswer.parse({ data }))).toEqual([
      {
        url: 'https://a.example/',
        title: 'A',
        description: 'first',
        date: 'Nov 2, 2026',
        page: { text: 'xy', cut: false, cleaned: 1 },
      },
      { url: 'https://b.example/', title: null, description: null, date: null, page: null },
    ]);
  });

  it('takes an empty list for what it is', () => {
    expect(foundOf(searchAnswer.parse({ data: [] }))).toEqual([]);
  });
});

describe('mostTokens', () => {
  it.each([
    [undefined, 10_000],
    [1, 10_000],
    [10, 10_000],
    [11, 20_000],
    [20, 20_000],
  ])('of a bare search for %s results is %d', (count, tokens) => {
    expect(mostTokens({ query: 'q', content: false, ...(count !== undefined && { count }) })).toBe(tokens);
  });

  it('of a search with texts is the most that the vendor charges', () => {
    expect(mostTokens({ query: 'q', content: true })).toBe(2_000_000);
  });
});
