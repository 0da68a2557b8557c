import * as fc from 'fast-check';
import { paginate } from './paginate';

describe('paginate', () => {
  it('makes no page of nothing', () => {
    expect(paginate([], { maxItems: 2, maxBytes: 100 })).toEqual([]);
  });

  it('bounds pages by count', () => {
    expect(paginate([1, 2, 3, 4, 5], { maxItems: 2, maxBytes: 100 })).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('bounds pages by the bytes of their JSON, brackets and commas included', () => {
    // ["ab","cd"] has 11 bytes, ["é","é"] as many.
    expect(paginate(['ab', 'cd', 'ef'], { maxItems: 9, maxBytes: 11 })).toEqual([['ab', 'cd'], ['ef']]);
    expect(paginate(['ab', 'cd', 'ef'], { maxItems: 9, maxBytes: 10 })).toEqual([['ab'], ['cd'], ['ef']]);
    expect(paginate(['é', 'é', 'é'], { maxItems: 9, maxBytes: 11 })).toEqual([['é', 'é'], ['é']]);
  });

  it('gives an item that is too long a page of its own', () => {
    expect(paginate(['a', 'x'.repeat(50), 'b'], { maxItems: 9, maxBytes: 20 })).toEqual([
      ['a'],
      ['x'.repeat(50)],
      ['b'],
    ]);
  });

  it('loses, doubles and reorders nothing, and keeps both bounds', () => {
    const items = fc.array(fc.oneof(fc.string(), fc.integer(), fc.record({ name: fc.string() })));
    const bounds = fc.record({
      maxItems: fc.integer({ min: 1, max: 9 }),
      maxBytes: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(items, bounds, (list, { maxItems, maxBytes }) => {
        const pages = paginate(list, { maxItems, maxBytes });
        expect(pages.flat()).toEqual(list);
        for (const page of pages) {
          expect(page.length).toBeGreaterThan(0);
          expect(page.length).toBeLessThanOrEqual(maxItems);
          if (page.length > 1) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(maxBytes);
        }
      }),
    );
  });

  it('fills each page as far as the next item allows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 2 }),
        fc.integer({ min: 10, max: 80 }),
        (list, maxBytes) => {
          const pages = paginate(list, { maxItems: 1_000, maxBytes });
          pages.slice(1).forEach((page, index) => {
            const longer = [...(pages[index] ?? []), page[0]];
            expect(Buffer.byteLength(JSON.stringify(longer))).toBeGreaterThan(maxBytes);
          });
        },
      ),
    );
  });
});
