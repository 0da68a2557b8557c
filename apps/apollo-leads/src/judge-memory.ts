import type { LanguageModel } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { type Rubric, rubricHash } from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import type { UnitJudgements } from './ask-model';
import type { JudgeUnit } from './judge-units';

/** What judgements are kept and looked up with. */
export interface MemoryParts {
  readonly rubric: Rubric;
  readonly model: LanguageModel;
  readonly cache: Pick<Cache, 'recall' | 'remember'>;
  readonly context: Pick<TaskContext, 'now' | 'bill'>;
}

/** A judgement that nobody has asked for in so long is forgotten; one that is used is kept anew. */
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

/** What judgements are kept under, for every job: the rubric, the facts, and the model that judged. The first one counts. */
const openKept = ({ rubric, model, cache, context }: MemoryParts) => {
  const hash = rubricHash(rubric);
  const identityOf = ({ key }: JudgeUnit) => ({
    vendor: model.vendor,
    method: 'lead_judgement',
    schemaVersion: SCHEMA_VERSION,
    scope: 'shared',
    request: { rubric: hash, facts: key, model: model.model },
  });
  const keep = (unit: JudgeUnit, judged: UnitJudgements) => cache.remember(identityOf(unit), judged);
  return {
    rubricHash: hash,
    keep,
    /** A line at zero for judgements that somebody has paid for before. */
    async bill(judgements: number): Promise<void> {
      if (judgements === 0) return;
      const planned = { vendor: model.vendor, operation: 'lead_judgements', model: model.model };
      const line = await context.bill.reserve({ ...planned, estimateUsd: 0, cached: true });
      line.settle({ units: { judgements }, costUsd: 0, cached: true });
    },
    async recall(unit: JudgeUnit): Promise<UnitJudgements | undefined> {
      const kept = await cache.recall(identityOf(unit), KEPT_FOR_MS, 'first');
      const judged = keptJudgements.safeParse(kept?.value).data;
      const isOld = kept !== undefined && context.now() - kept.storedAtMs > KEPT_FOR_MS / 2;
      if (isOld && judged !== undefined) await keep(unit, judged);
      return judged;
    },
  };
};

/** Units and what is known of them in this job. */
export interface JudgeMemory {
  readonly rubricHash: string;
  readonly known: Map<string, UnitJudgements>;
  /** Keeps what was told of a unit, for every job. */
  keep(unit: JudgeUnit, judged: UnitJudgements): Promise<void>;
  /** What was told of a unit counts in this job. */
  tell(unit: JudgeUnit, judged: UnitJudgements): void;
  /**
   * One look-up for all: units that are new, and those that this job has asked about since the last one; these alone
   * are worth a look-up when it is the last of the job.
   */
  recall(units: readonly JudgeUnit[], isLast: boolean): Promise<void>;
}

/**
 * Opens what is known under a rubric. Of two jobs that ask about the same facts at the same moment the first to be
 * kept counts for both: what a job was told is compared with the store at its next look-up.
 */
export function openMemory(parts: MemoryParts): JudgeMemory {
  const kept = openKept(parts);
  const known = new Map<string, UnitJudgements>();
  /** Looked for in the store already. */
  const looked = new Set<string>();
  /** Asked for by this job, and not yet compared with what another one was told at the same moment. */
  const unconfirmed = new Map<string, JudgeUnit>();
  return {
    rubricHash: kept.rubricHash,
    known,
    keep: kept.keep,
    tell(unit, judged) {
      known.set(unit.key, judged);
      unconfirmed.set(unit.key, unit);
    },
    async recall(units, isLast) {
      const fresh = units.filter(({ key }) => !looked.has(key));
      if (fresh.length === 0 && !isLast) return;
      const wanted = [...fresh, ...unconfirmed.values()];
      unconfirmed.clear();
      const recalled = await Promise.all(wanted.map(kept.recall));
      await kept.bill(recalled.slice(0, fresh.length).filter((judged) => judged !== undefined).length);
      wanted.forEach(({ key }, index) => {
        const judged = recalled[index];
        looked.add(key);
        if (judged !== undefined) known.set(key, judged);
      });
    },
  };
}
