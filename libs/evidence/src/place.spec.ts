import { distance, isNearest, placesIn, within } from './place';

const at = (start: number, end: number) => ({ start, end });

describe('placesIn', () => {
  it('keeps what the text is with each place of the quote', () => {
    const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
    const text = 'We build. We sell.';
    expect(placesIn({ text, language: 'en', block, ownPage: true }, 'we')).toEqual([
      { text, language: 'en', block, ownPage: true, start: 0, end: 2 },
      { text, language: 'en', block, ownPage: true, start: 10, end: 12 },
    ]);
  });
});

describe('isNearest', () => {
  it('chooses by the distance to the nearest of the marks', () => {
    expect(isNearest(at(0, 2), [at(0, 2), at(20, 22)], [at(5, 8)])).toBe(true);
    expect(isNearest(at(20, 22), [at(0, 2), at(20, 22)], [at(5, 8)])).toBe(false);
    expect(isNearest(at(20, 22), [at(0, 2), at(20, 22)], [at(5, 8), at(25, 28)])).toBe(true);
    expect(isNearest(at(0, 2), [at(0, 2)], [])).toBe(false);
  });
});

describe('distance and within', () => {
  it('count characters between stretches', () => {
    expect(distance(at(0, 2), at(5, 8))).toBe(3);
    expect(distance(at(5, 8), at(0, 2))).toBe(3);
    expect(distance(at(0, 6), at(5, 8))).toBe(0);
    expect(within(at(5, 6), at(5, 8))).toBe(true);
    expect(within(at(4, 6), at(5, 8))).toBe(false);
  });
});
