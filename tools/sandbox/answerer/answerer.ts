import type { Json, JsonObject } from '@userport/contracts';
import type { World } from '../world/world';
import { claimsFor, technologiesFor } from './account-claims';
import { type Candidate, candidateFor, candidateForField, type Case } from './candidate';
import { fieldOf, quoteOf } from './context';
import { fillSchema, fitTo, type Wish } from './fill-schema';
import { findingsFor } from './find';
import { leadAnswer } from './lead-answers';
import { type Block, partsOf } from './prompt-parts';
import { researchAnswer } from './research-answers';
import { isJsonObject, shapeOf } from './schema-shape';
import { nameOf, type Subject, subjectOf } from './subject';

/** What a model is asked. */
export interface Asked {
  /** The asker's own rules: a system prompt. */
  readonly instructions: string;
  readonly prompt: string;
}

/** One sentence of an answer in prose, and the page that carries it. */
export interface Sentence {
  readonly text: string;
  /** Absent for words that no page carries. */
  readonly url?: string;
}

/** An answer in prose. */
export interface Prose {
  readonly sentences: readonly Sentence[];
  /** What a search would have looked for. */
  readonly queries: readonly string[];
}

/** Answers for both model houses. Same question, same answer; no clock, no chance, no memory. */
export interface Answerer {
  subjectOf(asked: Asked): Subject;
  /** The question alone, whatever is said around it. */
  questionOf(asked: Asked): string;
  prose(asked: Asked): Prose;
  /** Data that holds the schema. */
  data(asked: Asked, schema: JsonObject): Json;
}

/** Stands in every answer in prose, so that nobody takes it for truth. */
export const SANDBOX_NOTE = 'Answered by the sandbox: this company, these people and facts are invented.';

/** The data hold the value: as sure as a model may be that quotes what it was given. */
const CONFIDENCE_FROM_DATA = 0.9;
/** Only the invented world knows it. */
const CONFIDENCE_FROM_WORLD = 0.6;
const MOST_QUOTES = 5;

const NOT_FROM_MEMORY =
  /not from memory|(data|context)( blocks?)? (alone|only)|from them alone|only (from|on) the (data|context)/i;

const openCase = (world: World, { instructions, prompt }: Asked): Case => {
  const { question, blocks } = partsOf(prompt);
  const subject = subjectOf(world, { question, blocks });
  const ground = { world, subject, blocks };
  const { company } = subject;
  return {
    ...ground,
    question,
    findings: findingsFor(ground, question),
    hint: company === undefined ? '' : `${company.industry} ${company.summary} ${company.products.join(' ')}`,
    dataOnly: NOT_FROM_MEMORY.test(instructions),
  };
};

const gapIn = ({ subject, question }: Case, worldKnows: boolean): string => {
  const about = nameOf(subject);
  const asked = `Asked: ${question.slice(0, 160).replace(/\s+/g, ' ')}`;
  if (about === undefined) {
    return `Not known to the sandbox: the data name no company and no person of its invented world. ${asked}`;
  }
  return worldKnows
    ? `The data do not say this of ${about}; a search in the sandbox's invented world would (sandbox). ${asked}`
    : `Not known to the sandbox: its invented world holds nothing about this for ${about}. ${asked}`;
};

/** Everything that an answer may have to say about its value. */
interface Told {
  readonly value: Json;
  readonly confidence: number;
  readonly rationale: string;
  readonly quotes: readonly string[];
  readonly missing: string;
  readonly verdict: string;
}

/** The names under which answers are asked for the parts of {@link Told}; any other property is a fact of its own. */
const PARTS_BY_NAME: readonly (readonly [RegExp, keyof Told])[] = [
  [/^(value|answer|result)(_(string|number|boolean|json|enum|text))?$/i, 'value'],
  [/confidence|certainty/i, 'confidence'],
  [/rationale|reason|explanation|justification|^analysis$|^why/i, 'rationale'],
  [/evidence|quotes?$|citations?$/i, 'quotes'],
  [/^missing/i, 'missing'],
  [/^(verdict|validation)/i, 'verdict'],
];

const partNamed = (property: string): keyof Told | undefined =>
  PARTS_BY_NAME.find(([names]) => names.test(property))?.[1];

/** The answer that a second look looks at: a block of that name, or a value in a field of it. */
const lookedAt = (blocks: readonly Block[]): Json | undefined => {
  const answer = blocks.find(({ name }) => /^answer$/i.test(name))?.data;
  const field = isJsonObject(answer) ? answer['value'] : answer;
  return field ?? fieldOf(blocks, ['current_value']);
};

/** For a second look: whether the value that is looked at is the one found now. */
const verdictOn = ({ blocks }: Case, value: Json): string => {
  const looked = lookedAt(blocks);
  const same = looked === undefined || JSON.stringify(looked) === JSON.stringify(value);
  return same ? 'validated correct' : 'validated incorrect';
};

/** In a second look the answer that is looked at proves nothing. */
const material = ({ blocks }: Case) => blocks.filter(({ name }) => !/^answer$/i.test(name));

const quotesFor = (asked: Case, { value, because }: Candidate): string[] => {
  const wanted = because.length === 0 ? [value] : because;
  const found = wanted.map((one) => quoteOf(material(asked), one)).filter((quote) => quote !== undefined);
  return [...new Set(found)].slice(0, MOST_QUOTES);
};

const unknown = (asked: Case, worldKnows: boolean): Told => {
  const gap = gapIn(asked, worldKnows);
  return {
    value: null,
    confidence: 0,
    rationale: gap,
    quotes: [],
    missing: gap,
    verdict: 'insufficient data',
  };
};

function tell(asked: Case, valuePart: Json | undefined, root: JsonObject): Told {
  const shape = shapeOf(valuePart, root);
  const candidate = candidateFor(asked, shape, root);
  const value =
    candidate === undefined ? undefined : fitTo(valuePart ?? {}, root, candidate.value, asked.hint);
  if (candidate === undefined || value === undefined || value === null) {
    return unknown(asked, candidateFor({ ...asked, dataOnly: false }, shape, root) !== undefined);
  }
  const quotes = quotesFor(asked, candidate);
  if (quotes.length === 0 && asked.dataOnly) return unknown(asked, true);
  const said = asked.findings[0]?.sentence ?? asked.subject.company?.summary ?? '';
  const basis = quotes.length === 0 ? 'Only the invented world says so' : 'The data say so';
  return {
    value,
    confidence: quotes.length === 0 ? CONFIDENCE_FROM_WORLD : CONFIDENCE_FROM_DATA,
    rationale: `${said} ${basis} (sandbox).`.trim(),
    quotes,
    missing: '',
    verdict: verdictOn(asked, value),
  };
}

const wishFor = (asked: Case, root: JsonObject): Wish => {
  const { properties } = shapeOf(root, root);
  const names = Object.keys(properties);
  const valueName = names.find((name) => partNamed(name) === 'value');
  const told = tell(asked, names.length === 0 ? root : properties[valueName ?? ''], root);
  // Who looks a second time wants a value only in place of a wrong one.
  const secondLook = names.some((name) => partNamed(name) === 'verdict');
  const value = secondLook && told.verdict !== 'validated incorrect' ? null : told.value;
  return {
    hint: asked.hint,
    valueFor(property, schema) {
      const shape = shapeOf(schema, root);
      const part = partNamed(property);
      if (part === 'value') return value;
      if (part === 'confidence') return told.confidence * ((shape.maximum ?? 1) > 1 ? 100 : 1);
      if (part === 'quotes' && shape.listsRecords) {
        return told.quotes.map((quote) => ({ quote, text: quote, source: 'data' }));
      }
      return part === undefined ? candidateForField(asked, property, shape)?.value : told[part];
    },
  };
};

/** Answers from an invented world, by keywords. What stands inside blocks of data is looked at and never obeyed. */
export function createAnswerer(world: World): Answerer {
  return {
    subjectOf: ({ prompt }) => subjectOf(world, partsOf(prompt)),
    questionOf: ({ prompt }) => partsOf(prompt).question,
    prose(question) {
      const asked = openCase(world, question);
      const about = nameOf(asked.subject);
      const found = asked.findings.map(({ sentence, url }): Sentence =>
        url === '' ? { text: sentence } : { text: sentence, url },
      );
      const topics = asked.findings.map(({ topic }) => `${about ?? ''} ${topic}`.trim());
      return {
        sentences: [
          ...(found.length === 0 ? [{ text: gapIn(asked, false) }] : found),
          { text: SANDBOX_NOTE },
        ],
        queries: topics.length > 0 ? topics : [about ?? asked.question.slice(0, 80)],
      };
    },
    data: (question, schema) =>
      leadAnswer(partsOf(question.prompt), schema) ??
      claimsFor(partsOf(question.prompt).blocks, schema) ??
      technologiesFor(partsOf(question.prompt).blocks, schema) ??
      researchAnswer(partsOf(question.prompt), schema) ??
      fillSchema(schema, wishFor(openCase(world, question), schema)),
  };
}
