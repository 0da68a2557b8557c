import { pageSigns, shownTab } from './page-signs';

const kindOf = (tag: string, attributes: Record<string, string>) =>
  pageSigns().kindOf({ tag, attributes, children: [] });

describe('pageSigns', () => {
  it.each([
    ['div', { 'data-urn': 'urn:li:activity:1' }, 'recent_activity'],
    ['div', { 'data-urn': 'urn:li:aggregate:(urn:li:activity:1,urn:li:activity:2)' }, 'recent_activity'],
    ['div', { 'data-urn': 'urn:li:sponsoredContentV2:(x)' }, 'recent_activity'],
    ['article', { 'data-activity-urn': 'urn:li:activity:1' }, 'public_page'],
    ['div', { componentkey: 'expandedlHA-Re_9FeedType_MAIN_FEED' }, 'server_driven'],
    ['button', { 'aria-pressed': 'true' }, 'pill'],
    ['div', { 'aria-live': 'polite' }, 'live_region'],
    ['code', { id: 'bpr-guid-1' }, 'data'],
    ['div', { 'data-urn': 'urn:li:member:1' }, undefined],
    ['div', { componentkey: 'lHA-Re' }, undefined],
    ['button', { 'aria-pressed': 'false' }, undefined],
  ])('takes %s %j for %s', (tag, attributes, kind) => {
    expect(kindOf(tag, attributes)).toBe(kind);
  });

  it('counts what is no part, and notes forms to log in and words of emptiness', () => {
    const signs = pageSigns();
    expect(signs.want('ul', { class: 'list' })).toBe(0);
    expect(signs.want('li', {})).toBe(0);
    expect(signs.want('a', { href: '/' })).toBe(0);
    expect(signs.want('div', { 'data-urn': 'urn:li:activity:1' })).toBe(1024 * 1024);
    expect(signs.seen()).toEqual({
      elements: 4,
      links: 1,
      lists: 1,
      listItems: 1,
      emptyState: false,
      login: false,
    });
    signs.want('div', { class: 'artdeco-empty-state' });
    signs.want('input', { name: 'session_key' });
    expect(signs.seen()).toMatchObject({ emptyState: true, login: true });
  });
});

describe('shownTab', () => {
  it.each([
    ['Comments', 'comments'],
    ['Loaded 94 Comments posts', 'comments'],
    ['Loaded 6 Reactions posts', 'reactions'],
    ['Posts', 'posts'],
    ['Kommentare', 'comments'],
    ['コメント', 'comments'],
    ['Videos', null],
    ['', null],
  ])('reads %j as %s', (label, tab) => {
    expect(shownTab(label)).toBe(tab);
  });
});
