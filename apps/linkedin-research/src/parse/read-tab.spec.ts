import { readTab } from './read-tab';
import { activityPage, cardList, feedCard, idAt, serverCard } from './testing';

const INES = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP', degree: '2nd' };
const card = (iso: string) =>
  feedCard({ urn: `urn:li:activity:${idAt(iso)}`, author: INES, age: '2d', text: 'x' }, 2026);
const CARDS = [card('2026-10-01T10:00:00Z'), card('2026-10-02T10:00:00Z')];
const read = (html: string | null, urls = new Map<string, string>()) =>
  readTab('posts', html, urls, async () => undefined);

describe('readTab', () => {
  it('reads a bare list, which names no tab and no count', async () => {
    const { cards, report } = await read(cardList(CARDS));
    expect(cards).toHaveLength(2);
    expect(report).toMatchObject({
      status: 'read',
      build: 'recent_activity',
      cards: 2,
      loadedCount: null,
      shownTab: null,
    });
  });

  it('checks a page against what it says it has loaded, and takes its tab', async () => {
    expect((await read(activityPage('Comments', CARDS, 2))).report).toMatchObject({
      status: 'read',
      loadedCount: 2,
      shownTab: 'comments',
      drift: [],
    });
    expect((await read(activityPage('Posts', CARDS, 94))).report).toMatchObject({
      status: 'partly_read',
      drift: [{ expected: '94 cards, as the page says', seen: '2 cards' }],
    });
  });

  it('notes which inner id belongs to which address', async () => {
    const urls = new Map<string, string>();
    await read(cardList(CARDS), urls);
    expect([...urls]).toEqual([['ACoAAInesOkafor', 'https://www.linkedin.com/in/ines/']]);
  });

  it('marks a card nested too deep as unreadable and reads the others', async () => {
    const deep = `<div data-urn="urn:li:activity:${idAt('2026-10-03T10:00:00Z')}">${'<b>'.repeat(300)}</div>`;
    const { cards, report } = await read(cardList([deep, ...CARDS]));
    expect(cards).toHaveLength(2);
    expect(report).toMatchObject({ status: 'partly_read', cards: 3, unreadableCards: 1 });
  });

  it('prefers cards to the data that the page holds beside them', async () => {
    const data = `<code>{"included":[{"$type":"com.linkedin.voyager.dash.feed.Update"}]}</code>`;
    const html = serverCard({ token: 'aHA', author: INES, text: 'x' });
    expect((await read(html + data)).report).toMatchObject({ build: 'server_driven', cards: 1 });
    expect((await read(data)).report).toMatchObject({
      build: 'embedded_data',
      cards: 1,
      status: 'partly_read',
    });
  });
});
