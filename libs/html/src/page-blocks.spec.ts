import { createBlockBuilder, foldSpaces } from './page-blocks';

describe('foldSpaces', () => {
  it('folds spaces to one, keeps line breaks and trims the ends', () => {
    expect(foldSpaces('  a \u00a0 b \n\n  c ')).toBe('a b\nc');
  });
});

describe('createBlockBuilder', () => {
  it('gives nothing for nothing', () => {
    const builder = createBlockBuilder();
    builder.begin('item', { aside: false });
    builder.text(' \n ', false);
    expect(builder.blocks()).toEqual([]);
  });

  it('puts a heading of the same or a higher level in the place of the one before', () => {
    const builder = createBlockBuilder();
    for (const [level, text] of [
      [1, 'A'],
      [3, 'B'],
      [2, 'C'],
    ] as const) {
      builder.begin('heading', { level, aside: false });
      builder.text(text, false);
    }
    expect(builder.blocks().map(({ text, headings }) => [text, headings])).toEqual([
      ['A', []],
      ['B', ['A']],
      ['C', ['A']],
    ]);
  });

  it('trims the marks of a row but not those between its cells', () => {
    const builder = createBlockBuilder();
    builder.begin('row', { aside: false });
    for (const part of [' | ', 'a', ' | ', ' | ', 'b', ' | ']) builder.text(part, false);
    expect(builder.blocks()[0]?.text).toBe('a | | b');
  });

  it('lets only a short line lead into a list', () => {
    const builder = createBlockBuilder();
    const give = (kind: 'paragraph' | 'item', text: string): void => {
      builder.begin(kind, { aside: false });
      builder.text(text, false);
    };
    give('paragraph', 'Customers:');
    give('item', 'Kestrel');
    give('item', 'Tarn');
    give('paragraph', 'x'.repeat(81));
    give('item', 'Polder');
    expect(builder.blocks().map(({ headings }) => headings)).toEqual([
      [],
      ['Customers:'],
      ['Customers:'],
      [],
      [],
    ]);
  });
});
