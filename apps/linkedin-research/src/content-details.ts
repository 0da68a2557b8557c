import type { JsonObject } from '@userport/contracts';
import type { ContentDetails } from '@userport/contracts/linkedin-research';
import type { Activity, ActivityKind, Dating } from './parse/activity';

/** What a model said about an activity, checked; null for a text that was not believed. One summary is there. */
export interface Description {
  readonly detailedSummary: string | null;
  readonly conciseSummary: string | null;
  readonly oneLineSummary: string | null;
  readonly category: string | null;
  readonly categoryReason: string | null;
  readonly focusOnCompany: boolean;
  readonly focusOnCompanyReason: string | null;
  readonly colleague: string | null;
  readonly colleagueReason: string | null;
  readonly products: readonly string[];
}

/** Django knows three kinds; a repost is a post, a reply a comment. */
const DJANGO_KINDS: Readonly<Record<ActivityKind, 'post' | 'comment' | 'reaction'>> = {
  post: 'post',
  repost: 'post',
  comment: 'comment',
  reply: 'comment',
  reaction: 'reaction',
};

const intervalOf = (dating: Dating): JsonObject | null =>
  dating.precision === 'interval' ? { from: dating.from.toISOString(), to: dating.to.toISOString() } : null;

/** What became of an activity, in the word that Django stores. */
export type ProcessingStatus =
  | 'complete'
  /** No model gave a summary that may be shown. */
  | 'not_described'
  /** Its text gives orders to models, so none has read it. */
  | 'withheld_gives_orders'
  /** Older than fifteen months. */
  | 'failed_stale_publish_date';

/** One activity as Django reads it: facts by code, words by the model where it gave any. */
export function contentDetails(
  activity: Activity,
  description: Description | undefined,
  status: ProcessingStatus,
): ContentDetails {
  const { key, kind, actedAt, url, author, counts, hashtags } = activity;
  return {
    activity_id: key,
    linkedin_activity_type: DJANGO_KINDS[kind],
    publish_date: actedAt.precision === 'exact' ? actedAt.at.toISOString() : null,
    publish_date_interval: intervalOf(actedAt),
    publish_date_evidence: actedAt.evidence,
    url,
    category: description?.category ?? null,
    category_reason: description?.categoryReason ?? null,
    detailed_summary: description?.detailedSummary ?? null,
    concise_summary: description?.conciseSummary ?? null,
    one_line_summary: description?.oneLineSummary ?? null,
    author: author?.name ?? null,
    author_type: author?.kind ?? null,
    focus_on_company: description?.focusOnCompany ?? null,
    focus_on_company_reason: description?.focusOnCompanyReason ?? null,
    main_colleague: description?.colleague ?? null,
    main_colleague_reason: description?.colleagueReason ?? null,
    processing_status: status,
    num_linkedin_reactions: counts.reactions,
    num_linkedin_comments: counts.comments,
    num_linkedin_reposts: counts.reposts,
    product_associations: description?.products ?? [],
    hashtags,
  };
}
