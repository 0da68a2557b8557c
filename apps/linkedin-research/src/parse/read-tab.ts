import { type CapturedPart, capturedParts, findElement, type MarkupElement, shownText } from '@userport/html';
import type { Build, Tab, TabReport, TabStatus } from './activity';
import type { ShownCard } from './card';
import { countIn } from './count-text';
import { embeddedCards, mayHoldUpdates } from './embedded-data';
import { type PageSigns, pageSigns, type PartKind, shownTab } from './page-signs';
import { profileLink } from './profile-link';
import { publicCard } from './public-card';
import { recentActivityCard } from './recent-activity-card';
import { serverDrivenCard } from './server-driven-card';
import { driftOf, statusOf } from './tab-status';

/** A tab as it was read, before it is judged who did what. */
export interface ReadTab {
  /** Without sponsored ones. */
  readonly cards: readonly ShownCard[];
  readonly report: Omit<TabReport, 'ofOthers' | 'sameAs'>;
}

const READERS: Readonly<Record<string, (root: MarkupElement) => ShownCard>> = {
  recent_activity: recentActivityCard,
  server_driven: serverDrivenCard,
  public_page: publicCard,
};

/** The largest capture has about 3,000 cards of 10.6 KiB; a page of more is made of something else. */
const MOST_CARDS = 5_000;
/** Characters in which the end of a list is looked for. */
const LONGEST_END = 200;

/** What a walk over a page gathers. */
interface Gathered {
  readonly cards: ShownCard[];
  embedded: ShownCard[];
  seenCards: number;
  unreadable: number;
  sponsored: number;
  loadedCount: number | null;
  shownTab: Tab | null;
}

/** Inner ids of people stand beside their names in some links: `…/in/ines?miniProfileUrn=…ACoAA…`. */
function noteProfileUrls(root: MarkupElement, profileUrls: Map<string, string>): void {
  findElement(root, ({ tag, attributes }) => {
    const href = tag === 'a' ? (attributes['href'] ?? '') : '';
    const link = href.includes('ACoA') ? profileLink(href) : undefined;
    if (link?.profileId != null && link.profileId.toLowerCase() !== link.slug)
      profileUrls.set(link.profileId, link.url);
    return false;
  });
}

function takeCard(build: Build, { root, trouble }: CapturedPart, gathered: Gathered): void {
  gathered.seenCards += 1;
  if (trouble === 'too_deep' || trouble === 'too_large' || gathered.seenCards > MOST_CARDS) {
    gathered.unreadable += 1;
    return;
  }
  const card = READERS[build]?.(root);
  if (card === undefined) return;
  if (trouble === 'cut_off') gathered.unreadable += 1;
  if (card.sponsored) gathered.sponsored += 1;
  else gathered.cards.push(card);
}

/** "Loaded 94 Comments posts": how many cards the page says it has, and of which tab. */
function takeLoaded(root: MarkupElement, gathered: Gathered): void {
  const text = shownText(root);
  const count = /\d/u.test(text) ? countIn(text) : undefined;
  if (count !== undefined) gathered.loadedCount = count;
  gathered.shownTab ??= shownTab(text);
}

function takePart(
  kind: PartKind | undefined,
  part: CapturedPart,
  gathered: Gathered,
  profileUrls: Map<string, string>,
): void {
  if (kind === undefined) return;
  if (kind === 'pill') gathered.shownTab ??= shownTab(shownText(part.root));
  else if (kind === 'live_region') takeLoaded(part.root, gathered);
  else if (kind === 'data') {
    const text = part.root.children.filter((child) => typeof child === 'string').join('');
    if (gathered.embedded.length < MOST_CARDS && mayHoldUpdates(text))
      gathered.embedded = [...gathered.embedded, ...embeddedCards(text)];
  } else {
    noteProfileUrls(part.root, profileUrls);
    takeCard(kind, part, gathered);
  }
}

/** Data in a page is a second copy of its cards; it serves where the markup gave none. */
function cardsOf(gathered: Gathered): Gathered {
  const { cards, embedded } = gathered;
  if (cards.length > 0 || embedded.length === 0) return gathered;
  const own = embedded.filter(({ sponsored }) => !sponsored);
  return {
    ...gathered,
    cards: own,
    seenCards: embedded.length,
    sponsored: embedded.length - own.length,
  };
}

const finished = (tab: Tab, html: string, gathered: Gathered, signs: PageSigns, whole: boolean): ReadTab => {
  const { cards, seenCards, unreadable, sponsored, loadedCount } = cardsOf(gathered);
  const missing = cards.flatMap((card) => card.missing);
  const blank = html.trim() === '';
  const listEnded = /<\/ul\s*>\s*$/iu.test(html.slice(-LONGEST_END));
  const facts = { tab, cards, seenCards, unreadable, missing, loadedCount, signs, blank, listEnded, whole };
  const status: TabStatus = statusOf(facts);
  return {
    cards,
    report: {
      tab,
      status,
      build: cards[0]?.build ?? null,
      characters: html.length,
      cards: seenCards,
      unreadableCards: unreadable,
      sponsoredCards: sponsored,
      loadedCount,
      shownTab: gathered.shownTab,
      drift: driftOf(facts, status),
    },
  };
};

/**
 * Reads one captured tab card by card.
 * @param profileUrls takes up which inner id belongs to which address
 * @param pause called after each chunk of the page
 */
export async function readTab(
  tab: Tab,
  html: string | null,
  profileUrls: Map<string, string>,
  pause: () => Promise<void>,
): Promise<ReadTab> {
  const text = html ?? '';
  const signs = pageSigns();
  const gathered: Gathered = {
    cards: [],
    embedded: [],
    seenCards: 0,
    unreadable: 0,
    sponsored: 0,
    loadedCount: null,
    shownTab: null,
  };
  const parts = capturedParts(text, signs.want);
  for (let next = parts.next(); ; next = parts.next()) {
    if (next.done === true) return finished(tab, text, gathered, signs.seen(), next.value);
    for (const part of next.value) takePart(signs.kindOf(part.root), part, gathered, profileUrls);
    await pause();
  }
}
