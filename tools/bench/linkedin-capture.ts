import { cardList, feedCard, hashtagAnchor, idAt } from '../../apps/linkedin-research/src/parse/testing';

/** Whose capture it is; invented. */
export const CAPTURED_LEAD = {
  name: 'Ines Okafor',
  linkedinUrl: 'https://www.linkedin.com/in/ines-okafor-demo',
} as const;

/** A card of a real capture has this many characters on average. */
const CARD_CHARACTERS = 10.6 * 1024;
const HOUR_MS = 3_600_000;
const NEWEST_MS = Date.parse('2026-10-01T08:00:00Z');

/** What fills a real card up: buttons and drawings that nobody reads. */
const filler = (index: number): string =>
  `<div class="artdeco-dropdown ember-view"><button aria-expanded="false" tabindex="0" id="ember${index}" class="artdeco-button artdeco-button--muted artdeco-button--4 ember-view social-actions-button" type="button"><svg role="none" aria-hidden="true" class="artdeco-button__icon" width="16" height="16" viewBox="0 0 16 16"><use href="#repost-small"></use></svg><span class="artdeco-button__text">Send</span></button></div>`;

const author = {
  name: CAPTURED_LEAD.name,
  path: '/in/ines-okafor-demo',
  headline: 'VP Operations at Northwind Robotics',
  degree: '2nd',
};

function cardOf(index: number): string {
  const at = new Date(NEWEST_MS - index * HOUR_MS).toISOString();
  const bare = feedCard(
    {
      urn: `urn:li:activity:${idAt(at, index)}`,
      author,
      age: '1w',
      spokenAge: '1 week ago • Visible to anyone on or off LinkedIn',
      text: `Round ${index}: the night shift found ${index + 3} stops.<span><br></span>We wrote each one down and asked why. ${hashtagAnchor('uptime')}`,
      reactions: `${index + 1} reactions`,
      reactionTypes: ['LIKE', 'PRAISE'],
      comments: `${(index % 50) + 1} comments`,
    },
    2025,
  );
  const missing = Math.max(0, Math.floor((CARD_CHARACTERS - bare.length) / filler(index).length));
  const fillers = Array.from({ length: missing }, (_, place) => filler(index * 100 + place)).join('\n');
  return bare.replace('<div class="feed-shared-social-action-bar">', `<div class="noise">${fillers}</div>$&`);
}

/** A generated capture of one tab: own posts, one an hour. */
export const captureOf = (cards: number): string =>
  cardList(Array.from({ length: cards }, (_, index) => cardOf(index)));
