import type { JsonObject } from '@userport/contracts';
import { columnEnvelope } from '@userport/contracts/custom-column';
import type { TaskContext } from '@userport/runner';

/** Percent when the work begins, and what the work itself adds; the values on their way take the last ten. */
const START_PERCENT = 10;
const WORK_PERCENT = 80;
/** Callbacks that are sent for one job at most; each takes Django a transaction. */
const MOST_CALLBACKS = 10;

/** Tells Django how far a column is. */
export interface JobProgress {
  started(): void;
  /** So many entities have ended; says so at the borders of batches. */
  ended(count: number): void;
}

/**
 * Progress by real counts: 10 percent, then whenever another batch of entities has ended. Large jobs report less
 * often, at most ten times.
 */
export function jobProgress(
  { progress, jobId }: Pick<TaskContext, 'progress' | 'jobId'>,
  accountId: string,
  total: number,
  batchSize: number,
): JobProgress {
  const step = Math.max(batchSize, Math.ceil(total / MOST_CALLBACKS));
  const report = (percent: number, data: JsonObject): void =>
    progress({
      ...columnEnvelope(jobId, accountId),
      status: 'processing',
      is_partial: false,
      completion_percentage: percent,
      orchestration_data: null,
      processed_data: data,
    });
  return {
    started: () => report(START_PERCENT, { stage: 'initialization' }),
    ended(count) {
      if (count % step !== 0 && count !== total) return;
      report(START_PERCENT + Math.floor((WORK_PERCENT * count) / total), {
        stage: 'processing',
        processed_count: count,
        total_count: total,
        batch_completed: Math.ceil(count / batchSize),
        total_batches: Math.ceil(total / batchSize),
      });
    },
  };
}
