import type { MarkupElement, WantPart } from '@userport/html';
import type { Build, Tab } from './activity';

/** What a part of a page is: a card of one of the builds, or something that tells about the page. */
export type PartKind = Exclude<Build, 'embedded_data'> | 'pill' | 'live_region' | 'data';

/** What was seen outside of cards, in counts alone. */
export interface PageSigns {
  readonly elements: number;
  readonly links: number;
  readonly lists: number;
  readonly listItems: number;
  readonly emptyState: boolean;
  readonly login: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/** A card is about 10 KiB; a hundred times that is no card. */
const LARGEST_CARD = 1024 * 1024;
const LARGEST_LABEL = 4 * 1024;
/** A saved page holds its data in blocks of up to some MiB. */
const LARGEST_DATA = 8 * 1024 * 1024;

const CARD_URN = /urn:li:(?:activity|ugcPost|share|aggregate|sponsored)/u;
const LOGIN = /authwall|join-form|login__form|login-form|sign-in-form|contextual-sign-in/u;
const EMPTY = /artdeco-empty-state|empty-state__/u;

/** Which part an element begins, by what does not depend on the language of the page. */
function kindOf(tag: string, attributes: Attributes): PartKind | undefined {
  if (CARD_URN.test(attributes['data-urn'] ?? '')) return 'recent_activity';
  if (CARD_URN.test(attributes['data-activity-urn'] ?? '')) return 'public_page';
  if (/^expanded.*FeedType_/u.test(attributes['componentkey'] ?? '')) return 'server_driven';
  if (tag === 'button' && attributes['aria-pressed'] === 'true') return 'pill';
  if (attributes['aria-live'] === 'polite') return 'live_region';
  if (tag === 'code') return 'data';
  return undefined;
}

const SIZES: Readonly<Record<PartKind, number>> = {
  recent_activity: LARGEST_CARD,
  public_page: LARGEST_CARD,
  server_driven: LARGEST_CARD,
  pill: LARGEST_LABEL,
  live_region: LARGEST_LABEL,
  data: LARGEST_DATA,
};

/** Looks over a page: names the parts to be read and keeps count of the rest. */
export function pageSigns() {
  const seen = { elements: 0, links: 0, lists: 0, listItems: 0, emptyState: false, login: false };
  const want: WantPart = (tag, attributes) => {
    seen.elements += 1;
    if (tag === 'a') seen.links += 1;
    if (tag === 'ul') seen.lists += 1;
    if (tag === 'li') seen.listItems += 1;
    const marks = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${attributes['name'] ?? ''}`;
    seen.emptyState ||= EMPTY.test(marks);
    seen.login ||= LOGIN.test(marks) || marks.endsWith(' session_key');
    const kind = kindOf(tag, attributes);
    return kind === undefined ? 0 : SIZES[kind];
  };
  return {
    want,
    kindOf: ({ tag, attributes }: MarkupElement): PartKind | undefined => kindOf(tag, attributes),
    seen: (): PageSigns => ({ ...seen }),
  };
}

/** The tabs' labels in the interface's languages, as far as a pressed button or the live region shows them. */
const TAB_LABELS: readonly (readonly [Tab, RegExp])[] = [
  [
    'comments',
    /\b(comments|kommentare|commentaires|comentarios|comentários|reacties|commenti|komentarze|yorumlar)\b|コメント/iu,
  ],
  [
    'reactions',
    /\b(reactions|reaktionen|réactions|reacciones|reações|reactions|reazioni|reakcje|tepkiler)\b|リアクション/iu,
  ],
  [
    'posts',
    /\b(posts|beiträge|publications|publicaciones|publicações|bijdragen|post|posty|gönderiler)\b|投稿/iu,
  ],
];

/** The tab that a label names; comments before posts, since the live region says "Comments posts". */
export const shownTab = (label: string): Tab | null =>
  TAB_LABELS.find(([, words]) => words.test(label.normalize('NFKC')))?.[0] ?? null;
