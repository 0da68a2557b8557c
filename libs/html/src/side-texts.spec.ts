import { createBlockBuilder } from './page-blocks';
import { createDataCollector } from './page-data';
import { createSideTexts } from './side-texts';

const open = () => {
  const builder = createBlockBuilder();
  const collector = createDataCollector('https://northwind.example/');
  const sheets: string[] = [];
  const sides = createSideTexts(builder, collector, (sheet) => void sheets.push(sheet));
  return { sides, sheets, data: () => collector.data() };
};

describe('createSideTexts', () => {
  it('keeps titles, scripts and styles out of the blocks and gives them to whom they concern', () => {
    const { sides, sheets, data } = open();
    for (const [name, text] of [
      ['title', 'North  wind'],
      ['style', '.a{}'],
      ['script', 'alert(1)'],
    ] as const) {
      sides.open(name, {}, false);
      expect(sides.take(text, false)).toBe(true);
      sides.close(name);
    }
    expect(sheets).toEqual(['.a{}']);
    expect(data()).toMatchObject({ title: 'North wind', jsonLd: [] });
  });

  it('lets the text of a link count for its place too, with the words of its images', () => {
    const { sides, data } = open();
    sides.open('a', { href: '/x' }, false);
    expect(sides.take('Story of', false)).toBe(false);
    sides.image('Kestrel');
    sides.close('a');
    expect(data().links).toEqual([{ text: 'Story of Kestrel', url: 'https://northwind.example/x' }]);
  });

  it('finds no title and no link where nobody sees one', () => {
    const { sides, data } = open();
    sides.open('title', {}, true);
    sides.take('Arrow', true);
    sides.close('title');
    sides.open('a', { href: '/x' }, true);
    sides.take('x', false);
    sides.close('a');
    expect(data()).toMatchObject({ title: null, links: [] });
  });
});
