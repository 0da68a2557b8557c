import type { Drift, Tab, TabStatus } from './activity';
import type { ShownCard } from './card';
import type { PageSigns } from './page-signs';

/** What is known of a tab when it is judged. */
export interface TabFacts {
  readonly tab: Tab;
  readonly cards: readonly ShownCard[];
  readonly seenCards: number;
  readonly unreadable: number;
  /** Names of parts that cards lacked. */
  readonly missing: readonly string[];
  readonly loadedCount: number | null;
  readonly signs: PageSigns;
  /** True when there is nothing but space. */
  readonly blank: boolean;
  /** True when the capture ends with the end of a list. */
  readonly listEnded: boolean;
  /** False when the page was left before its end. */
  readonly whole: boolean;
}

/** The list of an empty tab: LinkedIn's list, whole, and nothing in it. */
const isEmptyList = ({ signs: { elements, lists }, listEnded }: TabFacts): boolean =>
  lists === 1 && elements === 1 && listEnded;

/** Says what a tab turned out to be. Never "empty" unless the page itself says so. */
export function statusOf(facts: TabFacts): TabStatus {
  const { cards, seenCards, unreadable, missing, loadedCount, signs, blank, whole } = facts;
  if (seenCards > 0)
    return unreadable > 0 || missing.length > 0 || !whole || isShort(loadedCount, seenCards)
      ? cards.length > 0 || unreadable < seenCards
        ? 'partly_read'
        : 'not_recognised'
      : 'read';
  if (blank) return 'absent';
  if (signs.login) return 'login_wall';
  if (loadedCount === 0 || signs.emptyState || isEmptyList(facts)) return 'empty';
  return 'not_recognised';
}

const isShort = (loadedCount: number | null, seenCards: number): boolean =>
  loadedCount !== null && loadedCount > seenCards;

/** What was expected and what was seen, in counts and our own words: safe to log. */
export function driftOf(facts: TabFacts, status: TabStatus): readonly Drift[] {
  const { seenCards, unreadable, missing, loadedCount, signs, whole } = facts;
  const drift: Drift[] = [];
  const note = (when: boolean, expected: string, seen: string): void => {
    if (when) drift.push({ expected, seen });
  };
  note(
    status === 'not_recognised' || status === 'login_wall',
    'cards with data-urn, data-activity-urn or an expanded component key, or embedded feed data',
    `${signs.elements} elements, ${signs.lists} lists, ${signs.listItems} list items, ${signs.links} links` +
      (signs.login ? ', a form to log in' : ''),
  );
  note(
    unreadable > 0,
    'at most 5000 cards of at most 256 levels and 1 MiB, whole',
    `${unreadable} of ${seenCards} cards are not`,
  );
  note(!whole, 'a page of at most 5000 levels', 'a deeper one');
  for (const part of new Set(missing))
    note(
      true,
      `${part} in every card`,
      `missing in ${missing.filter((one) => one === part).length} of ${seenCards}`,
    );
  note(isShort(loadedCount, seenCards), `${loadedCount ?? 0} cards, as the page says`, `${seenCards} cards`);
  return drift;
}
