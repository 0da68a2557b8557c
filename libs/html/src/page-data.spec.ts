import { absoluteUrl, createDataCollector } from './page-data';

const collect = () => createDataCollector('https://northwind.example/a/b');

describe('absoluteUrl', () => {
  it.each([
    ['../c?d=1#e', 'https://northwind.example/c?d=1'],
    ['//kestrel.example', 'https://kestrel.example/'],
    ['mailto:a@b.example', undefined],
    ['javascript:alert(1)', undefined],
    ['http://[', undefined],
  ])('makes of %j %j', (href, url) => {
    expect(absoluteUrl(href, 'https://northwind.example/a/b')).toBe(url);
  });
});

describe('createDataCollector', () => {
  it('knows nothing of an empty page', () => {
    expect(collect().data()).toEqual({
      ...{ title: null, language: null, meta: {}, jsonLd: [], links: [], resources: [] },
    });
  });

  it('lets the first title, language, meta of a name and text of a link count', () => {
    const collector = collect();
    collector.title(' ');
    collector.title('A');
    collector.title('B');
    collector.language('de-CH');
    collector.language('en');
    collector.meta({ name: 'Description', content: ' x ' });
    collector.meta({ name: 'description', content: 'y' });
    collector.meta({ charset: 'utf-8' });
    collector.link({ text: 'One', url: 'https://a.example/' });
    collector.link({ text: 'Two', url: 'https://a.example/' });
    expect(collector.data()).toEqual({
      title: 'A',
      language: 'de-ch',
      meta: { description: 'x' },
      jsonLd: [],
      links: [{ text: 'One', url: 'https://a.example/' }],
      resources: [],
    });
  });

  it('takes the objects of lists and graphs, and nothing of a script that is no JSON or too long', () => {
    const collector = collect();
    collector.jsonLd('[{"@type":"A"},{"@graph":[{"@type":"B"},7]},"text"]');
    collector.jsonLd('{');
    collector.jsonLd(`{"a":"${'x'.repeat(512 * 1024)}"}`);
    expect(collector.data().jsonLd).toEqual([{ '@type': 'A' }, { '@type': 'B' }]);
  });
});
