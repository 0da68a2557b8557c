import { randomUUID } from 'node:crypto';
import type { RowOf } from '../tables';
import type { Find, Warehouse } from '../warehouse';

/** Rows of three tables that together hold every type of column. */
export type EventRow = RowOf<'task_events'>;
/** See {@link EventRow}. */
export type BodyRow = RowOf<'enrichment_callbacks'>;
/** See {@link EventRow}. */
export type UsageRow = RowOf<'provider_usage'>;

/** A moment with milliseconds. */
export const MOMENT = new Date('2026-03-01T08:30:00.123Z');

/** A word that no other test uses: the tests of a suite share one warehouse, in any order. */
export const fresh = (prefix: string): string => `${prefix}-${randomUUID()}`;

/** An event with the given columns. */
export const eventRow = (row: Partial<EventRow> & Pick<EventRow, 'key_hash'>): EventRow => ({
  event_id: fresh('event'),
  job_id: 'job-1',
  entity_id: 'column-1',
  task_name: 'custom_column',
  kind: 'requested',
  generation: 1,
  epoch: null,
  round: null,
  position: null,
  try: null,
  token: null,
  fingerprint: null,
  at: MOMENT,
  detail: {},
  ...row,
});

/** A callback body with the given columns. */
export const bodyRow = (row: Partial<BodyRow> & Pick<BodyRow, 'key_hash'>): BodyRow => ({
  job_id: 'job-1',
  entity_id: 'column-1',
  generation: 1,
  token: 'token-1',
  kind: 'success',
  position: 1,
  total: 1,
  body: new Uint8Array([1, 2, 3]),
  sha256: 'hash',
  once: false,
  fingerprint: 'fingerprint',
  stored_at: MOMENT,
  ...row,
});

/** A paid call with the given columns. */
export const usageRow = (row: Partial<UsageRow> & Pick<UsageRow, 'key_hash'>): UsageRow => ({
  usage_id: fresh('usage'),
  state: 'settled',
  job_id: 'job-1',
  entity_id: 'column-1',
  generation: 1,
  task_name: 'custom_column',
  vendor: 'gemini',
  operation: 'generate_object',
  model: null,
  units: {},
  cost_usd: null,
  cached: false,
  at: MOMENT,
  ...row,
});

/** Events of a key that fit, by event id. */
export const eventsOf = (key_hash: string, find: Partial<Find<'task_events'>> = {}): Find<'task_events'> => ({
  table: 'task_events',
  orderBy: [{ column: 'event_id' }],
  limit: 100,
  ...find,
  where: { key_hash, ...find.where },
});

/** What the parts of the suite are given. */
export interface Suite {
  /** The one warehouse that the tests share. */
  readonly warehouse: () => Warehouse;
  /** Opens another one. */
  readonly open: () => Promise<Warehouse>;
}
