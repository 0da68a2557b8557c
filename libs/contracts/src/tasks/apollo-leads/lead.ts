import type { Json, JsonObject } from '../../json';

/** A job as Django stores it; dates are ISO, as precise as they are known. */
export interface LeadEmployment extends JsonObject {
  readonly title: string | null;
  readonly organization_name: string | null;
  readonly description: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly location: string | null;
}

/** The present job; all lists are of texts. */
export interface CurrentEmployment extends LeadEmployment {
  /** Django reads this one text; the lists of departments it drops. */
  readonly department: string | null;
  readonly seniority: string | null;
  readonly functions: readonly string[];
  readonly subdepartments: readonly string[];
}

/**
 * One lead as Django reads it. Its `linkedin_url` is the lead's identity there, so it is Apollo's text byte for byte;
 * names are stored up to 100 characters, a title up to 255.
 */
export interface StructuredLead extends JsonObject {
  readonly id: string;
  readonly linkedin_url: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** Read when there is no first name. */
  readonly full_name: string | null;
  readonly headline: string | null;
  readonly about: string | null;
  readonly current_employment: CurrentEmployment | null;
  readonly other_employments: readonly LeadEmployment[];
  readonly contact_info: JsonObject;
  readonly location: JsonObject;
  readonly organization: JsonObject;
  readonly social_profiles: JsonObject;
  readonly education: readonly JsonObject[];
  readonly projects: readonly JsonObject[];
  readonly publications: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly certifications: readonly JsonObject[];
  readonly honor_awards: readonly JsonObject[];
}

/** What was judged of one lead. */
export interface LeadEvaluation extends JsonObject {
  readonly id: string;
  /** 0 to 100; null when the product gives nothing to score by. */
  readonly fit_score: number | null;
  /** Exactly one of Django's words. */
  readonly persona_match: 'buyer' | 'influencer' | 'end_user' | null;
  readonly matching_signals: readonly string[];
  readonly rationale: string;
  readonly recommended_approach: string;
  readonly overall_analysis: readonly string[];
  readonly key_insights: readonly string[];
  /** For people who look into a job; Django does not read it. */
  readonly internal_analysis: Json;
}

/** One lead with its evaluation: always on the same page. */
export interface DeliveredLead {
  readonly lead: StructuredLead;
  readonly evaluation: LeadEvaluation;
  readonly qualified: boolean;
}

/** Widths of Django's columns, in characters. */
const LONGEST_NAME = 100;
const LONGEST_TITLE = 255;

const cut = (text: string | null, longest: number): string | null => {
  if (text === null || text.length <= longest) return text;
  return Array.from(text).slice(0, longest).join('');
};

/** Twenty such leads and their evaluations are a body that Django's server takes. */
const LONGEST_LEAD_BYTES = 200 * 1024;
/** How much of a career is kept, in steps, for somebody whose profile is longer: items in a list, characters in a text. */
const STEPS: readonly (readonly [items: number, characters: number])[] = [
  [100, 5_000],
  [50, 1_000],
  [20, 500],
  [10, 200],
  [5, 100],
];

const bytesOf = (lead: StructuredLead): number => Buffer.byteLength(JSON.stringify(lead));

const shortened = (value: Json, items: number, characters: number): Json => {
  if (typeof value === 'string') return cut(value, characters);
  if (Array.isArray(value))
    return value.slice(0, items).map((one: Json) => shortened(one, items, characters));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, Json]) => [name, shortened(part, items, characters)]),
  );
};

/** The same lead, whose lists and texts are cut when it is longer than a page has room for; its identity stays. */
function bounded(lead: StructuredLead): StructuredLead {
  let fit = lead;
  for (const [items, characters] of STEPS) {
    if (bytesOf(fit) <= LONGEST_LEAD_BYTES) return fit;
    const { id, linkedin_url: url } = lead;
    fit = { ...(shortened(lead, items, characters) as StructuredLead), id, linkedin_url: url };
  }
  return fit;
}

/**
 * The same lead with names and titles as long as Django's columns, and no longer than a page has room for: what is
 * longer would lose its whole page.
 */
export const fitted = (lead: StructuredLead): StructuredLead =>
  bounded({
    ...lead,
    first_name: cut(lead.first_name, LONGEST_NAME),
    last_name: cut(lead.last_name, LONGEST_NAME),
    headline: cut(lead.headline, LONGEST_TITLE),
    current_employment:
      lead.current_employment === null
        ? null
        : { ...lead.current_employment, title: cut(lead.current_employment.title, LONGEST_TITLE) },
  });
