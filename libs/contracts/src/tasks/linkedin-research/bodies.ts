import type { CallbackBody } from '../../callback';
import type { Json, JsonObject } from '../../json';
import type { LeadLinkedinResearchPayload } from './payload';

/** One activity as Django reads it; keys that it does not read carry what it has no column for. */
export interface ContentDetails extends JsonObject {
  /** Not read by Django: names the activity, so that insights can say what they rest on. */
  readonly activity_id: string | null;
  readonly linkedin_activity_type: 'post' | 'comment' | 'reaction' | null;
  /** ISO; null where the time is not known exactly. */
  readonly publish_date: string | null;
  /** Not read by Django: `{from, to}` when the time lies in between. */
  readonly publish_date_interval: JsonObject | null;
  /** Not read by Django: what the time is known from. */
  readonly publish_date_evidence: string | null;
  readonly url: string | null;
  readonly category: string | null;
  readonly category_reason: string | null;
  readonly detailed_summary: string | null;
  readonly concise_summary: string | null;
  readonly one_line_summary: string | null;
  readonly author: string | null;
  readonly author_type: 'person' | 'company' | null;
  readonly focus_on_company: boolean | null;
  readonly focus_on_company_reason: string | null;
  readonly main_colleague: string | null;
  readonly main_colleague_reason: string | null;
  /** What became of the activity: `complete`, `not_described`, `no_activity` and so on. */
  readonly processing_status: string;
  /** Whole numbers: Django answers 500 to anything else. */
  readonly num_linkedin_reactions: number | null;
  readonly num_linkedin_comments: number | null;
  readonly num_linkedin_reposts: number | null;
  readonly product_associations: readonly string[];
  readonly hashtags: readonly string[];
}

/** One thing that is said of a lead, with all that it stands on. */
export interface ProvenStatement extends JsonObject {
  readonly part: 'trait' | 'interest' | 'key_topic' | 'approach' | 'starter' | 'caution' | 'signal';
  /** Of a trait: topics, tone, formats or frequency. */
  readonly kind: string | null;
  readonly text: string;
  /** The activities that it rests on, by `activity_id`. */
  readonly activity_ids: readonly string[];
  readonly quotes: readonly {
    readonly activity_id: string;
    /** The lead's own words. */
    readonly quote: string;
    /** A day, two days, or `undated`. */
    readonly date: string;
    readonly url: string | null;
  }[];
  /** Values of the request's `input_data` that it rests on. */
  readonly inputs: readonly { readonly path: string; readonly value: string }[];
}

/** Insights as Django stores them. The front end maps the lists without looking whether they are there. */
export interface LeadInsights extends JsonObject {
  readonly personality_traits: { readonly description: string; readonly evidence: readonly string[] };
  readonly recommended_approach: {
    readonly approach: string;
    readonly key_topics: readonly string[];
    readonly conversation_starters: readonly string[];
    readonly best_channels: readonly string[];
    readonly timing_preferences: string;
    readonly cautions: readonly string[];
  };
  readonly areas_of_interest: readonly {
    readonly description: string;
    readonly supporting_activities: readonly string[];
  }[];
  readonly engaged_colleagues: readonly string[];
  readonly engaged_products: readonly string[];
  readonly personalization_signals: readonly {
    readonly description: string;
    readonly reason: string;
    readonly outreach_message: string;
    readonly [key: string]: Json;
  }[];
  readonly num_company_related_activities: number;
  readonly total_engaged_activities: number;
  /** Not read by Django, kept with the rest: every statement above with its activities, quotes and values. */
  readonly statements: readonly ProvenStatement[];
}

/** Why a report holds no activity: LinkedIn shows none, or what it shows was done by others. */
export type NoActivity = 'no_activity' | 'no_activity_of_lead';

/** Nothing is known; every list is there. */
export const EMPTY_INSIGHTS: LeadInsights = {
  personality_traits: { description: '', evidence: [] },
  recommended_approach: {
    approach: '',
    key_topics: [],
    conversation_starters: [],
    best_channels: [],
    timing_preferences: '',
    cautions: [],
  },
  areas_of_interest: [],
  engaged_colleagues: [],
  engaged_products: [],
  personalization_signals: [],
  num_company_related_activities: 0,
  total_engaged_activities: 0,
  statements: [],
};

/** The one item of a report without activities: with an empty list Django leaves the lead in processing for ever. */
export const noActivity = (processingStatus: NoActivity = 'no_activity'): ContentDetails => ({
  activity_id: null,
  linkedin_activity_type: null,
  publish_date: null,
  publish_date_interval: null,
  publish_date_evidence: null,
  url: null,
  category: null,
  category_reason: null,
  detailed_summary: null,
  concise_summary: null,
  one_line_summary: null,
  author: null,
  author_type: null,
  focus_on_company: null,
  focus_on_company_reason: null,
  main_colleague: null,
  main_colleague_reason: null,
  processing_status: processingStatus,
  num_linkedin_reactions: null,
  num_linkedin_comments: null,
  num_linkedin_reposts: null,
  product_associations: [],
  hashtags: [],
});

/** Whose research it is; a payload that could not be read gives as much as is known. */
export type ResearchOf = Partial<Pick<LeadLinkedinResearchPayload, 'account_id' | 'lead_id'>>;

const envelope = (of: ResearchOf, jobId: string) => ({
  job_id: jobId,
  account_id: of.account_id ?? '',
  lead_id: of.lead_id ?? null,
  enrichment_type: 'lead_linkedin_research',
  source: 'linkedin',
  orchestration_data: null,
});

/** How far a research is. Percent and stage of the original: 10, 30, 60. */
export const researchProgress = (
  of: ResearchOf,
  jobId: string,
  percent: 10 | 30 | 60,
  stage: JsonObject,
): JsonObject => ({
  ...envelope(of, jobId),
  status: 'processing',
  is_partial: false,
  completion_percentage: percent,
  processed_data: stage,
});

/** What a research found. */
export interface ResearchFound {
  /** Never empty. */
  readonly contentDetails: readonly ContentDetails[];
  readonly insights: LeadInsights;
  /** How it came about: tabs, capture, what was dropped and why. Django ignores it. */
  readonly report: JsonObject;
}

/** The one body of a research that ended. */
export const researchBodies = (of: ResearchOf, jobId: string, found: ResearchFound): CallbackBody[] => [
  {
    body: {
      ...envelope(of, jobId),
      status: 'completed',
      is_partial: false,
      completion_percentage: 100,
      processed_data: {
        content_details: found.contentDetails,
        insights: found.insights,
        report: found.report,
      },
    },
  },
];

/** The one body of a research that failed. After it Django still takes a later `completed`. */
export const failedResearch = (of: ResearchOf, jobId: string, details: JsonObject): CallbackBody[] => [
  {
    body: {
      ...envelope(of, jobId),
      status: 'failed',
      is_partial: false,
      completion_percentage: 100,
      processed_data: { stage: details['stage'] ?? 'research' },
      error_details: details,
    },
  },
];
