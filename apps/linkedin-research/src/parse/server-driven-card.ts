import { findElement, findElements, type MarkupElement } from '@userport/html';
import { emptyPost, NO_COUNTS, type ShownCard, type ShownComment } from './card';
import { commentIn, type PostRef, postsIn } from './linkedin-ids';
import { profileLink, profileOf } from './profile-link';
import { authorOf, commentary, plainName, visibleText } from './shown-parts';

const keyOf = ({ attributes }: MarkupElement): string => attributes['componentkey'] ?? '';

const isText = ({ attributes }: MarkupElement): boolean =>
  attributes['data-testid'] === 'expandable-text-box';

const isProfileLink = ({ tag, attributes }: MarkupElement): boolean =>
  tag === 'a' && profileLink(attributes['href'] ?? '') !== undefined;

/** Paragraphs of a link to somebody: the name, the degree of acquaintance, the headline. */
function linesOf(link: MarkupElement): readonly string[] {
  const paragraphs = findElements(link, ({ tag }) => tag === 'p').map(visibleText);
  return (paragraphs.length > 0 ? paragraphs : [visibleText(link)]).filter((line) => line !== '');
}

function authorIn(root: MarkupElement) {
  for (const link of findElements(root, isProfileLink)) {
    const [name = '', ...rest] = linesOf(link);
    const headline = rest.find((line) => !/^[•·]/u.test(line)) ?? null;
    if (plainName(name) !== '') return authorOf(name, profileLink(link.attributes['href'] ?? ''), headline);
  }
  return null;
}

/** A comment names itself and its post in its component key. */
function commentsIn(root: MarkupElement): ShownComment[] {
  const parts = findElements(root, (one) => keyOf(one).startsWith('replaceableComment_'));
  return parts.map((part) => {
    const author = authorIn(part);
    const text = findElement(part, isText);
    const said = text === undefined ? null : commentary(text);
    return {
      ref: commentIn(keyOf(part)) ?? null,
      author: author === null ? null : profileOf(author.name, profileLink(author.url ?? '')),
      text: said?.text ?? null,
      age: null,
      edited: false,
      reply: false,
      mentions: said?.mentions ?? [],
      hashtags: said?.hashtags ?? [],
    };
  });
}

/** Ids stand only in links of some cards; the key of the card itself could not be decoded by anybody. */
const refsIn = (root: MarkupElement): PostRef[] =>
  findElements(
    root,
    ({ tag, attributes }) => tag === 'a' && (attributes['href'] ?? '').includes('/feed/update/'),
  )
    .flatMap(({ attributes }) => postsIn(attributes['href'] ?? ''))
    .slice(0, 1);

/**
 * Reads one card of the server-driven build, whose classes mean nothing: by links, test ids and component keys. It
 * shows no age and, in most cards, no id; such a card stays undated.
 */
export function serverDrivenCard(root: MarkupElement): ShownCard {
  const post = emptyPost();
  post.author = authorIn(root);
  const comments = commentsIn(root);
  const text = findElement(root, isText);
  if (text !== undefined) {
    const said = commentary(text);
    post.text = said.text;
    post.hashtags.push(...said.hashtags);
    post.mentions.push(...said.mentions);
    post.refs.push(...said.refs);
  }
  return {
    build: 'server_driven',
    refs: refsIn(root),
    header: null,
    post,
    quoted: null,
    comments,
    counts: NO_COUNTS,
    reactionKinds: [],
    sponsored: false,
    missing: post.author === null ? ['author'] : [],
  };
}
