import { fold, wordsOf } from './fold';
import type { Answer, Judgement } from './judgement';
import { type FactField, type LeadFacts, textsOf } from './lead-facts';
import { orderIn } from './orders';
import { provingParts } from './role-match';
import type { Criterion } from './rubric';

/** What a model says of one criterion for one lead. */
export interface Claim {
  readonly answer: Answer;
  readonly field: string | null;
  readonly words: string | null;
}

const LONGEST_WORDS = 300;
const SHORTEST_WORDS = 2;

/** In the clause of the words one of these turns a yes into its opposite, or puts it into another time. */
const NEGATIONS = new Set(
  'not no never without nor cannot neither former formerly previously ex until nicht kein keine keinen keiner nie niemals ohne ehemals fruher pas jamais sans aucun aucune ancien ancienne anciennement nunca sin ningun ninguna antiguo antigua antes non mai senza nessun nessuna precedentemente niet geen nooit zonder voorheen voormalig'.split(
    ' ',
  ),
);

const refused = (note: string): Judgement => ({
  answer: 'unknown',
  by: 'model',
  field: null,
  words: null,
  note,
});

/** The words as whole words of a text: no part of another word counts. */
function placeOf(text: string, words: string): number {
  let at = text.indexOf(words);
  while (at >= 0) {
    const before = text.slice(0, at).at(-1) ?? ' ';
    const after = text.at(at + words.length) ?? ' ';
    const isLetter = /[\p{L}\p{N}]/u;
    const startsInside = isLetter.test(before) && isLetter.test(words.at(0) ?? ' ');
    const endsInside = isLetter.test(after) && isLetter.test(words.at(-1) ?? ' ');
    if (!startsInside && !endsInside) return at;
    at = text.indexOf(words, at + 1);
  }
  return -1;
}

/** The clause around a place: from the stop before it to the stop after it. */
function clauseAt(text: string, at: number, length: number): string {
  const before = text.slice(0, at).search(/[^.;:!?,|•\n]*$/u);
  const after = text.slice(at + length).search(/[.;:!?,|•\n]/u);
  return text.slice(before, after < 0 ? undefined : at + length + after);
}

const holdsTerm = (words: string, terms: readonly string[]): boolean => {
  const own = wordsOf(words);
  return terms.some((term) => {
    const parts = term.split(' ');
    return own.some((_word, index) =>
      parts.every((part, offset) => own[index + offset]?.startsWith(part) === true),
    );
  });
};

/** Whether the words stand in one of the texts so that they can prove something; else why not. */
function standsIn(texts: readonly string[], words: string): string | undefined {
  let reason = 'The words stand nowhere in the field.';
  for (const text of texts) {
    const folded = fold(text);
    const at = placeOf(folded, words);
    if (at < 0) continue;
    const order = orderIn(text);
    if (order !== undefined) {
      reason = `The field gives orders to its reader ("${order}"), so it proves nothing.`;
      continue;
    }
    const negation = wordsOf(clauseAt(folded, at, words.length)).find((word) => NEGATIONS.has(word));
    if (negation === undefined) return undefined;
    reason = `The clause says "${negation}".`;
  }
  return reason;
}

/** The fields that a claim's words are looked up in: for a title only the parts that say what somebody is now. */
const provingTexts = (criterion: Criterion, facts: LeadFacts, field: FactField): readonly string[] => {
  const texts = textsOf(facts, field);
  return criterion.kind === 'persona' ? texts.flatMap(provingParts) : texts;
};

/**
 * Judges a model's claim. A yes counts only with words that stand in a field which may prove the criterion, in a clause
 * that does not deny them, in a text that gives its reader no orders, and for a signal with one of the rubric's own
 * terms in them. What does not hold is unknown, with the reason.
 */
export function checkClaim(criterion: Criterion, facts: LeadFacts, claim: Claim): Judgement {
  const { answer, words } = claim;
  if (answer !== 'yes') return { answer, by: 'model', field: null, words: null, note: null };
  const field = criterion.fields.find((one) => one === claim.field);
  if (field === undefined)
    return refused(`The field ${String(claim.field).slice(0, 60)} may not prove this.`);
  const folded = fold(words ?? '');
  if (folded.length < SHORTEST_WORDS || folded.length > LONGEST_WORDS)
    return refused('No words of 2 to 300 letters were named.');
  if (criterion.kind === 'signal' && !holdsTerm(folded, criterion.terms ?? []))
    return refused("The words hold none of the signal's terms.");
  const problem = standsIn(provingTexts(criterion, facts, field), folded);
  return problem === undefined ? { answer, by: 'model', field, words, note: null } : refused(problem);
}
