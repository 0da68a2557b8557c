import type { Author, Build, Counts, Media, Profile, ReactionKind } from './activity';
import type { CommentRef, PostRef } from './linkedin-ids';
import type { ShownAge } from './shown-age';

/** A post as a card shows it, before anybody has judged what it means. */
export interface ShownPost {
  author: Author | null;
  text: string | null;
  age: ShownAge | null;
  edited: boolean;
  sponsored: boolean;
  readonly refs: PostRef[];
  readonly hashtags: string[];
  readonly mentions: Profile[];
  readonly media: Media[];
}

/** A comment as a card shows it. */
export interface ShownComment {
  readonly ref: CommentRef | null;
  readonly author: Profile | null;
  readonly text: string | null;
  readonly age: ShownAge | null;
  readonly edited: boolean;
  readonly reply: boolean;
  readonly mentions: readonly Profile[];
  readonly hashtags: readonly string[];
}

/** The line above a card: who did something, in words that may be in any language. */
export interface ShownHeader {
  readonly people: readonly Profile[];
  /** Without the names. */
  readonly words: string;
}

/** All that one card shows. */
export interface ShownCard {
  readonly build: Build;
  /** The ids that the card itself carries; an aggregate carries several. */
  readonly refs: readonly PostRef[];
  readonly header: ShownHeader | null;
  readonly post: ShownPost;
  readonly quoted: ShownPost | null;
  readonly comments: readonly ShownComment[];
  readonly counts: Counts;
  readonly reactionKinds: readonly ReactionKind[];
  readonly sponsored: boolean;
  /** Parts that every card has and this one lacked, by our own names. */
  readonly missing: readonly string[];
}

/** A post of which nothing is known yet. */
export const emptyPost = (): ShownPost => ({
  author: null,
  text: null,
  age: null,
  edited: false,
  sponsored: false,
  refs: [],
  hashtags: [],
  mentions: [],
  media: [],
});

/** No number is shown. */
export const NO_COUNTS: Counts = { reactions: null, comments: null, reposts: null };
