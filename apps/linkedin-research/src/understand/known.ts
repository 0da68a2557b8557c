import type { Json, JsonObject } from '@userport/contracts';
import { withoutInstructions } from '@userport/evidence';
import type { LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';

/** What is known of lead, account and product besides the captured pages, as models may read it. */
export interface Known {
  /** Under the paths of the request's `input_data`, with names of person and company beside them. */
  readonly data: JsonObject;
  /** How many texts were left out or shortened because they give orders to models. */
  readonly withheld: number;
}

/** Characters of one text. */
const LONGEST_TEXT = 2_000;
/** Entries of one list, from its beginning, so that paths stay true. */
const LONGEST_LIST = 20;
/** Characters of everything: about 6,000 tokens. */
const LONGEST_CONTEXT = 24_000;
/** The tenant writes these; everything else was collected from the web. */
const WRITTEN_BY_US = new Set(['product_data']);
/** Django joins first and last name, and a missing one reads "None". */
const NAMES = new Set(['person_name', 'name', 'first_name', 'last_name', 'full_name']);

const withoutNone = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((part) => part.toLowerCase() !== 'none')
    .join(' ');

/** Copies what fits, in order of the keys; counts what is withheld. */
function openCopy() {
  let room = LONGEST_CONTEXT;
  let withheld = 0;
  const copyText = (text: string, key: string, foreign: boolean): string | null => {
    const start = text.slice(0, LONGEST_TEXT).toWellFormed();
    const { text: readable, orders } = foreign ? withoutInstructions(start) : { text: start, orders: [] };
    if (orders.length > 0) withheld += 1;
    const isOrder = orders.includes('override') || orders.includes('role');
    const kept = (isOrder ? '' : NAMES.has(key) ? withoutNone(readable) : readable)
      .slice(0, Math.max(0, room))
      .toWellFormed();
    room -= kept.length + 3;
    return kept.trim() === '' ? null : kept;
  };
  const copy = (value: Json, key: string, foreign: boolean): Json => {
    if (typeof value === 'string') return copyText(value, key, foreign);
    if (typeof value !== 'object' || value === null) {
      room -= 6;
      return room < 0 ? null : value;
    }
    room -= 2;
    if (Array.isArray(value))
      return value.slice(0, LONGEST_LIST).map((part: Json) => copy(part, key, foreign));
    return copyObject(value as JsonObject, foreign);
  };
  const copyObject = (object: JsonObject, foreign: boolean): JsonObject => {
    const entries: [string, Json][] = [];
    for (const [key, part] of Object.entries(object)) {
      room -= key.length + 4;
      if (room < 0) break;
      entries.push([key, copy(part, key, foreign && !WRITTEN_BY_US.has(key))]);
    }
    return Object.fromEntries(entries);
  };
  return { copyObject, withheld: () => withheld };
}

/**
 * Gathers what a request says besides its pages: bounded, without the names that Django makes of missing ones, and
 * without the texts from the web that give orders to models.
 */
export function knownOf({ person_name: person, company_name: company, input_data: input }: KnownFrom): Known {
  const { product_data, lead_data, ...others } = (input ?? {}) as JsonObject;
  const { copyObject, withheld } = openCopy();
  const given = {
    person_name: person,
    company_name: company ?? null,
    ...(product_data === undefined ? {} : { product_data }),
    ...(lead_data === undefined ? {} : { lead_data }),
    ...others,
  };
  return { data: copyObject(given, true), withheld: withheld() };
}

/** Whether anything is known from which a reason to write may follow. */
export const tellsOfLead = ({ data }: Known): boolean =>
  data['lead_data'] != null || data['account_data'] != null;

/** The part of a request that is not pages. */
export type KnownFrom = Pick<LeadLinkedinResearchPayload, 'person_name' | 'company_name' | 'input_data'>;

const partOf = (value: Json | undefined, ...keys: readonly string[]): JsonObject => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const object = value as JsonObject;
  return Object.fromEntries(
    keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]] as const])),
  );
};

/** Who somebody is and what is sold to them: enough to tell what an activity is about. */
export const briefOf = ({ data }: Known): JsonObject => {
  const lead = data['lead_data'] as JsonObject | undefined;
  return {
    ...partOf(data, 'person_name', 'company_name'),
    lead: {
      ...partOf(lead, 'headline'),
      ...partOf(lead?.['current_employment'], 'title', 'organization_name'),
    },
    account: partOf(data['account_data'], 'name', 'industry'),
    product: partOf(data['product_data'], 'name', 'description'),
  };
};
