import type { Markup, MarkupElement } from '@userport/html';
import type { ShownComment } from './card';
import { commentIn } from './linkedin-ids';
import { profileOf } from './profile-link';
import { ageLine, commentary, hasClass, nameIn, plainName, profileLinkIn, withClass } from './shown-parts';

/** A comment by its class, or by its id where the class is another. */
export const isComment = (element: MarkupElement): boolean =>
  hasClass(element, 'comments-comment-entity') ||
  hasClass(element, 'comments-comment-item') ||
  (element.attributes['data-id'] ?? '').includes('urn:li:comment:');

/** The comment without the replies below it. */
const withoutReplies = (element: MarkupElement): MarkupElement => ({
  ...element,
  children: element.children
    .filter((child) => typeof child === 'string' || !isComment(child))
    .map((child) => (typeof child === 'string' ? child : withoutReplies(child))),
});

function readComment(element: MarkupElement, below: boolean): ShownComment {
  const own = withoutReplies(element);
  const title = withClass(own, 'comments-comment-meta__description-title');
  const link = profileLinkIn(own);
  const name = title === undefined ? '' : plainName(nameIn(title));
  const main =
    withClass(own, 'comments-comment-item__main-content') ?? withClass(own, 'update-components-text');
  const said = main === undefined ? null : commentary(main);
  const time =
    withClass(own, 'comments-comment-meta__data') ?? withClass(own, 'comments-comment-item__timestamp');
  const line = time === undefined ? null : ageLine(time);
  return {
    ref: commentIn(element.attributes['data-id'] ?? '') ?? null,
    author: link === undefined && name === '' ? null : profileOf(name, link),
    text: said?.text ?? null,
    age: line?.age ?? null,
    edited: line?.edited === true || hasClass(own, 'comments-comment-item--edited'),
    reply: below || hasClass(element, 'comments-comment-entity--reply'),
    mentions: said?.mentions ?? [],
    hashtags: said?.hashtags ?? [],
  };
}

/** Reads all comments in some parts of a card, replies after what they reply to. */
export function readComments(parts: readonly Markup[], below = false): ShownComment[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string' || hasClass(part, 'comments-comment-box')) return [];
    if (!isComment(part)) return readComments(part.children, below);
    return [readComment(part, below), ...readComments(part.children, true)];
  });
}
