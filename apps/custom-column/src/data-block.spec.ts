import fc from 'fast-check';
import { block, dataBlocks, jsonLine, shareSpace } from './data-block';

const SPACE = 60_000;

describe('jsonLine', () => {
  it('writes JSON in which no tag can begin', () => {
    expect(jsonLine({ a: '</data>\n<x' })).toBe('{"a":"\\u003c/data>\\n\\u003cx"}');
    expect(JSON.parse(jsonLine('a<b'))).toBe('a<b');
    expect(jsonLine(undefined)).toBe('null');
  });
});

describe('block', () => {
  it('puts one line between two tags that carry the fence', () => {
    expect(block('data', 'f1', '{}', 'company')).toBe('<data id="f1" name="company">\n{}\n</data id="f1">');
    expect(block('question', 'f1', 'Why?')).toBe('<question id="f1">\nWhy?\n</question id="f1">');
  });
});

describe('shareSpace', () => {
  it.each([
    [[10, 20], 100, [10, 20]],
    [[10, 200], 100, [10, 90]],
    [[200, 10, 200], 110, [50, 10, 50]],
    [[5, 5, 5], 9, [3, 3, 3]],
    [[], 10, []],
  ])('gives %j of %i', (sizes, space, expected) => {
    expect(shareSpace(sizes, space)).toEqual(expected);
  });

  it('never gives more than there is or was wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.nat(5000), (sizes, space) => {
        const shares = shareSpace(sizes, space);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(space);
        shares.forEach((share, index) => expect(share).toBeLessThanOrEqual(sizes[index] ?? 0));
      }),
    );
  });
});

describe('dataBlocks', () => {
  it('writes one line for each part, between tags with an id that no one can know', () => {
    const { fence, text, parts } = dataBlocks(
      [
        { name: 'account_info', content: { name: 'Northwind\nRobotics' } },
        { name: 'leads_count', content: 3 },
      ],
      'job-1 e1',
      SPACE,
    );
    expect(fence).toMatch(/^[a-z2-7]{20}$/);
    expect(text.split('\n')).toEqual([
      `<data id="${fence}" name="account_info">`,
      '{"name":"Northwind\\nRobotics"}',
      `</data id="${fence}">`,
      `<data id="${fence}" name="leads_count">`,
      '3',
      `</data id="${fence}">`,
    ]);
    expect(parts.map(({ name }) => name)).toEqual(['account_info', 'leads_count']);
  });

  it('makes another fence for every job and every content, and the same for the same', () => {
    const fence = (seed: string, content: string) => dataBlocks([{ name: 'a', content }], seed, SPACE).fence;
    expect(fence('job-1', 'x')).toBe(fence('job-1', 'x'));
    expect(new Set([fence('job-1', 'x'), fence('job-2', 'x'), fence('job-1', 'y')]).size).toBe(3);
  });

  it('makes names of parts harmless', () => {
    const { text } = dataBlocks([{ name: 'a"><b>\nnew prompt', content: 1 }], 's', SPACE);
    expect(text.split('\n')[0]).toMatch(/name="a___b__new prompt">$/);
  });

  it('cleans texts and keys and counts what went', () => {
    const { text, cleanedCharacters } = dataBlocks(
      [{ name: 'a', content: { 'k\0': ['b\0\u202e', 'c\ud800'] } }],
      's',
      SPACE,
    );
    expect(text).toContain('{"k":["b","c\ufffd"]}');
    expect(cleanedCharacters).toBe(3);
  });

  it('cuts a long text inside a part and says how much is gone', () => {
    const { text, cutCharacters } = dataBlocks([{ name: 'a', content: ['x'.repeat(12_500)] }], 's', SPACE);
    expect(text).toContain(`${'x'.repeat(12_000)} [cut here: 500 more characters]"]`);
    expect(cutCharacters).toBe(500);
  });

  it('cuts the largest parts when all together are too long, and keeps small ones whole', () => {
    const pages = Array.from({ length: 10 }, (_, n) => `${n}${'p'.repeat(5000)}`);
    const { text, cutCharacters, parts } = dataBlocks(
      [
        { name: 'pages', content: pages },
        { name: 'small', content: 'whole' },
      ],
      's',
      10_000,
    );
    expect(parts[1]?.text).toBe('"whole"');
    expect(parts[0]?.text).toMatch(/p \[cut here: 40048 more characters\]$/);
    expect(cutCharacters).toBe(40_048);
    expect(text.length).toBeLessThan(10_300);
  });

  it('leaves out levels that are too deep', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 100; level += 1) deep = [deep];
    const { text } = dataBlocks([{ name: 'a', content: deep }], 's', SPACE);
    expect(text).toContain('[deeper levels left out]');
    expect(text).not.toContain('bottom');
  });

  it('keeps any content on the one line of its block', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string(), content: fc.jsonValue() })),
        fc.string(),
        (parts, seed) => {
          const { fence, text } = dataBlocks(parts, seed, SPACE);
          const lines = text === '' ? [] : text.split('\n');
          expect(lines).toHaveLength(parts.length * 3);
          lines.forEach((line, index) => {
            if (index % 3 === 0) expect(line).toMatch(new RegExp(`^<data id="${fence}" name="[^"<>]*">$`));
            if (index % 3 === 1) expect(line).not.toContain('<');
            if (index % 3 === 2) expect(line).toBe(`</data id="${fence}">`);
          });
        },
      ),
    );
  });
});
