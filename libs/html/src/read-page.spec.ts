import { readPage } from './read-page';

const url = 'https://northwind.example/about/';
const read = (html: string) => readPage(html, { url, pause: () => Promise.resolve() });
const textsOf = async (html: string) => (await read(html)).blocks.map(({ kind, text }) => [kind, text]);

describe('readPage', () => {
  it('parts a page into its headings, paragraphs, items, rows, images and quotations', async () => {
    const html = `<h1>Northwind</h1><p>We build <b>robots</b>.<br>In Eindhoven.</p><ul><li>Picking<ul><li>Grasping</li></ul></li></ul>
      <table><tr><th>Employees</th><td>420</td></tr></table><img alt="Kestrel &amp; Loom" src="k.png"><blockquote><p>We love it.</p></blockquote>`;
    expect(await textsOf(html)).toEqual([
      ['heading', 'Northwind'],
      ['paragraph', 'We build robots.\nIn Eindhoven.'],
      ['item', 'Picking'],
      ['item', 'Grasping'],
      ['row', 'Employees | 420'],
      ['image', 'Kestrel & Loom'],
      ['quotation', 'We love it.'],
    ]);
  });

  it('gives each block the headings it stands under, and the line that leads into a list', async () => {
    const html = `<h1>Northwind</h1><section><h2>Customers</h2><p>Trusted by:</p><ul><li>Kestrel</li></ul></section>
      <h2>Partners</h2><p>These help us with every single one of our installations, wherever it is in the world today.</p><ul><li>Tarn</li></ul>`;
    const { blocks } = await read(html);
    const under = (text: string) => blocks.find((block) => block.text === text)?.headings;
    expect(under('Kestrel')).toEqual(['Northwind', 'Customers', 'Trusted by:']);
    expect(under('Tarn')).toEqual(['Northwind', 'Partners']);
  });

  it('lets a heading hold only inside its section', async () => {
    const { blocks } = await read(
      '<h1>A</h1><section><h2>Customers</h2></section><footer><p>Imprint</p></footer>',
    );
    expect(blocks.at(-1)).toMatchObject({ text: 'Imprint', headings: ['A'], aside: true });
  });

  it.each([
    ['the hidden attribute', '<p hidden>x</p>'],
    ['an inline style', '<p style="display: none">x</p>'],
    ['a class', '<p class="sr-only">x</p>'],
    ['a style sheet of the page', '<style>.seo { display:none }</style><p class="a seo">x</p>'],
    ['what is around it', '<div hidden><section><p>x</p></section></div>'],
    ['its element', '<noscript><p>x</p></noscript>'],
  ])('marks what %s hides', async (_what, html) => {
    expect((await read(html)).blocks).toMatchObject([{ text: 'x', hidden: true }]);
  });

  it('keeps a hidden word out of the sentence around it', async () => {
    const { blocks } = await read('<p>We have <span hidden>not </span>420 employees.</p>');
    expect(blocks.map(({ text, hidden }) => [text, hidden])).toEqual([
      ['We have 420 employees.', false],
      ['not', true],
    ]);
  });

  it('reads title, language, meta, JSON-LD and links', async () => {
    const page =
      await read(`<html lang="EN"><head><title> North\nwind </title><meta property="og:site_name" content="Northwind">
      <script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"Northwind B.V."}]}</script>
      <script type="application/ld+json">{broken</script></head>
      <body><a href="../customers#top">Our <i>customers</i></a><a href="mailto:a@b.example">Mail</a><a hidden href="/x">X</a></body></html>`);
    expect(page).toMatchObject({
      title: 'North wind',
      language: 'en',
      meta: { 'og:site_name': 'Northwind' },
      jsonLd: [{ '@type': 'Organization', name: 'Northwind B.V.' }],
      links: [{ text: 'Our customers', url: 'https://northwind.example/customers' }],
      complete: true,
    });
    expect(page.blocks[0]?.links).toEqual(page.links);
  });

  it('shows no script, style, drawing or choice as text', async () => {
    expect(
      await textsOf(
        '<script>a</script><style>b{}</style><svg><title>c</title></svg><select><option>d</select><p>e</p>',
      ),
    ).toEqual([['paragraph', 'e']]);
  });

  it('gives way after every 32 KiB', async () => {
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    await readPage('x'.repeat(3 * 32 * 1024 + 1), { url, pause });
    expect(pauses).toBe(4);
  });

  it('stops at a page that is nested without end, and says so', async () => {
    const page = await read(`<p>before</p>${'<div>'.repeat(100_000)}after`);
    expect(page.complete).toBe(false);
    expect(page.blocks).toMatchObject([{ text: 'before' }]);
  });

  it('cuts a text without structure into bounded blocks and loses nothing', async () => {
    const { blocks } = await read('word '.repeat(20_000));
    expect(Math.max(...blocks.map(({ text }) => text.length))).toBeLessThanOrEqual(20_000);
    expect(blocks.map(({ text }) => text).join(' ')).toBe('word '.repeat(20_000).trim());
  });

  it.each(['', '   ', '<', '<p', '</p>', '<!--', '<a href="http://[">x</a>', '\u0000<\ud800>'])(
    'reads %j without a fault',
    async (html) => {
      expect((await read(html)).complete).toBe(true);
    },
  );
});
