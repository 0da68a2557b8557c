import { capturedParts, type MarkupElement } from '@userport/html';
import { readCounts } from './social-counts';

const ITEM = 'social-details-social-counts__item';
const parsed = (items: string): MarkupElement => {
  for (const parts of capturedParts(`<div><ul>${items}</ul></div>`, () => 100_000))
    if (parts[0] !== undefined) return parts[0].root;
  throw new Error('no element');
};
const reactions = (inside: string) =>
  `<li class="${ITEM} social-details-social-counts__reactions">${inside}</li>`;

describe('readCounts', () => {
  it('reads numbers by place and class in whatever language', () => {
    const items =
      reactions('<button aria-label="2.948 Reaktionen"><span>2,9 Tsd.</span></button>') +
      `<li class="${ITEM} social-details-social-counts__comments"><button aria-label="221 Kommentare"></button></li>` +
      `<li class="${ITEM}"><button aria-label="305 Reposts"></button></li>`;
    expect(readCounts(parsed(items)).counts).toEqual({ reactions: 2948, comments: 221, reposts: 305 });
  });

  it('takes the hidden total beside a name, not the "others"', () => {
    const named =
      '<button aria-label="Tom Adeyemi and 12 others"><span>Tom Adeyemi and 12 others</span><span class="social-details-social-counts__social-proof-fallback-number">13</span></button>';
    expect(readCounts(parsed(reactions(named))).counts.reactions).toBe(13);
  });

  it('takes the shown number where no label says it', () => {
    const shown = '<span class="social-details-social-counts__reactions-count">1.2K</span>';
    expect(readCounts(parsed(reactions(shown))).counts.reactions).toBe(1200);
    expect(readCounts(parsed(`<li class="${ITEM}"><span>6 reposts</span></li>`)).counts.reposts).toBe(6);
  });

  it('says null for what is not shown', () => {
    expect(readCounts(parsed(''))).toEqual({
      counts: { reactions: null, comments: null, reposts: null },
      reactionKinds: [],
    });
  });

  it('names the three most frequent reactions by their codes', () => {
    const icons = ['LIKE', 'PRAISE', 'LIKE', 'EMPATHY', 'INTEREST']
      .map((code) => `<img data-test-reactions-icon-type="${code}">`)
      .join('');
    expect(readCounts(parsed(reactions(icons))).reactionKinds).toEqual(['like', 'celebrate', 'love']);
  });
});
