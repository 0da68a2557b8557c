import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AcceptedIdentity,
  type EvidenceJudge,
  type EvidencePage,
  type FieldValues,
  type GroundedAnswer,
  openEvidence,
  type QuotedField,
} from '@userport/evidence';
import { readMarkdown, readPage } from '@userport/html';

const FOLDER = 'tools/measure/evidence';

/** A claim about an invented company, labelled by hand. */
export interface LabelledClaim {
  /** What is wrong with it; `true` for a true one. */
  readonly kind: string;
  readonly company: string;
  /** Name of a page in `companies.json`, a URL, or null. */
  readonly page: string | null;
  readonly field: QuotedField;
  readonly value: unknown;
  readonly quote: string | null;
}

/** A claim from a searched answer, labelled by hand. */
export interface GroundedClaim {
  readonly kind: string;
  readonly company: string;
  /** Name of an answer in `answers.json`. */
  readonly answer: string;
  readonly field: keyof FieldValues;
  readonly value: unknown;
}

interface PageFile {
  readonly file: string;
  readonly url: string;
  readonly language?: string;
  readonly warning?: string;
}

type Company = AcceptedIdentity & { readonly pages: Readonly<Record<string, PageFile>> };

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

const linesOf = <T>(file: string): readonly T[] =>
  textOf(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** The true claims, or the adversarial ones. */
export const claims = (truth: boolean): readonly LabelledClaim[] =>
  linesOf<readonly [string, string, string | null, QuotedField, unknown, string | null]>(
    truth ? 'true.jsonl' : 'adversarial.jsonl',
  ).map(([kind, company, page, field, value, quote]) => ({ kind, company, page, field, value, quote }));

/** The claims from searched answers. */
export const groundedClaims = (truth: boolean): readonly GroundedClaim[] =>
  linesOf<readonly [string, string, string, keyof FieldValues, unknown]>(
    truth ? 'grounded-true.jsonl' : 'grounded-adversarial.jsonl',
  ).map(([kind, company, answer, field, value]) => ({ kind, company, answer, field, value }));

/** Answers are written with their supports in brackets, followed by the indices of their sources: `⟦text⟧0,1`. */
export function parseAnswer(marked: string, sources: GroundedAnswer['sources']): GroundedAnswer {
  const supports: { start: number; end: number; sources: readonly number[] }[] = [];
  let text = '';
  for (const [, before = '', inside = '', indices = ''] of marked.matchAll(
    /([^⟦]*)(?:⟦([^⟧]*)⟧([\d,]*))?/gu,
  )) {
    text += before;
    if (indices !== '')
      supports.push({
        start: text.length,
        end: text.length + inside.length,
        sources: indices.split(',').map(Number),
      });
    text += inside;
  }
  return { text, supports, sources };
}

/** The searched answers by name. */
export const answers = (): Readonly<Record<string, GroundedAnswer>> =>
  Object.fromEntries(
    Object.entries(
      JSON.parse(textOf('answers.json')) as Record<
        string,
        { text: string; sources: GroundedAnswer['sources'] }
      >,
    ).map(([name, { text, sources }]) => [name, parseAnswer(text, sources)]),
  );

/** A claim by one text on a page of its own, labelled by hand; the company is always Northwind Robotics. */
export interface SentenceClaim {
  readonly kind: string;
  readonly language: string;
  /** A sentence, or HTML; of a searched answer its text with the supports in brackets, or a text that is one support. */
  readonly text: string;
  readonly field: keyof FieldValues;
  readonly value: unknown;
  /** The text itself where none is given. */
  readonly quote: string;
}

const sentencesIn = (file: string): readonly SentenceClaim[] =>
  linesOf<readonly [string, string, string, keyof FieldValues, unknown, string?]>(file).map(
    ([kind, language, text, field, value, quote = text]) => ({ kind, language, text, field, value, quote }),
  );

/** The claims by one sentence of a page. */
export const sentenceClaims = (truth: boolean): readonly SentenceClaim[] =>
  sentencesIn(truth ? 'sentences-true.jsonl' : 'sentences-adversarial.jsonl');

/** The claims by one sentence of a searched answer. */
export const searchedClaims = (truth: boolean): readonly SentenceClaim[] =>
  sentencesIn(truth ? 'searched-true.jsonl' : 'searched-adversarial.jsonl');

const NORTHWIND: AcceptedIdentity = {
  domains: ['northwind.example'],
  names: ['Northwind Robotics', 'Northwind Robotics B.V.'],
  otherCompanies: ['Kestrel & Loom'],
};

/** Judges a claim by the one text on a page of its own. */
export async function judgeSentence({ language, text, field, value, quote }: SentenceClaim) {
  const url = 'https://northwind.example/';
  const body = text.startsWith('<') ? text : `<p>${text.replaceAll('&', '&amp;')}</p>`;
  const { blocks, jsonLd } = await readPage(body, { url, pause });
  const judge = openEvidence(NORTHWIND, [{ url, warning: null, published: null, language, blocks, jsonLd }]);
  return judge.quoted(field as QuotedField, { value, quote, source: null });
}

/** Judges a claim by the one text of a searched answer. */
export function judgeSearched({ text, field, value }: SentenceClaim) {
  const sources = [{ url: 'https://review.example/northwind', title: 'review.example' }];
  const marked = text.includes('\u27e6') ? text.replaceAll('\u27e7', '\u27e70') : `\u27e6${text}\u27e70`;
  // Who else is claimed out of an answer is known to be a company of its own.
  const identity = { ...NORTHWIND, otherCompanies: ['Tarnweave', 'Saltbridge', 'Kestrel'] };
  return openEvidence(identity, []).grounded(field, value, parseAnswer(marked, sources));
}

const pause = (): Promise<void> => Promise.resolve();

async function readFileAsPage({ file, url, language, warning }: PageFile): Promise<EvidencePage> {
  const text = textOf(`pages/${file}`);
  const facts = { url, warning: warning ?? null, published: null };
  if (!file.endsWith('.html')) {
    const { blocks } = await readMarkdown(text, { url, pause });
    return { ...facts, language: language ?? null, blocks, jsonLd: [] };
  }
  const { blocks, jsonLd, language: named } = await readPage(text, { url, pause });
  return { ...facts, language: language ?? named, blocks, jsonLd };
}

/** What judges the claims about a company, and the URLs of its pages by their names. */
export interface CompanyJudge {
  readonly judge: EvidenceJudge;
  readonly urls: Readonly<Record<string, string>>;
}

/** The judges of all companies of the corpus. */
export async function companyJudges(): Promise<ReadonlyMap<string, CompanyJudge>> {
  const companies = JSON.parse(textOf('companies.json')) as Record<string, Company>;
  const judges = new Map<string, CompanyJudge>();
  for (const [name, company] of Object.entries(companies)) {
    const pages = await Promise.all(Object.values(company.pages).map(readFileAsPage));
    const urls = Object.entries(company.pages).map(([page, { url }]) => [page, url] as const);
    judges.set(name, { judge: openEvidence(company, pages), urls: Object.fromEntries(urls) });
  }
  return judges;
}
