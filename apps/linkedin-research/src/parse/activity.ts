/** The tabs of a recent-activity page, by the names that the capture gives them. */
export const TABS = ['posts', 'comments', 'reactions'] as const;

/** One of {@link TABS}. */
export type Tab = (typeof TABS)[number];

/** The markups in which LinkedIn shows activity. */
export type Build = 'recent_activity' | 'server_driven' | 'public_page' | 'embedded_data';

/** What somebody did. */
export type ActivityKind = 'post' | 'repost' | 'comment' | 'reply' | 'reaction';

/** LinkedIn's reactions; `unknown` where the words of the page are not known. */
export type ReactionKind = 'like' | 'celebrate' | 'support' | 'love' | 'insightful' | 'funny' | 'unknown';

/** Somebody as a link names them. */
export interface Profile {
  readonly name: string;
  /** Without query; null when the page has no link. */
  readonly url: string | null;
  readonly kind: 'person' | 'company' | null;
}

/** A profile with what stands below the name: a headline, or the followers of a company. */
export interface Author extends Profile {
  readonly headline: string | null;
}

/** A point in time, as exactly as it is known, and what it is known from. */
export type Dating =
  | { readonly precision: 'exact'; readonly at: Date; readonly evidence: string }
  | { readonly precision: 'interval'; readonly from: Date; readonly to: Date; readonly evidence: string }
  | { readonly precision: 'unknown'; readonly evidence: string };

/** The latest time that a dating allows; undefined when nothing is known. */
export const latestOf = (dating: Dating): Date | undefined =>
  dating.precision === 'exact' ? dating.at : dating.precision === 'interval' ? dating.to : undefined;

/** What hangs on a post. */
export interface Media {
  readonly kind:
    'image' | 'video' | 'article' | 'document' | 'event' | 'poll' | 'job' | 'newsletter' | 'other';
  readonly title: string | null;
}

/** A number of a card; null when the card does not show it or shows no number. */
export interface Counts {
  readonly reactions: number | null;
  readonly comments: number | null;
  readonly reposts: number | null;
}

/** A post inside a post. */
export interface QuotedPost {
  readonly author: Author | null;
  readonly text: string | null;
  readonly edited: boolean;
  readonly url: string | null;
  readonly postedAt: Dating;
  readonly media: readonly Media[];
}

/** One thing that somebody did, read by code alone. */
export interface Activity {
  /** Stable name within a capture: `comment:POST,COMMENT`, `activity:ID`, `reaction:ID`, or `undated:` and a hash. */
  readonly key: string;
  readonly build: Build;
  /** The tabs in which it was seen. */
  readonly tabs: readonly Tab[];
  readonly kind: ActivityKind;
  /** Set for a reaction only. */
  readonly reaction: ReactionKind | null;
  /** Who acted; null when the card does not say. */
  readonly actor: Profile | null;
  /** Null when it cannot be told. */
  readonly byLead: boolean | null;
  /** Who wrote the post that the act is, or is about. */
  readonly author: Author | null;
  /** What the actor wrote; null for a reaction, a repost without comment, and where the page lacks it. */
  readonly ownWords: string | null;
  /** Somebody else's post that the act is about. */
  readonly postText: string | null;
  readonly quoted: QuotedPost | null;
  readonly ids: {
    readonly act: string | null;
    readonly post: string | null;
    readonly comment: string | null;
  };
  /** Where the act itself is shown; null without an id. */
  readonly url: string | null;
  /** Of the post. */
  readonly counts: Counts;
  /** The most frequent reactions to the post, three at most. */
  readonly reactionKinds: readonly ReactionKind[];
  /** Without `#`. */
  readonly hashtags: readonly string[];
  readonly mentions: readonly Profile[];
  readonly media: readonly Media[];
  readonly edited: boolean;
  readonly actedAt: Dating;
  /** When the post was published that the act is about; null when the act is that post. */
  readonly originalPostedAt: Dating | null;
  /** What did not add up, in our own words. */
  readonly notes: readonly string[];
}

/** What a captured tab turned out to be. */
export type TabStatus =
  /** Nothing was captured. */
  | 'absent'
  /** Every card could be read. */
  | 'read'
  /** Some cards or parts of cards could not be read. */
  | 'partly_read'
  /** LinkedIn says that there is nothing. */
  | 'empty'
  | 'login_wall'
  | 'not_recognised';

/** Something that was looked for and found otherwise; counts and our own words only, never text of the page. */
export interface Drift {
  readonly expected: string;
  readonly seen: string;
}

/** What was read of one tab. */
export interface TabReport {
  readonly tab: Tab;
  readonly status: TabStatus;
  readonly build: Build | null;
  /** Characters captured. */
  readonly characters: number;
  readonly cards: number;
  readonly unreadableCards: number;
  readonly sponsoredCards: number;
  /** Activities of others than the lead. */
  readonly ofOthers: number;
  /** What the page itself says it has loaded. */
  readonly loadedCount: number | null;
  /** The tab that the page itself names, when it names one. */
  readonly shownTab: Tab | null;
  /** An earlier tab whose capture is the same to the byte. */
  readonly sameAs: Tab | null;
  readonly drift: readonly Drift[];
}

/** What all captured tabs gave. */
export interface ParsedActivities {
  /** Newest first, undated last; each act once. */
  readonly activities: readonly Activity[];
  readonly tabs: readonly TabReport[];
  /** The span in which the capture was made. */
  readonly capturedAt: { readonly from: Date; readonly to: Date };
  /** How the lead was told from others. */
  readonly leadKnownBy: 'address' | 'profile_id' | 'name' | null;
  /** Acts that were seen more than once. */
  readonly repeats: number;
}
