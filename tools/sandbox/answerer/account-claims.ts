import type { Json, JsonObject } from '@userport/contracts';
import type { Block } from './prompt-parts';
import { elementsOf, isJsonObject } from './schema-shape';

/** What a question for claims wants each to hold. */
interface Claim extends JsonObject {
  readonly field: string;
  readonly value: string;
  readonly quote: string | null;
  readonly source: string | null;
  readonly date: string | null;
}

/** Sentences that say a fact, by field; the first group is the value. */
const FACTS: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['founded_year', /\bwas founded in (\d{4})\b/],
  ['employee_count', /\bemploys (\d[\d,]*) people\b/],
  ['location', /\bsits in ([^.]+?)\./],
];

/** Headings under which items are of a field. */
const LISTS: readonly (readonly [field: string, heading: RegExp])[] = [
  ['customer', /\bcustomers\b/i],
  ['technology', /\bbuild with\b/i],
];

/** Sentences of a searched answer that list names or tell an event. */
const LISTED: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['competitor', /\b(?:competitors of .+? are|competes with) ([^.]+)\./i],
  ['customer', /\bcustomers of .+? are ([^.]+)\./i],
];
const DATED = /\bOn (\d{4}-\d{2}-\d{2}): ([^.]+)\./;

const fieldsIn = (schema: JsonObject): ReadonlySet<Json> | undefined => {
  const claims = isJsonObject(schema['properties']) ? schema['properties']['claims'] : undefined;
  const items = isJsonObject(claims) ? claims['items'] : undefined;
  const parts = isJsonObject(items) ? items['properties'] : undefined;
  const field = isJsonObject(parts) ? parts['field'] : undefined;
  return isJsonObject(field) ? new Set(elementsOf(field['enum'])) : undefined;
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Sentence that holds a match; a quote is no longer than that. */
const sentenceAt = (whole: string, index: number): string => {
  const start = Math.max(0, whole.lastIndexOf('. ', index) + 1);
  const end = whole.indexOf('. ', index);
  return whole.slice(start, end < 0 ? undefined : end + 1).trim();
};

function claimsOfPage(page: JsonObject): Claim[] {
  const source = text(page['url']);
  const blocks = elementsOf(page['blocks']).filter(isJsonObject);
  const told = blocks.flatMap((block) => {
    const [said, under] = [text(block['text']), text(block['under'])];
    const facts = FACTS.flatMap(([field, pattern]) => {
      const match = pattern.exec(said);
      return match === null
        ? []
        : [{ field, value: match[1] ?? '', quote: sentenceAt(said, match.index), source, date: null }];
    });
    const listed = LISTS.filter(([, heading]) => block['kind'] === 'item' && heading.test(under)).map(
      ([field]) => ({ field, value: said, quote: said, source, date: null }),
    );
    return [...facts, ...listed];
  });
  const published = text(page['published']);
  const headline = text(blocks.find(({ kind }) => kind === 'heading')?.['text']);
  const event = { field: 'recent_event', value: headline, quote: headline, source, date: null };
  return published === '' || headline === '' ? told : [...told, event];
}

function claimsOfProse(prose: string): Claim[] {
  const names = LISTED.flatMap(([field, pattern]) => {
    const match = pattern.exec(prose);
    const all = (match?.[1] ?? '').split(/, | and /).filter((name) => name !== '');
    return all.map((value) => ({ field, value, quote: match?.[0] ?? null, source: null, date: null }));
  });
  const event = DATED.exec(prose);
  if (event === null) return names;
  const [quote, date = '', value = ''] = event;
  return [...names, { field: 'recent_event', value, quote, source: null, date }];
}

/** Names of the parts that a page loads: `/assets/postgresql.js`. */
const PART = /\/assets\/([a-z0-9-]+)\.js$/;

/** Technologies out of the addresses that a page loads; undefined when the schema wants something else. */
export function technologiesFor(blocks: readonly Block[], schema: JsonObject): JsonObject | undefined {
  const wanted = isJsonObject(schema['properties']) ? schema['properties']['technologies'] : undefined;
  const marks = blocks.flatMap(({ data }) => (Array.isArray(data) ? elementsOf(data) : [])).map(text);
  if (!isJsonObject(wanted) || !marks.some((mark) => PART.test(mark))) return undefined;
  const technologies = marks.flatMap((mark) => {
    const slug = PART.exec(mark)?.[1];
    return slug === undefined ? [] : [{ name: slug.replaceAll('-', ' '), mark }];
  });
  return { technologies };
}

/**
 * Claims out of the pages or the prose that a prompt shows, by patterns of the sandbox's own pages; undefined when the
 * schema wants something else.
 */
export function claimsFor(blocks: readonly Block[], schema: JsonObject): JsonObject | undefined {
  const fields = fieldsIn(schema);
  if (fields === undefined) return undefined;
  const claims = blocks.flatMap(({ data }) => {
    if (typeof data === 'string') return claimsOfProse(data);
    const pages = Array.isArray(data) ? elementsOf(data).filter(isJsonObject) : [];
    return pages.filter((page) => Array.isArray(page['blocks'])).flatMap(claimsOfPage);
  });
  return { claims: claims.filter(({ field }) => fields.has(field)) };
}
