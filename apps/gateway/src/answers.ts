import { JOB_STATUSES, type JobStatus } from '@userport/runner/job-status';
import { z } from 'zod';

const text = (about: string) => z.string().describe(about);
const count = (about: string) => z.int().min(0).describe(about);
const moment = (about: string) => z.iso.datetime().describe(about);

const statuses = Object.keys(JOB_STATUSES) as [JobStatus, ...JobStatus[]];
const status = z
  .enum([...statuses, 'rejected'])
  .describe(
    [
      ...Object.entries(JOB_STATUSES).map(([word, about]) => `${word}: ${about}`),
      'rejected: a function refused what was delivered for it, and nobody had asked for it',
    ].join('. '),
  );

const details = z.record(z.string(), z.unknown());
const taskId = text('The name of the task in the queue.');

/** One generation of one unit of work. */
const unit = z.object({
  job_id: text('The job.'),
  entity_id: text('The account, lead or column.'),
  task_name: text('The task.'),
  status,
  generation: z.int().min(1).describe('The life of the job; retry begins the next.'),
  round: z.int().min(1).describe('The round of delivery; redeliver opens the next.'),
  attempt_number: z.int().min(1).describe('The attempt that is on, or that was the last.'),
  max_retries: count('Failed attempts after which the job ends as a failure.'),
  retryable: z.boolean().describe('Retry would begin the next generation.'),
  redeliverable: z.boolean().describe('Redeliver would send the stored result again.'),
  retried: z.boolean().describe('A later generation has taken the place of this one.'),
  error_details: details.nullable().describe('What went wrong last, where something did.'),
  pages: z.object({
    total: count('Callback bodies of the result; null before there is one.').nullable(),
    accepted: count('Those that the receiver accepted in this round.'),
    not_taken: count('Those that the receiver answered to ignore.'),
  }),
  fingerprint: text('Hash of task and payload.').nullable(),
  rejected: z
    .array(z.object({ fingerprint: z.string().nullable(), at: z.iso.datetime(), detail: details }))
    .describe('Deliveries that a function refused, such as those with another payload.'),
  created_at: moment('When it was asked for.'),
  updated_at: moment('When something happened last.'),
});

const cost = z.object({
  cost_usd: z.number().min(0).describe('US dollars of all calls whose price is known.'),
  saved_usd: z.number().min(0).describe('US dollars that kept answers had cost when they were bought.'),
  calls: count('Paid calls, kept answers included.'),
  cached_calls: count('Of these, answers that were kept and cost nothing.'),
  unknown_calls: count('Of these, calls that were never settled or whose price is not known.'),
  by_vendor: z.record(z.string(), z.number()).describe('US dollars by vendor.'),
});

const scheduled = z.object({
  job_id: text('The job; it is the one of the request where the task lets the caller choose.'),
  status: z.literal('scheduled'),
  task_name: text('The task.'),
  task_id: taskId,
  attempt_number: z.int().min(1),
  max_retries: z.int().min(0),
  original_job_id: z.string().nullable().describe('The job itself for a retry, else null.'),
  existing: z.boolean().describe('True when this was asked for before: nothing new began.'),
  enqueued: z.boolean().describe('False when the queue did not answer; the sweep enqueues it.'),
});

const entity = z.object({ entity_id: z.string(), task_id: taskId });
const generationEntity = entity.extend({ generation: z.int().min(1) });

/** What the gateway answers, for the OpenAPI document and for the specs that hold the handlers to it. */
export const answers = {
  create: scheduled.extend({
    cleaned_characters: z
      .int()
      .min(1)
      .optional()
      .describe('Characters of free text that cannot be stored and were taken out or replaced.'),
    entities: z.array(entity).optional().describe('The units of work, where there are several.'),
  }),
  status: unit.extend({
    entities_total: count('Units of work of the job.'),
    entities_delivered: count('Those that were delivered.'),
    cost,
    entities: z
      .array(unit)
      .describe('Every unit; on top stands the only one, or the one that still moves or fared worst.'),
  }),
  cost: cost.extend({
    job_id: text('The job.'),
    units: z.record(z.string(), z.number()).describe('Units by name: tokens, queries, credits, misses.'),
  }),
  failed: z.object({
    items: z.array(unit.extend({ listed_at: moment('The moment that orders the list, newest first.') })),
    next_cursor: z.string().nullable().describe('The cursor of the next page; null after the last.'),
  }),
  retry: scheduled.extend({
    generation: z.int().min(2).describe('The generation that began.'),
    entities: z.array(generationEntity),
  }),
  cancel: z.object({
    job_id: text('The job.'),
    status: z.literal('cancelled'),
    task_name: text('The task.'),
    task_id: taskId,
    existing: z.boolean().describe('True when it was cancelled before.'),
    enqueued: z.boolean().describe('False when the queue did not answer; the sweep enqueues it.'),
    entities: z.array(generationEntity),
  }),
  redeliver: z.object({
    job_id: text('The job.'),
    status: z.literal('delivering'),
    task_name: text('The task.'),
    task_id: taskId,
    existing: z.boolean().describe('True when the round was open before.'),
    enqueued: z.boolean().describe('False when the queue did not answer; the sweep enqueues it.'),
    warnings: z.array(z.string()).describe('What will be applied a second time by the receiver.'),
    entities: z.array(generationEntity.extend({ round: z.int().min(1) })),
  }),
  forget: z.object({
    lead_id: text('The lead.'),
    status: z.literal('forgotten'),
    existing: z.boolean().describe('True when all of its jobs had been forgotten before.'),
    complete: z.boolean().describe('False when something is left that asking again can remove.'),
    again_at: moment('When asking again removes what is left; null when nothing is.').nullable(),
    jobs: z.array(
      z.object({
        job_id: text('A job about the lead; it is never run, sent or retried again.'),
        task_name: text('The task.'),
        generations: z.array(z.int().min(1)),
        forgotten_at: moment('When its tombstone was written.'),
        at_work_until: moment(
          'A function was at work on it and stops by itself; what it still stores by then is left.',
        ).nullable(),
      }),
    ),
    removed: z.array(
      z.object({ table: z.string(), rows: count('Null where the engine cannot tell.').nullable() }),
    ),
    left: z
      .array(
        z.object({
          table: z.string(),
          rows: count('Rows that are still there.'),
          again_at: moment('When asking again removes them.').nullable(),
          expires_at: moment('When they leave by themselves; null when they do not.').nullable(),
        }),
      )
      .describe('BigQuery removes a row only half an hour after it was written.'),
    payloads_in_use: count(
      'Requests that stay because a job about somebody else was asked for with the same.',
    ),
    kept: z.array(
      z.object({
        what: text('What is not removed.'),
        tables: z.array(z.string()),
        tasks: z.array(z.string()).optional(),
        expires_after_days: z.int().min(1).nullable().describe('Null for what does not expire.'),
      }),
    ),
  }),
  sweep: z.object({
    looked_at: count('Units that were looked at.'),
    enqueued: z.array(
      z.object({
        job_id: z.string(),
        entity_id: z.string(),
        generation: z.int().min(1),
        was: status,
        task_id: taskId,
      }),
    ),
    more: z.boolean().describe('True when the limit ended it: sweep again.'),
    expired_rows: count(
      'Rows removed because their time was over, where the engine does not do it by itself.',
    ),
  }),
  health: z.object({ status: z.literal('healthy'), function: z.literal('gateway'), version: z.string() }),
  openapi: z.record(z.string(), z.unknown()).describe('This document.'),
} as const;
