import type { Tab } from './activity';
import { parseActivities } from './parse-activities';
import { activityPage, cardList, feedCard, idAt, profileAnchor, quoteBox } from './testing';

const INES = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP', degree: '2nd' };
const TOM = { name: 'Tom Adeyemi', path: '/in/tom', headline: 'Planner', degree: '3rd+' };
const ARRIVED = { from: new Date(0), to: new Date('2026-10-20T00:00:00Z') };
const urn = (iso: string) => `urn:li:activity:${idAt(iso)}`;
const post = (iso: string, text = 'Hello.') =>
  feedCard({ urn: urn(iso), author: INES, age: '1w', text }, 2026);
const commented = feedCard(
  {
    urn: urn('2026-10-05T10:00:00Z'),
    author: TOM,
    age: '2w',
    header: `${profileAnchor(INES)} commented on this`,
    text: 'x',
  },
  2026,
);

const parse = (html: Partial<Record<Tab, string | null>>, linkedinUrl = 'linkedin.com/in/ines', name = '') =>
  parseActivities(
    {
      html: { posts: null, comments: null, reactions: null, ...html },
      lead: { linkedinUrl, name },
      arrived: ARRIVED,
    },
    async () => undefined,
  );
const statuses = async (html: Partial<Record<Tab, string | null>>) =>
  (await parse(html)).tabs.map(({ status }) => status);

describe('parseActivities', () => {
  it('reads three tabs, newest first', async () => {
    const { activities, tabs, leadKnownBy } = await parse({
      posts: cardList([post('2026-10-01T10:00:00Z'), post('2026-10-08T10:00:00Z')]),
      comments: cardList([commented]),
    });
    expect(activities.map(({ kind, ids }) => [kind, ids.act])).toEqual([
      ['post', idAt('2026-10-08T10:00:00Z')],
      ['comment', idAt('2026-10-05T10:00:00Z')],
      ['post', idAt('2026-10-01T10:00:00Z')],
    ]);
    expect(tabs.map(({ status }) => status)).toEqual(['read', 'read', 'absent']);
    expect(leadKnownBy).toBe('address');
  });

  it('notices the same capture under two names and counts it once', async () => {
    const same = cardList([commented]);
    const { activities, tabs, repeats } = await parse({ posts: same, comments: same, reactions: same });
    expect(activities).toMatchObject([{ kind: 'comment', tabs: ['posts'] }]);
    expect(tabs.map(({ sameAs }) => sameAs)).toEqual([null, 'posts', 'posts']);
    expect(repeats).toBe(0);
  });

  it('gives the same act of two tabs once, with both tabs', async () => {
    const { activities, repeats } = await parse({
      posts: cardList([commented, post('2026-10-08T10:00:00Z')]),
      comments: cardList([commented]),
    });
    expect(activities.map(({ kind, tabs }) => [kind, tabs])).toEqual([
      ['post', ['posts']],
      ['comment', ['posts', 'comments']],
    ]);
    expect(repeats).toBe(1);
  });

  it('believes the page about its tab', async () => {
    const strange = feedCard(
      {
        urn: urn('2026-10-05T10:00:00Z'),
        author: TOM,
        age: '2w',
        header: `${profileAnchor(INES)} zzyzx`,
        text: 'x',
      },
      2026,
    );
    const { activities, tabs } = await parse({ posts: activityPage('Reactions', [strange], 1) });
    expect(tabs[0]?.shownTab).toBe('reactions');
    expect(activities).toMatchObject([{ kind: 'reaction', reaction: 'unknown' }]);
  });

  it('bounds the time of the capture by ids and ages', async () => {
    const { capturedAt } = await parse({
      posts: cardList([post('2026-10-01T10:00:00Z'), post('2026-10-07T10:00:00Z')]),
    });
    // A week after the newer, less than two weeks after the older.
    expect(capturedAt).toEqual({
      from: new Date('2026-10-14T10:00:00Z'),
      to: new Date('2026-10-15T10:00:00Z'),
    });
  });

  it('reads a capture that arrives a day late as it was when it was made', async () => {
    const quote = quoteBox(TOM, '3d', '3 days ago', 'His.', 2026);
    const quoting = (iso: string) =>
      feedCard({ urn: urn(iso), author: INES, age: '1h', text: 'Hers.', quote }, 2026);
    // Captured at 12:30 on the 18th, which the hour of the post tells: it arrived after midnight of the next day.
    const { activities } = await parse({ posts: cardList([quoting('2026-10-18T11:10:00Z')]) });
    expect(activities[0]?.actedAt).toMatchObject({ at: new Date('2026-10-18T11:10:00Z') });
    expect(activities[0]?.quoted?.postedAt).toMatchObject({
      precision: 'interval',
      from: new Date('2026-10-14T12:10:00Z'),
      to: new Date('2026-10-15T13:10:00Z'),
    });
  });

  it.each([
    'http://www.linkedin.com/in/ines/',
    'https://www.linkedin.com/in/%69nes?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACoAAInesOkafor',
    'de.linkedin.com/in/ines/recent-activity/all/',
    'HTTPS://NL.LINKEDIN.COM/in/INES?x=1#y',
    'linkedin.com/in/ines',
  ])('knows the lead by %s', async (url) => {
    const { activities } = await parse(
      { posts: cardList([post('2026-10-01T10:00:00Z')]) },
      url,
      'None Smith',
    );
    expect(activities[0]?.byLead).toBe(true);
  });
});

describe('parseActivities of what is no page', () => {
  it.each([
    ['null', null, 'absent'],
    ['empty', '', 'absent'],
    ['spaces', ' \n\t ', 'absent'],
    ['no markup', 'Bonjour', 'not_recognised'],
    ['JSON', '{"a":1}', 'not_recognised'],
    ['half a tag', '<ul><li class="', 'not_recognised'],
    ['NULs', '\0\0<p>\0</p>', 'not_recognised'],
    ['a lone surrogate', '<p>\ud800</p>', 'not_recognised'],
    ['a script', '<script>document.write("data-urn=\\"urn:li:activity:1\\"")</script>', 'not_recognised'],
    ['a style', '<style>div{content:"urn:li:activity:1"}</style>', 'not_recognised'],
    ['entities', '&lt;div data-urn=&quot;urn:li:activity:1&quot;&gt;&amp;&#x1F600;&nope;', 'not_recognised'],
    ['a comment that never ends', '<!-- <div data-urn="urn:li:activity:1">', 'not_recognised'],
    ['a page of ids that are none', '<div data-urn="urn:li:activity:"></div>', 'partly_read'],
    ['a login wall', '<form class="login__form"><input name="session_key"></form>', 'login_wall'],
    ['a list without cards', '<ul class="list-style-none"></ul>', 'empty'],
    ['a page that has loaded nothing', activityPage('Posts', [], 0), 'empty'],
    ['100,000 open divs', '<div>'.repeat(100_000), 'not_recognised'],
    ['100,000 nested divs', '<div>'.repeat(100_000) + '</div>'.repeat(100_000), 'not_recognised'],
    ['100,000 cards in each other', '<div data-urn="urn:li:activity:1">'.repeat(100_000), 'not_recognised'],
  ] as const)('says of %s what it is', async (_what, html, status) => {
    expect(await statuses({ posts: html })).toEqual([status, 'absent', 'absent']);
  });

  it('lets others in between while it reads 2 MiB of something else', async () => {
    let pauses = 0;
    const html = '<p class="x">nothing to see</p>\n'.repeat(64 * 1024);
    const { tabs } = await parseActivities(
      {
        html: { posts: html, comments: null, reactions: null },
        lead: { linkedinUrl: '', name: '' },
        arrived: ARRIVED,
      },
      async () => void (pauses += 1),
    );
    expect(tabs[0]).toMatchObject({ status: 'not_recognised', characters: 2 * 1024 * 1024 });
    expect(pauses).toBeGreaterThan(64);
  });

  it('takes at most 5,000 cards of a page, and says so', async () => {
    const tiny = `<div data-urn="${urn('2026-10-01T10:00:00Z')}"></div>`;
    const { activities, tabs, repeats } = await parse({ posts: tiny.repeat(150_000) });
    expect(tabs[0]).toMatchObject({ status: 'partly_read', cards: 150_000, unreadableCards: 145_000 });
    expect([activities.length, repeats]).toEqual([1, 4_999]);
  });

  it('reads a card whose text holds NULs, surrogates, entities and script as text alone', async () => {
    const { activities } = await parse({
      posts: cardList([
        post(
          '2026-10-01T10:00:00Z',
          'a\0b \ud800 &lt;b&gt; &amp;amp; <script>x()</script><style>y{}</style>end',
        ),
      ]),
    });
    expect(activities[0]?.ownWords).toBe('a\0b \ud800 <b> &amp; end');
  });

  it('keeps what a page that ends in the middle of a card shows', async () => {
    const { activities, tabs } = await parse({
      posts: cardList([post('2026-10-08T10:00:00Z'), post('2026-10-01T10:00:00Z')]).slice(0, -900),
    });
    expect(activities).toHaveLength(2);
    expect(tabs[0]).toMatchObject({ status: 'partly_read', unreadableCards: 1 });
  });
});
