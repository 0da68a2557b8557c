import type { LanguageModel } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { RetryableError } from '@userport/errors';
import {
  type Judgement,
  type Judgements,
  type LeadFacts,
  openCodeJudge,
  type Rubric,
} from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { askModel, shownOf, type UnitJudgements } from './ask-model';
import { inLanes } from './in-lanes';
import { type JudgeMemory, openMemory } from './judge-memory';
import { type CodeJudged, isOfTitle, judgeByCode, type JudgeUnit } from './judge-units';
import { codeOf, isGivenUp } from './purchases';

/** What a judge is made of. */
export interface JudgeParts {
  readonly rubric: Rubric;
  readonly model: LanguageModel;
  /** Where judgements are kept, for every job that meets the same facts under the same rubric. */
  readonly cache: Pick<Cache, 'recall' | 'remember'>;
  readonly context: Pick<TaskContext, 'step' | 'now' | 'bill' | 'electedAtMs' | 'attempt' | 'log' | 'signal'>;
}

/** What a model may be asked about: titles alone, or the texts of profiles as well. */
export type AskedAbout = 'titles' | 'everything';

/** Judges leads; what it was once told of some facts stands for as long as the judge, and the store, live. */
export interface LeadJudge {
  /** Looks up what earlier jobs were told, without asking anybody. */
  recall(facts: readonly LeadFacts[], about: AskedAbout): Promise<void>;
  /** Judges, about everything when not told otherwise; what is left out of the question stays unknown. */
  judge(facts: readonly LeadFacts[], about?: AskedAbout): Promise<ReadonlyMap<string, Judgements>>;
  /** Questions that could not be answered, by reason. */
  readonly troubles: ReadonlyMap<string, number>;
}

/** Units in one question: titles are short, so many go into one; texts of profiles are long. */
const MOST_UNITS = 40;
/** Fewer units than this are not worth a question of their own: its instructions are longer than they. */
export const LEAST_UNITS = 10;
/** Letters of texts in one question. */
const MOST_LETTERS = 24_000;
/** Questions on their way at once; units are spread over them, since the longest answer is waited for. */
const CONCURRENCY = 20;
const lettersOf = (unit: JudgeUnit): number => JSON.stringify(shownOf(unit)).length;

/** Cuts units into questions of bounded length, as many as can be on their way at once. */
function batchesOf(units: readonly JudgeUnit[]): JudgeUnit[][] {
  const share = Math.ceil(units.length / CONCURRENCY);
  const most = Math.min(MOST_UNITS, Math.max(LEAST_UNITS, share));
  const batches: JudgeUnit[][] = [];
  let letters = 0;
  for (const unit of units) {
    const own = lettersOf(unit);
    const last = batches.at(-1);
    if (last === undefined || last.length === most || letters + own > MOST_LETTERS) {
      batches.push([unit]);
      letters = own;
      continue;
    }
    last.push(unit);
    letters += own;
  }
  return batches;
}

const nothing = (unit: JudgeUnit, note: string): UnitJudgements =>
  Object.fromEntries(
    unit.criteria.map(({ id }): [string, Judgement] => [
      id,
      { answer: 'unknown', by: 'model', field: null, words: null, note },
    ]),
  );

/** Asks about some units; those that the answer does not name are handed back. */
function openQuestions({ model, context }: JudgeParts, memory: JudgeMemory) {
  const { known, rubricHash, keep, tell } = memory;
  const ask = async (units: readonly JudgeUnit[], round: number): Promise<JudgeUnit[]> => {
    const asked = {
      rubric: rubricHash,
      model: model.model,
      round,
      units: units.map(({ key }) => key).sort(),
    };
    const answer = await context.step(
      'judge',
      asked,
      async (call) => {
        const judged = await askModel(model, units, call);
        await Promise.all(units.map(async (unit) => judged[unit.key] && keep(unit, judged[unit.key] ?? {})));
        return judged;
      },
      { keptElsewhere: () => true },
    );
    for (const unit of units) {
      const judged = answer[unit.key];
      if (judged !== undefined) tell(unit, judged);
    }
    return units.filter(({ key }) => !known.has(key));
  };
  return {
    ask,
    /** An answer that broke its form told nothing of anybody: they are asked about once more, like forgotten ones. */
    async askFirst(units: readonly JudgeUnit[]): Promise<JudgeUnit[]> {
      try {
        return await ask(units, 1);
      } catch (error) {
        if (codeOf(error) !== 'answer_malformed') throw error;
        return [...units];
      }
    },
  };
}

/** Asks about units in questions of bounded length; whatever happens, each unit ends with judgements or the job waits. */
function openAsking(parts: JudgeParts, troubles: Map<string, number>) {
  const { context } = parts;
  const memory = openMemory(parts);
  const { known } = memory;
  const { ask, askFirst } = openQuestions(parts, memory);

  const giveUp = (units: readonly JudgeUnit[], reason: string, why: string): void => {
    for (const unit of units) known.set(unit.key, nothing(unit, why));
    if (units.length > 0) troubles.set(reason, (troubles.get(reason) ?? 0) + units.length);
  };

  /** Asks, and asks once more about items that the answer forgot; the rest stays unknown, nobody is dropped. */
  const settle = async (units: readonly JudgeUnit[]): Promise<void> => {
    try {
      const missing = await askFirst(units);
      const still = missing.length === 0 ? [] : await ask(missing, 2);
      giveUp(still, 'not answered', 'The model was asked twice and did not answer.');
    } catch (error) {
      context.signal.throwIfAborted();
      const isMalformed = error instanceof RetryableError && error.code === 'answer_malformed';
      if (!isMalformed && !isGivenUp(error, context.attempt)) throw error;
      const code = codeOf(error);
      context.log.warn('Some criteria could not be judged; they count as unknown.', { code });
      giveUp(
        units.filter(({ key }) => !known.has(key)),
        code,
        `Not judged: ${code}.`,
      );
    }
  };

  return {
    known,
    recall: memory.recall,
    async askAbout(units: readonly JudgeUnit[], about: AskedAbout): Promise<void> {
      await memory.recall(units, about === 'everything');
      await inLanes(batchesOf(units.filter(({ key }) => !known.has(key))), CONCURRENCY, settle);
    },
  };
}

/** Opens the judge of one job. */
export function openLeadJudge(parts: JudgeParts): LeadJudge {
  const { rubric, context } = parts;
  const byCode = openCodeJudge(rubric);
  const troubles = new Map<string, number>();
  const { known, recall, askAbout } = openAsking(parts, troubles);
  const judged = new WeakMap<LeadFacts, CodeJudged>();
  const judgedByCode = (all: readonly LeadFacts[]): CodeJudged[] =>
    all.map((facts) => {
      const one = judged.get(facts) ?? judgeByCode(rubric, byCode, facts, context.electedAtMs);
      judged.set(facts, one);
      return one;
    });
  const unitsOf = (all: readonly CodeJudged[], about: AskedAbout): JudgeUnit[] => {
    const open = all
      .flatMap((one) => one.open)
      .filter((unit) => !known.has(unit.key) && (about === 'everything' || isOfTitle(unit)));
    return [...new Map(open.map((unit) => [unit.key, unit])).values()];
  };
  const judgementsOf = ({ judgements, open }: CodeJudged): Judgements =>
    new Map([...judgements, ...open.flatMap(({ key }) => Object.entries(known.get(key) ?? {}))]);
  return {
    troubles,
    recall: (all, about) => recall(unitsOf(judgedByCode(all), about), false),
    async judge(all, about = 'everything') {
      const ofAll = judgedByCode(all);
      await askAbout(unitsOf(ofAll, about), about);
      return new Map(ofAll.map((one) => [one.facts.id, judgementsOf(one)]));
    },
  };
}
