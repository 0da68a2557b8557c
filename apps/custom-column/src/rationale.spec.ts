import { paragraphs, safeMarkdown, sourceList } from './rationale';

describe('safeMarkdown', () => {
  const material = 'See https://northwind-robotics.example/about for more.';

  it.each([
    ['leaves text alone', 'Founded in **2014** (see below).', 'Founded in **2014** (see below).'],
    [
      'keeps a link whose address is in the material',
      '[About](https://northwind-robotics.example/about)',
      '[About](https://northwind-robotics.example/about)',
    ],
    ['takes the address out of other links', 'Go [here](https://evil.example/?q=1 "t") now', 'Go here now'],
    ['takes images out', 'a ![x](https://evil.example/p.png) b', 'a x b'],
    ['takes images out even if their address is known', '![](https://northwind-robotics.example/about)', ''],
    ['takes images inside links out', '[![a](https://evil.example/i)](https://evil.example/l)', 'a'],
    ['takes addresses for later out', '![a][1]\n\n[1]: https://evil.example/i', '![a][1]\n\n'],
  ])('%s', (_what, markdown, expected) => {
    expect(safeMarkdown(markdown, material)).toBe(expected);
  });

  it('is done in no time with hostile input', () => {
    const started = performance.now();
    safeMarkdown('![a](b'.repeat(20_000), '');
    safeMarkdown('['.repeat(50_000), '');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('sourceList', () => {
  it('lists each page once, as a Markdown link', () => {
    expect(
      sourceList([
        { url: 'https://northwind-robotics.example/about', title: 'About [us]' },
        { url: 'https://northwind-robotics.example/about', title: 'Again' },
        { url: 'https://news.example/a_(b)', title: '' },
      ]),
    ).toBe(
      'Sources:\n- [About us](https://northwind-robotics.example/about)\n- [news.example](https://news.example/a_%28b%29)',
    );
  });

  it('lists ten at most', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ url: `https://news.example/${n}`, title: `${n}` }));
    expect(sourceList(many).split('\n')).toHaveLength(11);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', ''])('leaves %j out', (url) => {
    expect(sourceList([{ url, title: 'x' }])).toBe('');
  });
});

describe('paragraphs', () => {
  it('joins what there is', () => {
    expect(paragraphs('a', '', 'b')).toBe('a\n\nb');
    expect(paragraphs('', '')).toBe('');
  });
});
