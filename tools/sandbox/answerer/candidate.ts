import type { Json, JsonObject } from '@userport/contracts';
import { quoteOf } from './context';
import { fitTo } from './fill-schema';
import { findingForField, type Ground } from './find';
import { type Shape, shapeOf } from './schema-shape';
import type { Finding } from './topics';
import { yesOrNo } from './yes-or-no';

/** A value that the schema has yet to judge, and what must stand in the data for it to stand on them. */
export interface Candidate {
  readonly value: Json;
  readonly because: readonly Json[];
}

/** One question about one subject. */
export interface Case extends Ground {
  readonly question: string;
  readonly findings: readonly Finding[];
  /** What kind of company it is, for choosing among allowed values. */
  readonly hint: string;
  /** True when the asker forbids to answer from memory: then the data must hold the value. */
  readonly dataOnly: boolean;
}

const listOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [value];

/** A finding in the form that the place wants, without what the data do not hold where they must hold it. */
function ofFinding(asked: Case, found: Finding | undefined, shape: Shape): Candidate | undefined {
  if (found === undefined) return undefined;
  const holds = (value: Json): boolean => !asked.dataOnly || quoteOf(asked.blocks, value) !== undefined;
  if (!Array.isArray(found.value)) return { value: found.value, because: [found.value] };
  const held = (found.value as readonly Json[]).filter(holds);
  const items = found.items?.filter((_item, index) => held.includes(listOf(found.value)[index] ?? ''));
  return held.length === 0
    ? undefined
    : { value: shape.listsRecords ? (items ?? held) : held, because: held };
}

/** The fact that a property's name asks for, in the form that its place wants. */
export function candidateForField(asked: Case, name: string, shape: Shape): Candidate | undefined {
  const candidate = ofFinding(asked, findingForField(asked, name), shape);
  const missing = candidate?.because.every((value) => quoteOf(asked.blocks, value) === undefined);
  return asked.dataOnly && missing === true ? undefined : candidate;
}

const record = (asked: Case, shape: Shape, root: JsonObject): Candidate | undefined => {
  const known = Object.entries(shape.properties).flatMap(([name, part]) => {
    const candidate = candidateForField(asked, name, shapeOf(part, root));
    return candidate === undefined ? [] : [{ name, ...candidate }];
  });
  if (known.length === 0) return undefined;
  return {
    value: Object.fromEntries(known.map(({ name, value }) => [name, value])),
    because: known.flatMap(({ because }) => because),
  };
};

const oneOfListed = (asked: Case, allowed: readonly Json[]): Candidate | undefined => {
  if (allowed.some((one) => typeof one === 'string' && /^(yes|no|true|false)\b/i.test(one))) {
    return yesOrNo(asked, asked.question, asked.findings);
  }
  const [first] = asked.findings;
  if (first !== undefined) return { value: first.value, because: first.because ?? listOf(first.value) };
  const { company } = asked.subject;
  if (company === undefined) return undefined;
  return { value: `${company.industry}. ${company.summary}`, because: [company.industry, company.summary] };
};

/** Data as JSON text: by the schema that the text must satisfy, else what was found under its own names. */
function dataForText(asked: Case, schema: JsonObject): Candidate | undefined {
  const shape = shapeOf(schema, schema);
  if (Object.keys(shape.properties).length > 0) {
    const known = record(asked, shape, schema);
    const value = known && fitTo(schema, schema, known.value, asked.hint);
    return known === undefined || value === undefined ? undefined : { ...known, value };
  }
  const known = asked.findings.flatMap((found) => {
    const candidate = ofFinding(asked, found, shape);
    return candidate === undefined ? [] : [{ ...candidate, name: found.topic }];
  });
  if (known.length === 0) return undefined;
  return {
    value: Object.fromEntries(known.map(({ name, value }) => [name, value])),
    because: known.flatMap(({ because }) => because),
  };
}

/** What the case says where a value of the given shape is wanted; undefined when it says nothing. */
export function candidateFor(asked: Case, shape: Shape, root: JsonObject): Candidate | undefined {
  const [first] = asked.findings;
  if (shape.jsonText !== undefined) return dataForText(asked, shape.jsonText);
  if (Object.keys(shape.properties).length > 0) return record(asked, shape, root);
  if (shape.types.has('boolean')) return yesOrNo(asked, asked.question, asked.findings);
  if (shape.listed !== undefined) return oneOfListed(asked, shape.listed);
  const counts = shape.types.has('number') || shape.types.has('integer');
  if (counts && Array.isArray(first?.value)) {
    const asksForCount = /\b(how many|number of|count)\b/i.test(asked.question);
    return asksForCount ? { value: first.value.length, because: first.value as readonly Json[] } : undefined;
  }
  return ofFinding(asked, first, shape);
}
