import type { JsonObject } from '@userport/contracts';
import { caseless, fold } from './fold';
import { suspiciousInstructions } from './instructions';
import { type HeadCount, parseHeadCount, parseYear } from './parse-values';
import type { AcceptedIdentity } from './subject';

/** What the structured data of a company's own pages can state. */
export interface StatedValues {
  readonly employee_count: HeadCount;
  readonly founded_year: number;
  readonly location: string;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : isObject(value) ? textOf(value['name']) : '';

/** https://schema.org/Organization and the kinds of it that companies use. */
const ORGANIZATIONS =
  /^(?:https?:\/\/schema\.org\/)?(?:Organization|Corporation|LocalBusiness|ProfessionalService|OnlineBusiness|NGO|.*Organization)$/;

const typesOf = ({ '@type': type }: JsonObject): readonly string[] =>
  (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');

/** True for a node that is the company itself: an organization with one of its names. */
export function isOwnOrganization(node: JsonObject, { names }: AcceptedIdentity): boolean {
  const own = new Set(names.map((name) => caseless(fold(name))));
  const said = [node['name'], node['legalName']].map((name) => caseless(fold(textOf(name))));
  return typesOf(node).some((type) => ORGANIZATIONS.test(type)) && said.some((name) => own.has(name));
}

/** A count or a range and nothing else: a sentence in such a place is no statement of a number. */
const BARE_COUNT = /^\s*\d[\d.,'\u00a0 ]*(?:\s?[-\u2013]\s?\d[\d.,'\u00a0 ]*|\+)?\s*$/;

function headCount(value: unknown): HeadCount | null {
  if (typeof value === 'number') return parseHeadCount(value);
  if (typeof value === 'string') return BARE_COUNT.test(value) ? parseHeadCount(value) : null;
  if (!isObject(value)) return null;
  const { minValue, maxValue } = value;
  if (typeof minValue === 'number' && typeof maxValue === 'number')
    return parseHeadCount(`${minValue}-${maxValue}`);
  return headCount(value['value'] ?? null);
}

/** The longest name of a place has 58 letters; what is longer, or orders something, is none. */
const LONGEST_PLACE = 85;
const isPlace = (name: string): boolean =>
  name !== '' && name.length <= LONGEST_PLACE && suspiciousInstructions(name).length === 0;

function location(value: unknown): string | null {
  const address: unknown = Array.isArray(value) ? (value as unknown[])[0] : value;
  if (!isObject(address)) return null;
  const [city, country] = [
    textOf(address['addressLocality']).trim(),
    textOf(address['addressCountry']).trim(),
  ];
  if (!isPlace(city) || (country !== '' && !isPlace(country))) return null;
  return country === '' ? city : `${city}, ${country}`;
}

/** https://schema.org/foundingDate: a year or an ISO date. */
const foundingYear = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{4}(?:-\d{2}){0,2}$/.test(value.trim())
    ? parseYear(value.trim().slice(0, 4))
    : null;

/** The property of each field and how it is read. */
export const STATED: {
  readonly [Field in keyof StatedValues]: readonly [
    property: string,
    read: (value: unknown) => StatedValues[Field] | null,
  ];
} = {
  employee_count: ['numberOfEmployees', headCount],
  founded_year: ['foundingDate', foundingYear],
  location: ['address', location],
};
