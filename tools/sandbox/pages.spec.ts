import { asHtml, asMarkdown, companyAt, pageAt, pagesOf } from './pages';
import { inventedWorld } from './world/world';

const at = (address: string) => pageAt(inventedWorld, new URL(address));

describe('the invented web', () => {
  it('has a site for every company: four pages and its news', () => {
    const [northwind] = inventedWorld.companies;
    const pages = northwind === undefined ? [] : pagesOf(northwind);
    expect(pages.map(({ url }) => new URL(url).pathname)).toEqual([
      ...['/', '/about', '/customers', '/technology'],
      ...['/news/antwerp-hub', '/news/battery-trays'],
    ]);
    expect(pages[5]).toMatchObject({ title: 'Recalls ShelfRunner battery trays', date: '2026-06-03' });
  });

  it('finds a page whatever its query, trailing slash and www', () => {
    const page = at('https://www.quarrystone.example/about/?from=menu#top');
    expect(page?.url).toBe('https://quarrystone.example/about');
    expect(at('https://quarrystone.example/nowhere')).toBeUndefined();
    expect(companyAt(inventedWorld, new URL('https://nobody.example/'))).toBeUndefined();
  });

  it('tells a page as Markdown and as HTML', () => {
    const page = at('https://quarrystone.example/technology');
    if (page === undefined) throw new Error('no such page');
    expect(asMarkdown(page)).toMatch(/^## We build with\n\n- Django\n/);
    expect(asHtml(page)).toContain('<h2>We build with</h2>\n<li>Django</li>');
  });

  it('says in HTML of whom the news are, and loads what the site is built with', () => {
    const page = at('https://northwind-robotics.example/news/antwerp-hub');
    expect(page && asHtml(page)).toContain('<h1>Northwind Robotics: Opens a service hub in Antwerp</h1>');
    expect(page && asHtml(page)).toContain('<script src="/assets/ros-2.js"></script>');
  });

  it('escapes what would be markup', () => {
    const page = at('https://kestrel-loom.example/about');
    expect(page && asHtml(page)).toContain('<h1>About Kestrel &amp; Loom</h1>');
  });
});
