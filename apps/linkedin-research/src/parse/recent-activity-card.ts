import { classNames, type MarkupElement } from '@userport/html';
import type { Profile } from './activity';
import {
  emptyPost,
  NO_COUNTS,
  type ShownCard,
  type ShownComment,
  type ShownHeader,
  type ShownPost,
} from './card';
import { postsIn } from './linkedin-ids';
import { mediaOf } from './media';
import { profileLink, profileOf } from './profile-link';
import { isComment, readComments } from './recent-activity-comments';
import { readCounts, type ShownCounts } from './social-counts';
import {
  ageLine,
  authorOf,
  commentary,
  nameIn,
  plainName,
  profileLinkIn,
  saysSponsored,
  visibleText,
  withClass,
} from './shown-parts';

/** What a walk over a card has found so far. */
interface Found {
  readonly outer: ShownPost;
  readonly inner: ShownPost;
  header: ShownHeader | null;
  comments: ShownComment[];
  counts: ShownCounts | null;
  /** Where what comes next belongs. */
  into: ShownPost;
}

/** True when the element is read and nothing inside it is looked at again. */
type Reader = (element: MarkupElement, found: Found) => boolean;

const skipped: Reader = () => true;

/** "Ines Okafor and Tom Adeyemi commented on this": the links are who acted, the rest is the verb. */
const header: Reader = (element, found) => {
  const people: Profile[] = [];
  let words = '';
  const visit = (node: MarkupElement): void => {
    for (const child of node.children) {
      if (typeof child === 'string') words += ` ${child}`;
      else if (child.tag === 'a') {
        const link = profileLink(child.attributes['href'] ?? '');
        const name = plainName(visibleText(child));
        if (link !== undefined && name !== '') people.push(profileOf(name, link));
      } else visit(child);
    }
  };
  visit(withClass(element, 'update-components-header__text-view') ?? element);
  found.header ??= { people, words: words.replaceAll(/\s+/gu, ' ').trim() };
  return true;
};

const actor: Reader = (element, { into }) => {
  if (into.author !== null) return true;
  const title = withClass(element, 'update-components-actor__title');
  const headline = withClass(element, 'update-components-actor__description');
  const below = headline === undefined ? '' : nameIn(headline);
  into.author = authorOf(title === undefined ? '' : nameIn(title), profileLinkIn(element), below);
  into.sponsored ||= saysSponsored(below);
  const line = withClass(element, 'update-components-actor__sub-description');
  if (line === undefined) return true;
  const { age, edited, sponsored } = ageLine(line);
  into.age = age;
  into.edited = edited;
  into.sponsored ||= sponsored;
  return true;
};

const text: Reader = (element, { into }) => {
  if (into.text !== null) return true;
  const read = commentary(element);
  into.text = read.text;
  into.hashtags.push(...read.hashtags);
  into.mentions.push(...read.mentions);
  into.refs.push(...read.refs);
  return true;
};

const media: Reader = (element, { into }) => {
  const found = mediaOf(element);
  if (found === undefined) return false;
  into.media.push(found);
  return true;
};

/** Everything in here belongs to the quoted post, if it is one. */
const quote: Reader = (element, found) => {
  found.into = found.inner;
  readChildren(element, found);
  found.into = found.outer;
  return true;
};

const detailLink: Reader = (element, { into }) => {
  into.refs.push(...postsIn(element.attributes['href'] ?? ''));
  return false;
};

const counts: Reader = (element, found) => {
  found.counts ??= readCounts(element);
  return true;
};

const comments: Reader = (element, found) => {
  found.comments.push(...readComments([element]));
  return true;
};

/** What each class of the recent-activity build means. Everything else is only a wrapper. */
const READERS: Readonly<Record<string, Reader>> = {
  'update-components-header': header,
  'update-components-actor__container': actor,
  'update-components-text': text,
  'feed-shared-update-v2__update-content-wrapper': quote,
  'update-components-mini-update-v2': quote,
  'update-components-mini-update-v2__link-to-details-page': detailLink,
  'social-details-social-counts': counts,
  'feed-shared-update-v2__comments-container': comments,
  'comments-comments-list': comments,
  'feed-shared-control-menu': skipped,
  'feed-shared-social-action-bar': skipped,
  'feed-shared-coach-prompt': skipped,
  'comments-comment-box': skipped,
  // The person at whose screen the page was captured.
  member: skipped,
};

const isMediaClass = (name: string): boolean => name.startsWith('update-components-');

const readerOf = (element: MarkupElement): Reader | undefined => {
  if (isComment(element)) return comments;
  const names = classNames(element);
  for (const name of names) if (Object.hasOwn(READERS, name)) return READERS[name];
  return names.some(isMediaClass) ? media : undefined;
};

function readChildren(element: MarkupElement, found: Found): void {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    const read = readerOf(child);
    if (read === undefined || !read(child, found)) readChildren(child, found);
  }
}

/** A wrapper without an author of its own holds no quoted post but something that hangs on the outer one. */
function quotedOf({ outer, inner }: Found): ShownPost | null {
  if (inner.author !== null) return inner;
  outer.text ??= inner.text;
  outer.media.push(...inner.media);
  outer.hashtags.push(...inner.hashtags);
  outer.mentions.push(...inner.mentions);
  return null;
}

const TRACKING = 'data-view-tracking-scope';

/** The ids of the card itself: on its own element, else in the tracking data around or inside it. */
function ownRefs(root: MarkupElement): ReturnType<typeof postsIn> {
  const own = postsIn(root.attributes['data-urn'] ?? '');
  return own.length > 0 ? own : postsIn(root.attributes[TRACKING] ?? '');
}

const isSponsoredCard = ({ attributes }: MarkupElement, { outer }: Found): boolean =>
  outer.sponsored ||
  /sponsored/iu.test(attributes['data-urn'] ?? '') ||
  /sponsored/iu.test(attributes[TRACKING] ?? '');

/** Reads one card of the recent-activity build in one walk. */
export function recentActivityCard(root: MarkupElement): ShownCard {
  const outer = emptyPost();
  const found: Found = { outer, inner: emptyPost(), header: null, comments: [], counts: null, into: outer };
  readChildren(root, found);
  const missing = [
    ...(outer.author === null ? ['author'] : []),
    ...(outer.author !== null && outer.author.name === '' ? ['name of the author'] : []),
    ...(outer.author !== null && outer.age === null ? ['age'] : []),
  ];
  return {
    build: 'recent_activity',
    refs: ownRefs(root),
    header: found.header,
    post: outer,
    quoted: quotedOf(found),
    comments: found.comments,
    counts: found.counts?.counts ?? NO_COUNTS,
    reactionKinds: found.counts?.reactionKinds ?? [],
    sponsored: isSponsoredCard(root, found),
    missing,
  };
}
