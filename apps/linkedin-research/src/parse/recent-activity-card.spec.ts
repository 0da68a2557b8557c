import { capturedParts } from '@userport/html';
import { recentActivityCard } from './recent-activity-card';
import {
  feedCard,
  type MarkupAuthor,
  type MarkupCard,
  MEDIA_MARKUP,
  profileAnchor,
  quoteBox,
} from './testing';

const INES: MarkupAuthor = {
  name: 'Ines Okafor',
  path: '/in/ines',
  headline: 'VP Operations',
  degree: '2nd',
};
const NORTHWIND: MarkupAuthor = {
  name: 'Northwind',
  path: '/company/northwind',
  headline: '6,951 followers',
};
const YEARS = [2024, 2025, 2026] as const;

const read = (card: Partial<MarkupCard>, year: (typeof YEARS)[number] = 2026) => {
  const html = feedCard({ urn: 'urn:li:activity:7', author: INES, age: '2d', ...card }, year);
  for (const parts of capturedParts(html, (_tag, { 'data-urn': urn }) => (urn === undefined ? 0 : 100_000)))
    if (parts[0] !== undefined) return recentActivityCard(parts[0].root);
  throw new Error('no card');
};

describe('recentActivityCard', () => {
  it.each(YEARS)('reads author, text, age and counts of %i', (year) => {
    expect(read({ spokenAge: '2 days ago', text: 'Hello.', reactions: '3 reactions' }, year)).toMatchObject({
      refs: [{ kind: 'activity', id: '7' }],
      header: null,
      post: {
        author: { name: 'Ines Okafor', url: 'https://www.linkedin.com/in/ines/', headline: 'VP Operations' },
        text: 'Hello.',
        age: { visible: '2d •', spoken: '2 days ago' },
        edited: false,
      },
      quoted: null,
      counts: { reactions: 3 },
      sponsored: false,
      missing: [],
    });
  });

  it('keeps a quoted post with its own author, words, mark and media apart', () => {
    const quote = quoteBox(NORTHWIND, '2w • Edited', '', 'We opened.', 2026, {
      urn: 'urn:li:activity:5',
      media: MEDIA_MARKUP.event('Open night'),
    });
    expect(read({ text: 'See you!', quote })).toMatchObject({
      post: { text: 'See you!', edited: false, media: [] },
      quoted: {
        author: { name: 'Northwind', kind: 'company' },
        text: 'We opened.',
        edited: true,
        refs: [{ kind: 'activity', id: '5' }],
        media: [{ kind: 'event', title: 'Open night' }],
      },
    });
  });

  it('gives what hangs in a wrapper without an author to the post itself', () => {
    const quote = `<div class="feed-shared-update-v2__update-content-wrapper">${MEDIA_MARKUP.event('Open night')}</div>`;
    expect(read({ text: 'Come!', quote })).toMatchObject({
      post: { text: 'Come!', media: [{ kind: 'event', title: 'Open night' }] },
      quoted: null,
    });
  });

  it('parts the people of a header from its words', () => {
    const header = `${profileAnchor(INES)} and ${profileAnchor(NORTHWIND)} and 3 others like this`;
    expect(read({ header }).header).toEqual({
      people: [
        { name: 'Ines Okafor', url: 'https://www.linkedin.com/in/ines/', kind: 'person' },
        { name: 'Northwind', url: 'https://www.linkedin.com/company/northwind/', kind: 'company' },
      ],
      words: 'and and 3 others like this',
    });
  });

  it('takes nothing from the person at the screen, from buttons or prompts', () => {
    const text = JSON.stringify(read({ text: 'Hello.' }));
    expect(text).not.toMatch(/Vera Viewer|Follow|What does this mean|Unreact/u);
  });

  it('knows a paid card by its words or its urn', () => {
    expect(read({ age: 'Promoted' }).sponsored).toBe(true);
    expect(read({ author: { ...INES, headline: 'Promoted' } }).sponsored).toBe(true);
    expect(read({ urn: 'urn:li:sponsoredContentV2:(urn:li:activity:7)' }).sponsored).toBe(true);
  });

  it('finds the id in the tracking data when the urn holds none', () => {
    const trackingScope = JSON.stringify([{ updateUrn: 'urn:li:activity:9' }]);
    expect(read({ urn: 'urn:li:fsd_update:x', trackingScope }).refs).toEqual([{ kind: 'activity', id: '9' }]);
  });

  it('names the parts that are missing', () => {
    for (const parts of capturedParts('<div data-urn="urn:li:activity:7"><p>?</p></div>', () => 1000))
      for (const { root } of parts) expect(recentActivityCard(root).missing).toEqual(['author']);
  });
});
