import { readMarkdown } from './page-blocks-markdown';

const url = 'https://northwind.example/';
const read = (markdown: string) => readMarkdown(markdown, { url, pause: () => Promise.resolve() });

describe('readMarkdown', () => {
  it('reads headings of both forms, paragraphs, items, rows and quotations', async () => {
    const { blocks } = await read(
      'Northwind\n=====\n\nWe build **robots** for\n_warehouses_.\n\n## Products ##\n\n*   PickPilot\n1. Shelf\\_Runner\n\n| Employees | 420 |\n| --- | --- |\n\n> We love it.\n',
    );
    expect(blocks.map(({ kind, text, headings }) => [kind, text, headings])).toEqual([
      ['heading', 'Northwind', []],
      ['paragraph', 'We build robots for\nwarehouses.', ['Northwind']],
      ['heading', 'Products', ['Northwind']],
      ['item', 'PickPilot', ['Northwind', 'Products']],
      ['item', 'Shelf_Runner', ['Northwind', 'Products']],
      ['row', 'Employees | 420', ['Northwind', 'Products']],
      ['quotation', 'We love it.', ['Northwind', 'Products']],
    ]);
  });

  it('takes links and images out of the text, and the number that the reader gives an image', async () => {
    const { blocks, links } = await read(
      '## Customers\n\n[![Image 3: Kestrel & Loom logo](https://cdn.example/k.png)](/stories/kestrel "Story") and [Tarn](https://tarn.example/)',
    );
    expect(blocks.slice(1)).toMatchObject([
      { kind: 'image', text: 'Kestrel & Loom logo', headings: ['Customers'] },
      { kind: 'paragraph', text: 'and Tarn' },
    ]);
    expect(links).toEqual([
      { text: 'Kestrel & Loom logo', url: 'https://northwind.example/stories/kestrel' },
      { text: 'Tarn', url: 'https://tarn.example/' },
    ]);
  });

  it('leaves signs alone that are no emphasis', async () => {
    const { blocks } = await read('Growth of 3*4 and snake_case_name, 50 \\* 2');
    expect(blocks.map(({ text }) => text)).toEqual(['Growth of 3*4 and snake_case_name, 50 * 2']);
  });

  it('shows no code', async () => {
    expect((await read('```\nemployees = 4\n```\n')).blocks).toEqual([]);
  });

  it('gives way after every 32 KiB', async () => {
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    await readMarkdown(`${'x'.repeat(1023)}\n`.repeat(64), { url, pause });
    expect(pauses).toBe(2);
  });
});
