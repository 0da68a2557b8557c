import type { JsonObject } from '@userport/contracts';
import { z } from 'zod';
import { RollbackError } from './django-state';

const LONGEST_NAME = 100;
const LONGEST_TITLE = 255;
const LONGEST_URL = 512;

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const object = z.record(z.string(), z.unknown()).nullish();
const objects = z.array(z.record(z.string(), z.unknown())).nullish();
const name = z.string().max(LONGEST_NAME, `value too long for type character varying(${LONGEST_NAME})`);
const title = z
  .string()
  .max(LONGEST_TITLE, `value too long for type character varying(${LONGEST_TITLE})`)
  .nullish();

/** As Django's models read a structured lead; what they do not name is ignored. */
const structuredLead = z.looseObject({
  id: z.string(),
  linkedin_url: z.string().max(LONGEST_URL, `value too long for type character varying(${LONGEST_URL})`),
  first_name: name.nullish(),
  last_name: name.nullish(),
  full_name: text,
  headline: text,
  about: text,
  current_employment: z
    .looseObject({
      ...{ title, organization_name: text, description: text, start_date: text, location: text },
      ...{ department: text, seniority: text, functions: texts, subdepartments: texts },
    })
    .nullish(),
  contact_info: z.looseObject({ email: text, email_status: text, phone_numbers: texts }).nullish(),
  location: z.looseObject({ city: text, state: text, country: text }).nullish(),
  organization: object,
  social_profiles: object,
  ...{ education: objects, projects: objects, publications: objects, groups: objects },
  ...{ certifications: objects, honor_awards: objects, other_employments: objects },
  data_quality: object,
  engagement_data: object,
});

const isNumeric = (score: unknown): boolean =>
  typeof score === 'number' ||
  (typeof score === 'string' && score.trim() !== '' && !Number.isNaN(Number(score)));

/** As Django's models read an evaluation. Any `persona_match` is taken; what is none of three words counts as unknown. */
const evaluation = z.looseObject({
  id: z.string().nullish(),
  fit_score: z
    .unknown()
    .refine(
      (score) => score === undefined || score === null || isNumeric(score),
      'Input should be a valid number',
    ),
  matching_signals: texts,
  persona_match: text,
  rationale: text,
  overall_analysis: texts,
  key_insights: texts,
  recommended_approach: text,
});

const check = (model: z.ZodType, value: JsonObject, what: string): void => {
  const issue = model.safeParse(value).error?.issues[0];
  if (issue !== undefined) throw new RollbackError(`${what}.${issue.path.join('.')}: ${issue.message}`);
};

/** The title by which Django knows a lead's role: that of the present job, else the headline. */
const roleOf = ({ current_employment: job, headline }: JsonObject): unknown => {
  const own = typeof job === 'object' && job !== null && 'title' in job ? job['title'] : null;
  return own ?? headline ?? null;
};

/**
 * Reads a lead as Django does.
 * @throws RollbackError for another type and for what is longer than its column
 */
export function checkStructuredLead(lead: JsonObject): void {
  check(structuredLead, lead, 'structured_leads');
  check(z.looseObject({ role_title: title }), { role_title: roleOf(lead) as string | null }, 'lead');
}

/**
 * Reads an evaluation as Django does.
 * @throws RollbackError for another type
 */
export const checkEvaluation = (lead: JsonObject): void => check(evaluation, lead, 'all_leads');
