import { type AnswerShape, type CallContext, type LanguageModel, shapeOf } from '@userport/ai';
import { checkClaim, type Criterion, type Judgement, textsOf } from '@userport/lead-score';
import { z } from 'zod';
import type { JudgeUnit } from './judge-units';
import { JUDGE_INSTRUCTIONS, promptOf } from './prompts';

/** A unit's judgements by criterion. */
export type UnitJudgements = Readonly<Record<string, Judgement>>;

const answerEntry = z.object({
  item: z.string(),
  yes: z.array(z.object({ criterion: z.string(), field: z.string(), words: z.string() })),
  no: z.array(z.string()),
});

type AnswerEntry = z.infer<typeof answerEntry>;

/** What a model answers about some items. */
export const judgeShape: AnswerShape<{ judged: AnswerEntry[] }> = shapeOf(
  'lead_judgements',
  z.object({ judged: z.array(answerEntry) }),
);

/** Room for one item's answer: ids, fields and words of some criteria. */
const TOKENS_PER_ITEM = 250;
const TOKENS_BESIDES = 1_000;
/** Room for the answer about so many items. */
export const judgeTokens = (items: number): number => TOKENS_BESIDES + TOKENS_PER_ITEM * items;
/** A text of a profile is read to this length; what proves something stands near its beginning or in a short field. */
const LONGEST_TEXT = 4_000;
/** Texts of one item, all together: a career of hundreds of jobs must not crowd out everybody else. */
export const LONGEST_ITEM = 12_000;

const cut = (text: string): string =>
  text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT).toWellFormed() : text;

/** What a model is shown of a unit, by field: texts in their order, as far as there is room. */
export function shownOf({ fields, facts }: JudgeUnit): Readonly<Record<string, readonly string[]>> {
  let room = LONGEST_ITEM;
  const shown = fields.map((field) => {
    const texts = textsOf(facts, field)
      .map(cut)
      .filter(({ length }) => (room -= length) >= 0);
    return [field, texts] as const;
  });
  return Object.fromEntries(shown.filter(([, texts]) => texts.length > 0));
}

const told = ({ id, text, kind, fields, roles, terms }: Criterion) => ({
  id,
  text,
  kind,
  fields,
  ...(roles === undefined ? {} : { roles }),
  ...(terms === undefined ? {} : { terms }),
});

const itemOf = (unit: JudgeUnit, index: number) => ({
  id: `i${index + 1}`,
  criteria: unit.criteria.map(({ id }) => id),
  fields: shownOf(unit),
});

/** The question about some units. */
export function judgeQuestion(units: readonly JudgeUnit[]) {
  const criteria = new Map(units.flatMap((unit) => unit.criteria).map((one) => [one.id, told(one)]));
  const blocks = { criteria: [...criteria.values()], items: units.map(itemOf) };
  return {
    instructions: JUDGE_INSTRUCTIONS,
    prompt: promptOf(blocks, 'Judge every item of the items block.'),
    temperature: 0,
    thinking: 'low' as const,
    maxOutputTokens: judgeTokens(units.length),
    operation: 'lead_judgements',
    shape: judgeShape,
  };
}

const unsaid: Judgement = {
  answer: 'unknown',
  by: 'model',
  field: null,
  words: null,
  note: 'The texts neither prove it nor speak against it.',
};

/** One item's answer, checked word by word; an answer that says both yes and no says nothing. */
export function judgementsFrom({ criteria, facts }: JudgeUnit, entry: AnswerEntry): UnitJudgements {
  const judged = criteria.map((criterion): [string, Judgement] => {
    const claims = entry.yes.filter((one) => one.criterion === criterion.id);
    const denied = entry.no.includes(criterion.id);
    if (claims.length > 0 && denied)
      return [criterion.id, { ...unsaid, note: 'The model said both yes and no.' }];
    if (denied)
      return [criterion.id, checkClaim(criterion, facts, { answer: 'no', field: null, words: null })];
    const checked = claims.map(({ field, words }) =>
      checkClaim(criterion, facts, { answer: 'yes', field, words }),
    );
    return [criterion.id, checked.find(({ answer }) => answer === 'yes') ?? checked[0] ?? unsaid];
  });
  return Object.fromEntries(judged);
}

/** Asks about some units once. Items that the answer does not name are absent; of two entries for one item the first counts. */
export async function askModel(
  model: LanguageModel,
  units: readonly JudgeUnit[],
  call: CallContext,
): Promise<Readonly<Record<string, UnitJudgements>>> {
  const { value } = await model.generateObject(judgeQuestion(units), call);
  const byItem = new Map<string, AnswerEntry>();
  for (const entry of value.judged) if (!byItem.has(entry.item)) byItem.set(entry.item, entry);
  return Object.fromEntries(
    units.flatMap((unit, index): [string, UnitJudgements][] => {
      const entry = byItem.get(`i${index + 1}`);
      return entry === undefined ? [] : [[unit.key, judgementsFrom(unit, entry)]];
    }),
  );
}
