import { classNames, findElement, type MarkupElement } from '@userport/html';
import type { Media } from './activity';
import { isForScreenReaders, visibleText, withClass } from './shown-parts';

/** The blocks that hang on a post, by the end of their class name. */
const KINDS: Readonly<Record<string, Media['kind']>> = {
  image: 'image',
  carousel: 'image',
  'linkedin-video': 'video',
  'external-video': 'video',
  article: 'article',
  'article-v2': 'article',
  document: 'document',
  document__container: 'document',
  event: 'event',
  poll: 'poll',
  job: 'job',
  'newsletter-v2': 'newsletter',
  newsletter: 'newsletter',
  celebration: 'other',
  entity: 'other',
};

const PREFIX = 'update-components-';
/** What LinkedIn writes where nobody wrote an alternative text. */
const NO_TITLE = /^(no alternative text|image preview|kein alternativer text)/iu;
const LONGEST_TITLE = 300;

const cut = (text: string): string | null => {
  const title = text.replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_TITLE);
  return title === '' || NO_TITLE.test(title) ? null : title;
};

/** Titles stand in elements whose class says so, polls ask a heading, pictures have an alternative text. */
function titleOf(element: MarkupElement, kind: Media['kind']): string | null {
  const titled = findElement(element, (one) =>
    classNames(one).some((name) => /__(?:title|headline|question|header-text)$/u.test(name)),
  );
  if (titled !== undefined) return cut(visibleText(titled));
  if (kind === 'image') {
    const image = findElement(element, ({ tag }) => tag === 'img');
    return cut(image?.attributes['alt'] ?? '');
  }
  const heading = findElement(element, ({ tag }) => /^h[1-6]$/u.test(tag));
  if (heading !== undefined && !isForScreenReaders(heading)) return cut(visibleText(heading));
  const frame =
    withClass(element, 'document-s-container__document-element') ??
    findElement(element, ({ tag }) => tag === 'iframe');
  return cut(frame?.attributes['title'] ?? '');
}

/** Reads a block that hangs on a post; undefined when the element is none. */
export function mediaOf(element: MarkupElement): Media | undefined {
  for (const name of classNames(element)) {
    const ending = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
    if (kind !== undefined) return { kind, title: titleOf(element, kind) };
  }
  return undefined;
}
