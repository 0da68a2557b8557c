import {
  type InputGround,
  openOwnWords,
  type OwnQuote,
  type OwnWordsJudge,
  type StatementRule,
} from '@userport/evidence';
import type { ProvenStatement } from '@userport/contracts/linkedin-research';
import { z } from 'zod';
import { readsLikeOrder } from './description';
import { dayOf, evidenceText } from './evidence-text';
import type { Known } from './known';
import { quotableOf, type ReadableActivity } from './readable';
import type { Dropped } from './research';

/** Quotes as a model gives them. */
export const quotesShape = z.array(z.object({ activity_id: z.string(), quote: z.string() }));
/** A statement as a model gives it. */
export const statementShape = z.object({ description: z.string(), quotes: quotesShape });

/** What is claimed, before it is judged. */
export interface Claim {
  readonly part: ProvenStatement['part'];
  readonly kind?: string;
  readonly text: string;
  readonly quotes: readonly z.infer<typeof quotesShape>[number][];
  readonly inputs?: readonly InputGround[];
}

/** A statement that its grounds carry. */
export interface Proven {
  readonly statement: ProvenStatement;
  /** Each quote as `"quote" (date, url)`, then each value of the request as `value (path)`. */
  readonly evidence: readonly string[];
  /** The activities that were quoted. */
  readonly activities: readonly ReadableActivity[];
}

/** Judges statements about the lead; keeps what was dropped. */
export interface StatementJudge {
  /** Undefined when it may not be shown: it is dropped then. */
  prove(claim: Claim, rule: StatementRule): Proven | undefined;
  /** A text that goes with a proven statement, such as a message; false when it is dropped. */
  mayAccompany(part: string, text: string, proven: Proven): boolean;
  drop(dropped: Dropped): void;
  dropped(): readonly Dropped[];
}

interface Grounds {
  readonly quotable: ReadonlyMap<string, ReadableActivity>;
  readonly words: OwnWordsJudge;
}

function provenOf(
  claim: Claim,
  quotes: readonly OwnQuote[],
  inputs: readonly InputGround[],
  grounds: Grounds,
) {
  const quoted = quotes.flatMap(({ id, quote }) => {
    const readable = grounds.quotable.get(id);
    return readable === undefined ? [] : [{ readable, quote }];
  });
  const statement: ProvenStatement = {
    part: claim.part,
    kind: claim.kind ?? null,
    text: claim.text.trim(),
    activity_ids: [...new Set(quoted.map(({ readable }) => readable.key))],
    quotes: quoted.map(({ readable: { key, activity }, quote }) => ({
      activity_id: key,
      quote,
      date: dayOf(activity),
      url: activity.url,
    })),
    inputs: inputs.map(({ path, value }) => ({ path, value })),
  };
  const evidence = [
    ...quoted.map(({ readable, quote }) => evidenceText(quote, readable.activity)),
    ...inputs.map(({ path, value }) => `"${value}" (${path})`),
  ];
  return { statement, evidence, activities: quoted.map(({ readable }) => readable) };
}

/** Opens the judging of what is said of a lead by their own words and by what is known. */
export function openStatementJudge(readable: readonly ReadableActivity[], known: Known): StatementJudge {
  const quotable = new Map(quotableOf(readable).map((one) => [one.key, one]));
  const written = [...quotable.values()].map(({ key, ownWords }) => ({ id: key, text: ownWords }));
  const grounds: Grounds = { quotable, words: openOwnWords(written, known.data) };
  const all: Dropped[] = [];
  const drop = (part: string, rule: string, claimed: string, invention?: string): void =>
    void all.push({ part, rule, claimed, ...(invention === undefined ? {} : { invention }) });
  return {
    prove(claim, rule) {
      const { part, text, inputs = [] } = claim;
      const quotes = claim.quotes.map(({ activity_id: id, quote }) => ({ id, quote }));
      const judged = grounds.words.statement({ text, quotes, inputs }, rule);
      if (!judged.supported) {
        drop(part, judged.reason, text, judged.invention?.text);
        return undefined;
      }
      if (readsLikeOrder(text)) {
        drop(part, 'reads_as_instruction', text);
        return undefined;
      }
      return provenOf(claim, judged.quotes, judged.inputs, grounds);
    },
    mayAccompany(part, text, { statement }) {
      const quotes = statement.quotes.map(({ activity_id: id, quote }) => ({ id, quote }));
      // A message is judged as a statement is, with the grounds of the one that it goes with.
      const claimed = { text, quotes, inputs: statement.inputs };
      const judged = grounds.words.statement(claimed, { activities: 0, accompanies: true });
      if (judged.supported && !readsLikeOrder(text)) return true;
      if (judged.supported) drop(part, 'reads_as_instruction', text);
      else drop(part, judged.reason, text, judged.invention?.text);
      return false;
    },
    drop: (dropped) => void all.push(dropped),
    dropped: () => all,
  };
}
