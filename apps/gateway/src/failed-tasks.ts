import type { JsonObject } from '@userport/contracts';
import type { ListedUnit, UnitCursor, UnitQuery } from '@userport/warehouse';
import { z } from 'zod';
import { unitsOf } from './known-job';
import { moment } from './moment';
import { ok, unprocessable } from './problem';
import { readQuery } from './read-query';
import type { Handler } from './route';
import type { Services } from './services';
import { strayView, unitStatus, type UnitStatus, unitView } from './unit-view';

const DAY_MS = 86_400_000;
/** As the original list had it. */
const DEFAULT_WINDOW_DAYS = 7;
const DEFAULT_LIMIT = 100;
const MOST_ITEMS = 1000;
/** A result may take this long to be delivered, and a request to be begun, before it is listed as stuck. */
const OVERDUE_MS = 10 * 60_000;
/** Pages of candidates that one call looks through; what is left comes with the next cursor. */
const MOST_PAGES = 20;

const cursorText = z
  .base64url()
  .max(400)
  .transform((text): unknown => {
    try {
      return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    } catch {
      return undefined;
    }
  })
  .pipe(z.tuple([z.number().int().min(0).max(8.64e15), z.string().regex(/^[a-z2-7]{52}$/)]))
  .transform(([atMs, eventId]): UnitCursor => ({ at: new Date(atMs), eventId }));

/** The query of the failed list. */
export const failedQuery = z
  .strictObject({
    start_date: moment
      .optional()
      .describe(
        'Listed since, as 2026-05-04 or 2026-05-04T10:30:00Z; seven days before end_date when absent.',
      ),
    end_date: moment.optional().describe('Listed before; now when absent.'),
    retryable_only: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['true', 'false']))
      .transform((text) => text === 'true')
      .optional()
      .meta({ type: 'boolean', description: 'Only what retry would run again.' }),
    task_name: z.string().min(1).max(100).optional().describe('Only this task.'),
    limit: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 1000')
      .transform(Number)
      .pipe(z.number().min(1).max(MOST_ITEMS))
      .optional()
      .meta({
        type: 'integer',
        minimum: 1,
        maximum: MOST_ITEMS,

        description: `Items in the answer; ${DEFAULT_LIMIT} when absent.`,
      }),
    cursor: cursorText.optional().describe('The next_cursor of the page before.'),
  })
  .refine(
    ({ start_date: from, end_date: before }) => from === undefined || before === undefined || from < before,
    {
      path: ['start_date'],
      message: 'must lie before end_date',
    },
  );

const cursorOf = ({ at, eventId }: UnitCursor): string =>
  Buffer.from(JSON.stringify([at.getTime(), eventId])).toString('base64url');

/** Not on the list: what was delivered, and what a function is at work on. What a function rejected stays listed. */
const LEFT_OUT: ReadonlySet<UnitStatus> = new Set(['delivered', 'running', 'forgotten']);

/** The item of a listed generation; undefined when its state says that nothing is wrong with it any more. */
function itemOf({ events, generation, at }: ListedUnit, nowMs: number): JsonObject | undefined {
  const [unit] = unitsOf(events);
  const listedAt = { listed_at: at.toISOString() };
  const state = unit?.job.generations.find((one) => one.generation === generation);
  if (unit === undefined || state === undefined) {
    const [first, ...others] = events.filter((event) => event.generation === generation);
    const refused = first !== undefined && [first, ...others].some(({ kind }) => kind === 'rejected');
    return refused ? { ...strayView([first, ...others]), ...listedAt } : undefined;
  }
  const isRejected = state.forgotten === undefined && state.rejected.length > 0;
  const listed = !LEFT_OUT.has(unitStatus(state, nowMs)) || isRejected;
  return listed ? { ...unitView(unit, state, nowMs), ...listedAt } : undefined;
}

async function collect(
  { stores }: Services,
  query: UnitQuery,
  wanted: (item: JsonObject) => boolean,
): Promise<{ items: JsonObject[]; next: UnitCursor | undefined }> {
  const items: JsonObject[] = [];
  let after = query.after;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { units, nowMs, next } = await stores.events.failing({
      ...query,
      after,
      limit: query.limit - items.length,
    });
    const found = units.map((unit) => itemOf(unit, nowMs)).filter((item) => item !== undefined);
    items.push(...found.filter(wanted));
    after = next;
    if (next === undefined || items.length >= query.limit) break;
  }
  return { items, next: after };
}

/**
 * `GET /api/v1/tasks/failed`: every generation of every unit that neither was delivered nor is being worked on, newest
 * first, each once; one that was retried stays and says so. The cursor is a place in the order, so that what comes in
 * between shifts nothing.
 */
export const failedTasks: Handler = async (services, { query }) => {
  const read = readQuery(failedQuery, query);
  if (read.name === 'refused') return unprocessable('The query', read.errors);
  const { start_date: from, end_date: end, retryable_only: retryableOnly = false, cursor } = read.query;
  const nowMs = services.now();
  // What is written at this very moment is still to be listed.
  const before = end ?? new Date(nowMs + 1);
  const { items, next } = await collect(
    services,
    {
      from: from ?? new Date(before.getTime() - DEFAULT_WINDOW_DAYS * DAY_MS),
      before,
      overdueBefore: new Date(nowMs - OVERDUE_MS),
      taskName: read.query.task_name,
      after: cursor,
      limit: read.query.limit ?? DEFAULT_LIMIT,
    },
    (item) => !retryableOnly || item['retryable'] === true,
  );
  return ok({ items, next_cursor: next === undefined ? null : cursorOf(next) });
};
