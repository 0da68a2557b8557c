import type { LanguageModel } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { RetryableError, TerminalError } from '@userport/errors';
import {
  type Judgement,
  type Judgements,
  type LeadFacts,
  openCodeJudge,
  type Rubric,
  rubricHash,
} from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import { askModel, type UnitJudgements } from './ask-model';
import { inLanes } from './in-lanes';
import { type CodeJudged, judgeByCode, type JudgeUnit } from './judge-units';

/** What a judge is made of. */
export interface JudgeParts {
  readonly rubric: Rubric;
  readonly model: LanguageModel;
  /** Where judgements are kept, for every job that meets the same facts under the same rubric. */
  readonly cache: Pick<Cache, 'recall' | 'remember'>;
  readonly context: Pick<TaskContext, 'step' | 'now' | 'attempt' | 'log' | 'signal'>;
}

/** Judges leads; what it was once told of some facts stands for as long as the judge, and the store, live. */
export interface LeadJudge {
  judge(facts: readonly LeadFacts[]): Promise<ReadonlyMap<string, Judgements>>;
  /** Questions that could not be answered, by reason. */
  readonly troubles: ReadonlyMap<string, number>;
}

/** Units in one question: titles are short, so many go into one; texts of profiles are long. */
export const MOST_UNITS = 40;
/** Letters of texts in one question. */
export const MOST_LETTERS = 24_000;
/** Questions on their way at once: some 600 leads are judged in one round. */
const CONCURRENCY = 20;
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;
/** Raised when kept judgements of an older form must not serve. */
const SCHEMA_VERSION = 1;

const keptJudgements: z.ZodType<UnitJudgements> = z.record(
  z.string(),
  z.object({
    answer: z.enum(['yes', 'no', 'unknown']),
    by: z.enum(['code', 'model']),
    field: z.string().nullable(),
    words: z.string().nullable(),
    note: z.string().nullable(),
  }),
) as z.ZodType<UnitJudgements>;

const lettersOf = ({ fields, facts }: JudgeUnit): number =>
  fields.reduce((sum, field) => sum + JSON.stringify(facts.texts[field as never] ?? facts.title).length, 0);

/** Cuts units into questions of bounded length. */
function batchesOf(units: readonly JudgeUnit[]): JudgeUnit[][] {
  const batches: JudgeUnit[][] = [];
  let letters = 0;
  for (const unit of units) {
    const own = lettersOf(unit);
    const last = batches.at(-1);
    if (last === undefined || last.length === MOST_UNITS || letters + own > MOST_LETTERS) {
      batches.push([unit]);
      letters = own;
      continue;
    }
    last.push(unit);
    letters += own;
  }
  return batches;
}

/** Failures that every further question would meet. */
const isJobWide = (error: unknown): boolean =>
  error instanceof TerminalError &&
  ['configuration', 'model_unknown', 'vendor_unauthorized'].includes(error.code);

const nothing = (unit: JudgeUnit, note: string): UnitJudgements =>
  Object.fromEntries(
    unit.criteria.map(({ id }): [string, Judgement] => [
      id,
      { answer: 'unknown', by: 'model', field: null, words: null, note },
    ]),
  );

/** What judgements are kept under, for every job: the rubric, the facts, and the model that judged. */
const openKept = ({ rubric, model, cache }: JudgeParts) => {
  const hash = rubricHash(rubric);
  const identityOf = ({ key }: JudgeUnit) => ({
    vendor: model.vendor,
    method: 'lead_judgement',
    schemaVersion: SCHEMA_VERSION,
    scope: 'shared',
    request: { rubric: hash, facts: key, model: model.model },
  });
  return {
    hash,
    keep: (unit: JudgeUnit, judged: UnitJudgements) => cache.remember(identityOf(unit), judged),
    async recall(unit: JudgeUnit): Promise<UnitJudgements | undefined> {
      const kept = await cache.recall(identityOf(unit), KEPT_FOR_MS);
      return keptJudgements.safeParse(kept?.value).data;
    },
  };
};

/** Asks about units in questions of bounded length; whatever happens, each unit ends with judgements or the job waits. */
function openAsking({ rubric, model, cache, context }: JudgeParts, troubles: Map<string, number>) {
  const kept = openKept({ rubric, model, cache, context });
  const known = new Map<string, UnitJudgements>();
  const note = (reason: string, count: number): void =>
    void troubles.set(reason, (troubles.get(reason) ?? 0) + count);

  const ask = async (units: readonly JudgeUnit[], round: number): Promise<JudgeUnit[]> => {
    const asked = { rubric: kept.hash, model: model.model, round, units: units.map(({ key }) => key).sort() };
    const answer = await context.step('judge', asked, (call) => askModel(model, units, call));
    const told = units.flatMap((unit) => {
      const judged = answer[unit.key];
      return judged === undefined ? [] : [{ unit, judged }];
    });
    for (const { unit, judged } of told) known.set(unit.key, judged);
    await Promise.all(told.map(({ unit, judged }) => kept.keep(unit, judged)));
    return units.filter(({ key }) => !known.has(key));
  };

  const giveUp = (units: readonly JudgeUnit[], reason: string, why: string): void => {
    for (const unit of units) known.set(unit.key, nothing(unit, why));
    if (units.length > 0) note(reason, units.length);
  };

  /** Asks, and asks once more about items that the answer forgot; the rest stays unknown, nobody is dropped. */
  const settle = async (units: readonly JudgeUnit[]): Promise<void> => {
    try {
      const missing = await ask(units, 1);
      const still = missing.length === 0 ? [] : await ask(missing, 2);
      giveUp(still, 'not answered', 'The model was asked twice and did not answer.');
    } catch (error) {
      if (isJobWide(error) || !(error instanceof TerminalError || error instanceof RetryableError))
        throw error;
      context.signal.throwIfAborted();
      if (error instanceof RetryableError && !context.attempt.last) throw error;
      const { code } = error;
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
    async askAbout(units: readonly JudgeUnit[]): Promise<void> {
      const recalled = await Promise.all(units.map(kept.recall));
      recalled.forEach((judged, index) => {
        const unit = units[index];
        if (judged !== undefined && unit !== undefined) known.set(unit.key, judged);
      });
      await inLanes(batchesOf(units.filter(({ key }) => !known.has(key))), CONCURRENCY, settle);
    },
  };
}

/** Opens the judge of one job. */
export function openLeadJudge(parts: JudgeParts): LeadJudge {
  const { rubric, context } = parts;
  const byCode = openCodeJudge(rubric);
  const troubles = new Map<string, number>();
  const { known, askAbout } = openAsking(parts, troubles);
  const nowMs = context.now();
  const judgementsOf = ({ judgements, open }: CodeJudged): Judgements =>
    new Map([...judgements, ...open.flatMap(({ key }) => Object.entries(known.get(key) ?? {}))]);
  return {
    troubles,
    async judge(all) {
      const judged = all.map((facts) => judgeByCode(rubric, byCode, facts, nowMs));
      const fresh = judged.flatMap(({ open }) => open).filter(({ key }) => !known.has(key));
      await askAbout([...new Map(fresh.map((unit) => [unit.key, unit])).values()]);
      return new Map(judged.map((one) => [one.facts.id, judgementsOf(one)]));
    },
  };
}
