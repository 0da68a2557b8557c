import { driftOf, statusOf, type TabFacts } from './tab-status';

const SIGNS = { elements: 3, links: 1, lists: 0, listItems: 0, emptyState: false, login: false };
const facts = (more: Partial<TabFacts> = {}): TabFacts => ({
  tab: 'posts',
  cards: [],
  seenCards: 0,
  unreadable: 0,
  missing: [],
  loadedCount: null,
  signs: SIGNS,
  blank: false,
  listEnded: true,
  whole: true,
  ...more,
});

describe('statusOf', () => {
  it.each([
    ['nothing captured', facts({ blank: true }), 'absent'],
    ['text without markup', facts({ signs: { ...SIGNS, elements: 0 } }), 'not_recognised'],
    ['elements without cards', facts(), 'not_recognised'],
    ['a form to log in', facts({ signs: { ...SIGNS, login: true } }), 'login_wall'],
    ['a page that says 0', facts({ loadedCount: 0 }), 'empty'],
    ['a page that says so in a picture', facts({ signs: { ...SIGNS, emptyState: true } }), 'empty'],
    ['a list without items', facts({ signs: { ...SIGNS, elements: 1, lists: 1 } }), 'empty'],
    [
      'a list that is cut off',
      facts({ signs: { ...SIGNS, elements: 1, lists: 1 }, listEnded: false }),
      'not_recognised',
    ],
    ['a list with strange items', facts({ signs: { ...SIGNS, lists: 1, listItems: 2 } }), 'not_recognised'],
    ['cards', facts({ seenCards: 2, cards: [] }), 'read'],
    ['fewer cards than the page says', facts({ seenCards: 2, loadedCount: 3 }), 'partly_read'],
    ['a card without its author', facts({ seenCards: 2, missing: ['author'] }), 'partly_read'],
    ['one of two unreadable', facts({ seenCards: 2, unreadable: 1 }), 'partly_read'],
    ['all unreadable', facts({ seenCards: 2, unreadable: 2 }), 'not_recognised'],
    ['a page left before its end', facts({ seenCards: 2, whole: false }), 'partly_read'],
  ] as const)('judges %s', (_what, given, status) => {
    expect(statusOf(given)).toBe(status);
  });
});

describe('driftOf', () => {
  it('says in counts what was expected and what was seen', () => {
    expect(driftOf(facts(), 'not_recognised')).toEqual([
      {
        expected:
          'cards with data-urn, data-activity-urn or an expanded component key, or embedded feed data',
        seen: '3 elements, 0 lists, 0 list items, 1 links',
      },
    ]);
    expect(
      driftOf(
        facts({
          seenCards: 4,
          unreadable: 1,
          missing: ['author', 'author', 'age'],
          loadedCount: 9,
          whole: false,
        }),
        'partly_read',
      ).map(({ seen }) => seen),
    ).toEqual(['1 of 4 cards are not', 'a deeper one', 'missing in 2 of 4', 'missing in 1 of 4', '4 cards']);
  });

  it('is silent about a page that was read', () => {
    expect(driftOf(facts({ seenCards: 2, loadedCount: 2 }), 'read')).toEqual([]);
  });
});
