import { findElements, type MarkupElement } from '@userport/html';
import type { Counts, ReactionKind } from './activity';
import { countIn } from './count-text';
import { reactionOfCode } from './header-verb';
import { hasClass, visibleText, withClass } from './shown-parts';

/** The line of numbers below a post. */
export interface ShownCounts {
  readonly counts: Counts;
  readonly reactionKinds: readonly ReactionKind[];
}

const ITEM = 'social-details-social-counts__item';
const REACTIONS = 'social-details-social-counts__reactions';
const COMMENTS = 'social-details-social-counts__comments';
/** "Tom Adeyemi and 12 others": the total stands in a span of its own. */
const FALLBACK = 'social-details-social-counts__social-proof-fallback-number';
const NUMBER = 'social-details-social-counts__reactions-count';
const MOST_KINDS = 3;

/** The number in the label of a button, which says it in full, else in the text, which may shorten it. */
function labelled(item: MarkupElement, shown: MarkupElement = item): number | null {
  const labels = findElements(item, ({ attributes }) => attributes['aria-label'] !== undefined);
  for (const { attributes } of labels) {
    const label = attributes['aria-label'] ?? '';
    if (/^\s*\d/u.test(label)) return countIn(label) ?? null;
  }
  return countIn(visibleText(shown)) ?? null;
}

function reactions(item: MarkupElement): number | null {
  const fallback = withClass(item, FALLBACK);
  if (fallback !== undefined) return countIn(visibleText(fallback)) ?? null;
  const number = withClass(item, NUMBER);
  return labelled(item, number ?? item);
}

/** Reads the numbers by their place and class, not by their words, which are in the language of the page. */
export function readCounts(element: MarkupElement): ShownCounts {
  const items = findElements(element, (one) => hasClass(one, ITEM));
  const ofReactions = items.find((item) => hasClass(item, REACTIONS));
  const ofComments = items.find((item) => hasClass(item, COMMENTS));
  const ofReposts = items.find((item) => item !== ofReactions && item !== ofComments);
  const codes = findElements(
    element,
    ({ attributes }) => attributes['data-test-reactions-icon-type'] !== undefined,
  ).map(({ attributes }) => reactionOfCode(attributes['data-test-reactions-icon-type'] ?? ''));
  return {
    counts: {
      reactions: ofReactions === undefined ? null : reactions(ofReactions),
      comments: ofComments === undefined ? null : labelled(ofComments),
      reposts: ofReposts === undefined ? null : labelled(ofReposts),
    },
    reactionKinds: [...new Set(codes)].slice(0, MOST_KINDS),
  };
}
