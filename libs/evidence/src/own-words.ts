import type { Json, JsonObject } from '@userport/contracts';
import { caseless, fold } from './fold';
import { firstInvention, type Grounds, groundsOf, type Invention } from './invented';
import type { Refusal } from './judged';
import { DIAGNOSES } from './own-words-lists';
import { saysOf } from './shared-words';
import { type OwnQuote, type OwnWords, quoteRefusal } from './own-words-quote';

/** A value of the request on which a statement rests: `account.funding.0.amount`. */
export interface InputGround {
  readonly path: string;
  /** As it stands there. */
  readonly value: string;
}

/** What a model says of a person, and on what it rests. */
export interface OwnStatement {
  readonly text: string;
  readonly quotes: readonly OwnQuote[];
  readonly inputs: readonly InputGround[];
}

/** A statement whose grounds were found; those that were not are left out and counted. */
export interface ProvedStatement extends OwnStatement {
  readonly supported: true;
  readonly refusedGrounds: readonly Refusal[];
}

/** A statement that nobody may see. */
export interface RefusedStatement {
  readonly supported: false;
  readonly claimed: OwnStatement;
  readonly reason: Refusal;
  /** What stands in none of its grounds, when that is the reason. */
  readonly invention?: Invention;
}

/** What a statement needs. */
export interface StatementRule {
  /** Activities with different words: two for a trait or an interest, one for a starter, none where the request may prove it. */
  readonly activities: 0 | 1 | 2;
  /** For a text that goes with a proved statement, such as a message: it may be about anything in the request. */
  readonly accompanies?: true;
}

/** Of the telling words of a statement so many stand in its grounds or in the request: else it is about something else. */
const LEAST_SHARE = 0.25;

/** Judges what is said of a person by their own words and by the request. Nothing here throws. */
export interface OwnWordsJudge {
  statement(claimed: OwnStatement, rule: StatementRule): ProvedStatement | RefusedStatement;
  /** A text that goes with a proved statement, such as a message: it may say no more than the statement's grounds. */
  invention(text: string, proved: Pick<OwnStatement, 'quotes'>): Invention | undefined;
  /** Whether a text that goes with grounds says something of them at all. */
  saysOf(text: string, grounds: readonly string[]): boolean;
}

/** Every value of the request, by its path. */
function leavesOf(value: Json, path = ''): readonly (readonly [string, string])[] {
  if (value === null || typeof value === 'boolean') return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path === '' ? key : `${path}.${key}`));
}

/** How many of the quoted activities have words of their own: the same post twice is one source. */
const differentTexts = (quotes: readonly OwnQuote[], written: ReadonlyMap<string, OwnWords>): number =>
  new Set(quotes.map(({ id }) => caseless(fold(written.get(id)?.text ?? '')))).size;

/** Quotes as grounds; several texts in a row are judged by the same ones. */
function openQuoted(): (quotes: readonly OwnQuote[]) => Grounds {
  let last: { readonly quotes: readonly OwnQuote[]; readonly grounds: Grounds } | undefined;
  return (quotes) => {
    if (last?.quotes !== quotes) last = { quotes, grounds: groundsOf(quotes.map(({ quote }) => quote)) };
    return last.grounds;
  };
}

/** Opens the judging of statements about one person. */
export function openOwnWords(activities: readonly OwnWords[], input: JsonObject): OwnWordsJudge {
  const written = new Map(activities.map((one) => [one.id, one] as const));
  const leaves = new Map(leavesOf(input));
  const known = groundsOf([...leaves.values()]);
  const quoted = openQuoted();

  const inputRefusal = ({ path, value }: InputGround): Refusal | undefined => {
    const stands = leaves.get(path);
    return stands !== undefined && value.trim() !== '' && fold(stands) === fold(value)
      ? undefined
      : 'not_in_request';
  };
  const invention = (text: string, { quotes }: Pick<OwnStatement, 'quotes'>): Invention | undefined =>
    firstInvention(text, [quoted(quotes), known]);

  return {
    invention,
    saysOf: (text, texts) => saysOf(text, texts),
    statement(claimed, { activities: needed, accompanies = false }) {
      const refuse = (reason: Refusal): RefusedStatement => ({ supported: false, claimed, reason });
      if (claimed.text.trim() === '') return refuse('nothing_claimed');
      const judgedQuotes = claimed.quotes.map((quote) => ({ quote, refusal: quoteRefusal(quote, written) }));
      const judgedInputs = claimed.inputs.map((ground) => ({ ground, refusal: inputRefusal(ground) }));
      const quotes = judgedQuotes.flatMap(({ quote, refusal }) => (refusal === undefined ? [quote] : []));
      const inputs = judgedInputs.flatMap(({ ground, refusal }) => (refusal === undefined ? [ground] : []));
      const refusedGrounds = [...judgedQuotes, ...judgedInputs].flatMap(({ refusal }) => refusal ?? []);
      if (quotes.length === 0 && (needed > 0 || inputs.length === 0))
        return refuse(refusedGrounds[0] ?? 'no_quote');
      if (differentTexts(quotes, written) < needed) return refuse('too_few_sources');
      if (claimed.text.search(DIAGNOSES) !== -1) return refuse('diagnosis');
      const invented = invention(claimed.text, { quotes });
      if (invented !== undefined) return { ...refuse('invented'), invention: invented };
      const grounds = [...quotes.map(({ quote }) => quote), ...inputs.map(({ value }) => value)];
      const request = [...leaves.values()];
      const isAbout = accompanies
        ? saysOf(claimed.text, [...grounds, ...request])
        : saysOf(claimed.text, grounds, request, LEAST_SHARE);
      if (!isAbout) return refuse('not_about_its_grounds');
      return { supported: true, text: claimed.text, quotes, inputs, refusedGrounds };
    },
  };
}
