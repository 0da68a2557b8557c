import { quotesInParts, quotesInSearch } from './quotes';

const parts = [
  { name: 'account_info', text: '{"name":"Northwind Robotics","employee_count":420}' },
  { name: 'recent_events', text: '["Opens a service hub\\nin Antwerp"]' },
];

describe('quotesInParts', () => {
  it.each([
    ['Northwind Robotics', 'account_info'],
    ['"employee_count": 420', 'account_info'],
    ['opens a service hub in ANTWERP', 'recent_events'],
  ])('finds %j in %s', (quote, part) => {
    expect(quotesInParts([quote], parts)).toEqual({ evidence: [{ quote, part }], notFound: 0 });
  });

  it.each(['employs 420 people', 'NW', '...', ''])('does not find %j', (quote) => {
    expect(quotesInParts([quote], parts)).toEqual({ evidence: [], notFound: 1 });
  });
});

describe('quotesInSearch', () => {
  const search = {
    text: 'Northwind runs 1250 robots. It opened a hub in Antwerp.',
    sources: [
      { url: 'https://northwind-robotics.example/about', title: 'About' },
      { url: 'https://news.example/hub', title: 'Hub' },
    ],
    supports: [
      { start: 0, end: 27, sources: [0] },
      { start: 28, end: 55, sources: [1, 0, 7] },
    ],
  };

  it('names the pages that carry the quoted stretch', () => {
    expect(quotesInSearch(['runs 1250 robots', 'a hub in Antwerp'], search).evidence).toEqual([
      { quote: 'runs 1250 robots', part: 'search', urls: ['https://northwind-robotics.example/about'] },
      {
        quote: 'a hub in Antwerp',
        part: 'search',
        urls: ['https://news.example/hub', 'https://northwind-robotics.example/about'],
      },
    ]);
  });

  it('names no page for a quote in other letters, and drops one that is nowhere', () => {
    expect(quotesInSearch(['RUNS 1250 robots', '9000 robots'], search)).toEqual({
      evidence: [{ quote: 'RUNS 1250 robots', part: 'search', urls: [] }],
      notFound: 1,
    });
  });
});
