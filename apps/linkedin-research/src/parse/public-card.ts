import { findElement, type MarkupElement } from '@userport/html';
import { countIn } from './count-text';
import { emptyPost, type ShownCard } from './card';
import { postsIn } from './linkedin-ids';
import { mediaOf } from './media';
import { profileLink } from './profile-link';
import { authorOf, commentary, hasClass, profileLinkIn, visibleText } from './shown-parts';

const withAttribute = (root: MarkupElement, name: string, value?: string): MarkupElement | undefined =>
  findElement(root, ({ attributes }) =>
    value === undefined ? attributes[name] !== undefined : attributes[name] === value,
  );

const numberIn = (root: MarkupElement, attribute: string): number | null =>
  countIn(withAttribute(root, attribute)?.attributes[attribute] ?? '') ?? null;

/**
 * Reads one card of a page that LinkedIn shows without login: an article with the id in `data-activity-urn` and
 * numbers in data attributes.
 */
export function publicCard(root: MarkupElement): ShownCard {
  const post = emptyPost();
  const name = withAttribute(root, 'data-tracking-control-name', 'public_post_feed-actor-name');
  const link = name === undefined ? profileLinkIn(root) : profileLink(name.attributes['href'] ?? '');
  const headline = findElement(root, (one) => hasClass(one, 'main-feed-activity-card__headline'));
  if (name !== undefined || link !== undefined)
    post.author = authorOf(
      name === undefined ? '' : visibleText(name),
      link,
      headline === undefined ? null : visibleText(headline),
    );
  const text = withAttribute(root, 'data-test-id', 'main-feed-activity-card__commentary');
  if (text !== undefined) {
    const said = commentary(text);
    post.text = said.text;
    post.hashtags.push(...said.hashtags);
    post.mentions.push(...said.mentions);
  }
  const time = findElement(root, ({ tag }) => tag === 'time');
  if (time !== undefined) post.age = { visible: visibleText(time), spoken: '' };
  const media = findElement(root, (one) => mediaOf(one) !== undefined);
  const found = media === undefined ? undefined : mediaOf(media);
  if (found !== undefined) post.media.push(found);
  return {
    build: 'public_page',
    refs: postsIn(root.attributes['data-activity-urn'] ?? ''),
    header: null,
    post,
    quoted: null,
    comments: [],
    counts: {
      reactions: numberIn(root, 'data-num-reactions'),
      comments: numberIn(root, 'data-num-comments'),
      reposts: null,
    },
    reactionKinds: [],
    sponsored: false,
    missing: post.author === null ? ['author'] : [],
  };
}
