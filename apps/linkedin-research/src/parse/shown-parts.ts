import { classNames, findElement, type MarkupElement, shownText } from '@userport/html';
import type { Author, Profile } from './activity';
import { EDITED_WORDS, SPONSORED_WORDS } from './age-words';
import { postsIn } from './linkedin-ids';
import { type ProfileLink, profileLink, profileOf } from './profile-link';
import type { ShownAge } from './shown-age';

const HIDDEN_CLASSES = new Set(['visually-hidden', 'sr-only', 'a11y-text']);

/** True for what only a screen reader gets. */
export const isForScreenReaders = (element: MarkupElement): boolean =>
  classNames(element).some((name) => HIDDEN_CLASSES.has(name));

/** What a reader of the page sees. */
export const visibleText = (element: MarkupElement): string => shownText(element, isForScreenReaders);

/** Whether an element has a class; renamed classes are the first thing to change in LinkedIn's markup. */
export const hasClass = (element: MarkupElement, name: string): boolean => classNames(element).includes(name);

/** The first element with a class. */
export const withClass = (root: MarkupElement, name: string): MarkupElement | undefined =>
  findElement(root, (element) => hasClass(element, name));

/**
 * The text of an element that says everything twice, for eyes (`aria-hidden`) and for screen readers: the first of
 * the two.
 */
export function nameIn(element: MarkupElement): string {
  const twin = findElement(element, ({ attributes }) => attributes['aria-hidden'] === 'true');
  return visibleText(twin ?? element);
}

/** Bullets and the degree of acquaintance behind a name: "• 3rd+", "• 1-й", "• You". */
const BEHIND_NAME = /\s*[•·].*$/su;

/** A name without what LinkedIn writes behind it. */
export const plainName = (text: string): string => text.replace(BEHIND_NAME, '').trim();

/** The first link to a profile. */
export function profileLinkIn(root: MarkupElement): ProfileLink | undefined {
  const link = findElement(
    root,
    ({ tag, attributes }) => tag === 'a' && profileLink(attributes['href'] ?? '') !== undefined,
  );
  return link === undefined ? undefined : profileLink(link.attributes['href'] ?? '');
}

/** An author by name, link and headline. */
export const authorOf = (name: string, link: ProfileLink | undefined, headline: string | null): Author => ({
  ...profileOf(plainName(name), link),
  headline: headline === '' ? null : headline,
});

/** What an age line says besides the age. */
export interface AgeLine {
  readonly age: ShownAge;
  readonly edited: boolean;
  readonly sponsored: boolean;
}

/** Reads a line such as "1w • Edited •" with its spoken twin "1 week ago • Edited • Visible to anyone". */
export function ageLineOf(visible: string, spoken: string): AgeLine {
  const parts = [...visible.split('•'), ...spoken.split('•')].map((part) => part.trim().toLowerCase());
  return {
    age: { visible, spoken },
    edited: parts.some((part) => EDITED_WORDS.has(part)),
    sponsored: parts.some((part) => SPONSORED_WORDS.has(part)),
  };
}

/** The same of an element that says it twice. */
export function ageLine(element: MarkupElement): AgeLine {
  const hidden = findElement(element, isForScreenReaders);
  return ageLineOf(nameIn(element), hidden === undefined ? '' : shownText(hidden));
}

/** True where a card says in one of ten languages that somebody paid for it. */
export const saysSponsored = (text: string): boolean => SPONSORED_WORDS.has(text.trim().toLowerCase());

/** A text with what it names. */
export interface Commentary {
  readonly text: string | null;
  readonly hashtags: readonly string[];
  readonly mentions: readonly Profile[];
  /** The posts that its hashtags link back to: the post itself. */
  readonly refs: ReturnType<typeof postsIn>;
}

const HASHTAG_LINK = /\/feed\/hashtag\/|keywords=%23|keywords=#/iu;

/** Reads the text that somebody wrote, and the hashtags and people in it by their links. */
export function commentary(element: MarkupElement): Commentary {
  const hashtags: string[] = [];
  const mentions: Profile[] = [];
  const refs: ReturnType<typeof postsIn>[number][] = [];
  const visit = (node: MarkupElement): void => {
    const href = node.tag === 'a' ? (node.attributes['href'] ?? '') : '';
    if (HASHTAG_LINK.test(href)) {
      hashtags.push(visibleText(node).replace(/^#/u, ''));
      refs.push(...postsIn(href));
    } else if (href !== '') {
      const link = profileLink(href);
      if (link !== undefined) mentions.push(profileOf(visibleText(node), link));
    }
    for (const child of node.children) if (typeof child !== 'string') visit(child);
  };
  visit(element);
  const text = shownText(element, (one) => one.tag === 'button' || isForScreenReaders(one));
  return { text: text === '' ? null : text, hashtags, mentions, refs };
}
