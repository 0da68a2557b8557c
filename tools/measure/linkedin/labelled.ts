import type { Tab } from '../../../apps/linkedin-research/src/parse/activity';

/** What a person reading the card would write down. Times are the true ones, from when the card was invented. */
export interface Label {
  readonly kind: 'post' | 'repost' | 'comment' | 'reply' | 'reaction';
  readonly reaction?: string;
  /** Name of who acted; null where the card does not say. */
  readonly actor: string | null;
  readonly byLead: boolean | null;
  /** Name of the post's author. */
  readonly author: string;
  readonly authorKind: 'person' | 'company';
  readonly ownWords: string | null;
  /** Reactions, comments, reposts. */
  readonly counts: readonly [number | null, number | null, number | null];
  /** The true time of the act, and how exactly the page lets it be known. */
  readonly acted: readonly ['exact' | 'interval', string] | 'unknown';
  /** The same of the post that the act is about. */
  readonly original?: readonly ['exact' | 'interval', string] | 'unknown';
  readonly quotedAuthor?: string;
  readonly quotedAt?: readonly ['exact' | 'interval', string];
  readonly hashtags?: readonly string[];
  readonly mentions?: readonly string[];
  readonly media?: readonly string[];
  readonly edited?: boolean;
}

/** A card and what is in it; no label means that nothing may be read from it (sponsored). */
export interface LabelledCard {
  readonly html: string;
  /** In the order in which the page shows them; a card with two comments has two. */
  readonly labels: readonly Label[];
}

/** Cards of one tab, captured at one time. */
export interface LabelledTab {
  readonly name: string;
  readonly tab: Tab;
  /** The true time of the capture. */
  readonly capturedAt: string;
  readonly lead: { readonly name: string; readonly linkedinUrl: string };
  readonly cards: readonly LabelledCard[];
}
