import type { Json, JsonObject } from '@userport/contracts';
import { type Change, isSomething, isUuid, listOf, objectOf, RollbackError, textOf } from './django-state';
import { checkEvaluation, checkStructuredLead } from './lead-models';

const LARGEST_INTEGER = 2 ** 31 - 1;
const LONGEST_LIST_ITEM = 250;

const bounded =
  (longest: number) =>
  (value: Json): Json => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (text.length > longest)
      throw new RollbackError(`value too long for type character varying(${longest})`);
    return text;
  };

const integer = (value: Json): Json => {
  const number = Math.trunc(Number(value));
  if (typeof value === 'boolean' || !(Math.abs(number) <= LARGEST_INTEGER)) {
    throw new RollbackError(`Field expected a number but got ${JSON.stringify(value)}`);
  }
  return number;
};

const texts = (value: Json): Json => {
  if (!Array.isArray(value)) throw new RollbackError('malformed array literal');
  return value.map((one: Json) => textOf(one).slice(0, LONGEST_LIST_ITEM));
};

const asIs = (value: Json): Json => value;

/** Keys that are read of a completed `company_info`, their columns and limits. */
const ACCOUNT_FIELDS: Readonly<Record<string, readonly [string, (value: Json) => Json]>> = {
  company_name: ['name', bounded(255)],
  employee_count: ['employee_count', integer],
  industry: ['industry', bounded(255)],
  location: ['location', bounded(255)],
  website: ['website', bounded(512)],
  linkedin_url: ['linkedin_url', bounded(512)],
  technologies: ['technologies', asIs],
  tech_profile: ['full_technology_profile', asIs],
  funding_details: ['funding_details', asIs],
  company_type: ['company_type', bounded(100)],
  founded_year: ['founded_year', integer],
  customers: ['customers', texts],
  competitors: ['competitors', texts],
  recent_events: ['recent_events', asIs],
};

/** Lists that become empty when they are absent; an explicit null keeps the old one. */
const EMPTIED_WHEN_ABSENT = ['customers', 'competitors', 'recent_events'];

/** Stores a completed `company_info`; nulls keep what was there. */
export function accountChanges(accountId: string, processed: JsonObject): Change[] {
  const absent = EMPTIED_WHEN_ABSENT.filter((name) => processed[name] === undefined);
  const given = { ...Object.fromEntries(absent.map((name) => [name, []])), ...processed };
  const fields = Object.entries(given).flatMap(([name, value]: [string, Json]) => {
    const field = ACCOUNT_FIELDS[name];
    return field === undefined || value === null ? [] : [[field[0], field[1](value)] as const];
  });
  return [
    ({ accounts }) => accounts.set(accountId, { ...accounts.get(accountId), ...Object.fromEntries(fields) }),
  ];
}

/** Stores the leads of a page, or of an unpaged body: identity is the address as it is written. */
export function leadChanges(accountId: string, body: JsonObject, processed: JsonObject): Change[] {
  if (!Number.isInteger(body['completion_percentage'] ?? 100)) {
    throw new RollbackError('completion_percentage: Input should be a valid integer');
  }
  const listed = (name: string): JsonObject[] =>
    listOf(processed[name] ?? [], name).map((lead) => objectOf(lead, `${name}[]`));
  const evaluations = listed('all_leads');
  evaluations.forEach(checkEvaluation);
  return listed('structured_leads').flatMap((lead): Change[] => {
    const { id, linkedin_url: url } = lead;
    if (id === undefined || !isSomething(url)) return [];
    checkStructuredLead(lead);
    const evaluation = evaluations.find((one) => one['id'] === id) ?? null;
    const stored = { accountId, linkedinUrl: textOf(url), lead, evaluation };
    return [({ leads }) => leads.set(`${accountId}/${stored.linkedinUrl}`, stored)];
  });
}

const wholeOrNull = (value: Json | undefined, what: string): void => {
  if ((value ?? null) !== null && !Number.isInteger(value))
    throw new RollbackError(`${what}: not an integer`);
};

/** Stores a completed `lead_linkedin_research`; without an activity the lead stays in processing for ever. */
export function researchChanges(leadId: Json | undefined, processed: JsonObject): Change[] {
  if (typeof leadId !== 'string' || !isUuid(leadId))
    throw new RollbackError('Lead ID required for lead enrichment');
  const { insights } = processed;
  if (insights === undefined || insights === null)
    throw new RollbackError("'NoneType' object has no attribute 'get'");
  const activities = listOf(processed['content_details'] ?? [], 'content_details');
  for (const activity of activities.map((one) => objectOf(one, 'content_details[]'))) {
    for (const name of ['reactions', 'comments', 'reposts']) {
      wholeOrNull(activity[`num_linkedin_${name}`], `num_linkedin_${name}`);
    }
  }
  const status = activities.length === 0 ? 'processing' : 'completed';
  return [({ researched }) => researched.set(leadId, status)];
}
