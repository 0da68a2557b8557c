import type { JsonObject } from '@userport/contracts';
import {
  columnBodies,
  customColumn,
  type CustomColumnPayload,
  type CustomColumnValue,
} from '@userport/contracts/custom-column';
import { RetryableError, TerminalError } from '@userport/errors';
import { defineTask, type StepCall, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import { failedCall, type Models, type Usage } from '@userport/ai';
import { answerShape } from './answer';
import type { CellCase, JobModels } from './asking';
import { openSlots, type Slots } from './call-slots';
import { type Column, columnOf } from './column';
import { columnRules } from './column-rules';
import { columnValue } from './column-value';
import { contextParts } from './entity-context';
import { type Ended, type Gate, isJobWide, workAll } from './entity-pool';
import { checkModels, jobModels } from './job-models';
import { jobProgress } from './job-progress';
import { usageFacts } from './usage-facts';
import { emptyContextRow, errorRow, foundRow } from './value-row';
import type { ValueRules } from './value-rules';

const DEFAULT_CONCURRENCY = 5;
const DEFAULT_BATCH_SIZE = 10;
/** A row of raw material of so many stays below 16 KiB, which the embedded store keeps in one piece. */
const ENTITIES_PER_ROW = 50;
/** Of a larger job the answer to the queue lists no single entity; `enrichment_raw_data` holds them all. */
const MOST_LISTED_ENTITIES = 1000;

/** A cell and what its answers used. */
interface Cell {
  readonly row: CustomColumnValue;
  readonly usages: readonly Usage[];
}

/** One job, opened. */
interface Job {
  readonly payload: CustomColumnPayload;
  readonly context: TaskContext;
  readonly column: Column;
  readonly rules: ValueRules;
  readonly shape: CellCase['shape'];
  readonly models: JobModels;
  readonly slots: Slots;
}

/** Fills the cell of one entity. What is wrong with that entity alone is a cell too; any other trouble is thrown. */
async function fillCell(job: Job, entityId: string, gate: Gate): Promise<Cell> {
  const { payload, context, column, rules, shape, models, slots } = job;
  const known = contextParts(payload, entityId, column);
  if (known.length === 0) return { row: emptyContextRow(column, entityId), usages: [] };
  const usages: Usage[] = [];
  const cell: CellCase = {
    entityId,
    context: known,
    shape,
    models,
    task: context,
    asking: {
      column,
      rules,
      seed: `${context.jobId} ${entityId}`,
      today: new Date(context.now()).toISOString().slice(0, 10),
    },
    async paid(step, input, call) {
      const ask = (stepCall: StepCall) => {
        gate();
        return call(stepCall);
      };
      const about = { entity_id: entityId, ...input };
      const answer = await context.step(step, about, ask, { takeSlot: slots(gate) });
      usages.push(answer.usage);
      return answer;
    },
  };
  try {
    const finding = await columnValue(cell);
    return { row: foundRow(column, entityId, rules.field, finding, usageFacts(usages)), usages };
  } catch (error) {
    if (!(error instanceof TerminalError) || isJobWide(error)) throw error;
    const spent = failedCall(error)?.usage;
    if (spent !== undefined) usages.push(spent);
    return { row: errorRow(column, entityId, error, usageFacts(usages)), usages };
  }
}

/** The first passing trouble of a delivery, which the queue shall try again after the longest wait that was asked. */
function trouble(failed: readonly unknown[], total: number): RetryableError {
  const [first] = failed;
  const waits = failed.map((error) => (error instanceof RetryableError ? (error.retryAfterMs ?? 0) : 0));
  const waitMs = waits.reduce((longest, wait) => Math.max(longest, wait), 0);
  const why = first instanceof Error ? first.message : 'The reason is not known.';
  return new RetryableError(`${failed.length} of ${total} entities could not be answered yet. ${why}`, {
    code: first instanceof RetryableError ? first.code : 'unexpected',
    cause: first,
    retryAfterMs: waitMs > 0 ? waitMs : undefined,
  });
}

/**
 * The cells of all entities.
 * @throws RetryableError when some are not answered yet and the queue will try again; answers are kept until then
 * @throws TerminalError when every entity met the same trouble and nothing was bought that could be delivered
 */
function cellsOf({ column, context, payload }: Job, ended: readonly Ended<Cell>[]): Cell[] {
  context.signal.throwIfAborted();
  const failed = ended.filter((end) => !end.ok).map(({ error }) => error);
  const wide = failed.find(isJobWide);
  const bought = ended.some((end) => end.ok && end.value.usages.length > 0);
  if (wide !== undefined && !bought) throw wide;
  const passing = failed.filter((error) => !(error instanceof TerminalError));
  if (passing.length > 0 && !context.attempt.last) throw trouble(passing, ended.length);
  return ended.map((end, index) => {
    if (end.ok) return end.value;
    const entityId = payload.entity_ids[index] ?? '';
    return { row: errorRow(column, entityId, end.error, usageFacts([])), usages: [] };
  });
}

const meanConfidence = (rows: readonly CustomColumnValue[]): number | null => {
  const good = rows.filter(({ status }) => status === 'completed').map((row) => row.confidence_score ?? 0);
  const sum = good.reduce((total, confidence) => total + confidence, 0);
  return good.length === 0 ? null : Math.round((sum / good.length) * 10_000) / 10_000;
};

const listed = ({ row, usages }: Cell): JsonObject => ({
  entity_id: row.entity_id,
  status: row.status,
  confidence_score: row.confidence_score,
  ...usageFacts(usages),
});

function report(job: Job, cells: readonly Cell[]): JsonObject {
  const { context, column, rules } = job;
  const rows = cells.map(({ row }) => row);
  const failed = rows.filter(({ status }) => status === 'error').length;
  const metrics = usageFacts(cells.flatMap(({ usages }) => usages));
  const entities = cells.map(listed);
  for (let start = 0; start < entities.length; start += ENTITIES_PER_ROW) {
    const raw = { column_id: column.id, entities: entities.slice(start, start + ENTITIES_PER_ROW) };
    context.recordRaw({ step: 'usage', source: 'custom_column', raw, processed: metrics });
  }
  return {
    status: 'completed',
    job_id: context.jobId,
    column_id: column.id,
    total_processed: rows.length,
    successful_count: rows.length - failed,
    failed_count: failed,
    unknown_count: rows.filter((row) => row.status === 'completed' && row[rules.field] === null).length,
    metrics,
    paid_now_usd: context.cost().costUsd,
    entities: entities.slice(0, MOST_LISTED_ENTITIES),
  };
}

async function run(models: Models, payload: CustomColumnPayload, context: TaskContext): Promise<TaskResult> {
  const startedMs = context.now();
  const column = columnOf(payload);
  const concurrency = payload.concurrent_requests ?? DEFAULT_CONCURRENCY;
  const rules = await columnRules(column);
  const job: Job = {
    payload,
    context,
    column,
    rules,
    shape: answerShape(rules),
    models: jobModels(models, column),
    slots: openSlots(concurrency),
  };
  checkModels(job.models, column);
  const ids = payload.entity_ids;
  const progress = jobProgress(
    context,
    ids[0] ?? column.id,
    ids.length,
    payload.batch_size ?? DEFAULT_BATCH_SIZE,
  );
  const working = workAll(ids, (entityId, gate) => fillCell(job, entityId, gate), {
    concurrency,
    // These are reserved and wait for a slot.
    spare: concurrency,
    signal: context.signal,
    onEnded: progress.ended,
  });
  // Only now: the first questions need not wait for a callback to be made.
  progress.started();
  const ended = await working;
  const cells = cellsOf(job, ended);
  const rows = cells.map(({ row }) => row);
  const summary = report(job, cells);
  const bodies = columnBodies(payload, context.jobId, rows, {
    avgConfidence: meanConfidence(rows),
    processingTimeSeconds: (context.now() - startedMs) / 1000,
    continueChain: true,
  });
  return { bodies, total: bodies.length, summary };
}

/** What the task is made of. */
export interface CustomColumnParts {
  readonly models: Models;
}

/** The task `custom_column`: one question, answered for each entity of a list; see its contract. */
export const customColumnTask = ({ models }: CustomColumnParts): Task<CustomColumnPayload> =>
  defineTask({ contract: customColumn, run: (payload, context) => run(models, payload, context) });
