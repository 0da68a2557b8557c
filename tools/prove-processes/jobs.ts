import type { Json, JsonObject } from '@userport/contracts';
import { inventedWorld } from '../sandbox';
import type { LeadsPayload } from './leads-task';

/** A job with all that must come of it. */
export interface ProofJob {
  readonly kind: string;
  readonly jobId: string;
  /** The unit of work: the column, or the account. */
  readonly entityId: string;
  readonly taskName: string;
  readonly payload: JsonObject;
  /** What the receiver must have stored at the end, each once. */
  readonly items: readonly string[];
  /** Paid calls of a run that nothing disturbs. */
  readonly paidCalls: number;
  /** Paid calls that are under way at one time. */
  readonly paidAtOnce: number;
  /** The column that its completing body starts, once. */
  readonly startsNext: string | undefined;
}

/** A UUID that says what it is and which. */
const uuid = (block: string, number: number): string =>
  `${block}0000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const companies = inventedWorld.companies.filter(({ fault }) => fault === undefined);

/** A column over some entities that starts another one when it completes. */
export function columnJob(number: number, entities = 4, atOnce = 2): ProofJob {
  const columnId = uuid('c01a', number);
  const nextColumn = uuid('c02a', number);
  const ids = Array.from({ length: entities }, (_, index) => uuid('acc0', index + 1));
  const nameOf = (index: number) => companies[index % companies.length]?.name ?? '';
  const jobId = `column-${number}`;
  return {
    ...{ kind: 'column', jobId, entityId: columnId, taskName: 'custom_column' },
    payload: {
      ...{ job_id: jobId, column_id: columnId, entity_ids: ids, concurrent_requests: atOnce, batch_size: 2 },
      column_config: {
        ...{ id: columnId, name: 'Size', description: '', response_type: 'number', response_config: {} },
        question: 'How many employees does the company have?',
        ...{ examples: [], validation_rules: [] },
      },
      context_data: Object.fromEntries(
        ids.map((id, index) => [id, { account_info: { name: nameOf(index), employee_count: index + 1 } }]),
      ),
      orchestration_data: {
        ...{ next_columns: [nextColumn], entity_ids: ids, tenant_id: uuid('fe00', 1), batch_size: 2 },
      },
    },
    items: ids.map((id) => `${columnId}/${id}`),
    ...{ paidCalls: entities, paidAtOnce: atOnce, startsNext: nextColumn },
  };
}

/** Leads in pages, after some paid searches. */
export function leadsJob(number: number, asked: Partial<LeadsPayload> = {}): ProofJob {
  const accountId = uuid('acc1', number);
  const jobId = `leads-${number}`;
  const payload = {
    ...{ job_id: jobId, account_id: accountId, searches: 1, leads: 5, page_size: 2, ...asked },
  };
  return {
    ...{ kind: 'leads', jobId, entityId: accountId, taskName: 'probe_leads', payload },
    items: Array.from({ length: payload.leads }, (_, index) => `${accountId}-${index + 1}`),
    ...{ paidCalls: payload.searches, paidAtOnce: 1, startsNext: undefined },
  };
}

const listIn = (body: Json | undefined, name: string): readonly JsonObject[] => {
  const object = (value: Json | undefined): JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  const list = object(object(body)['processed_data'])[name];
  return Array.isArray(list) ? (list as JsonObject[]) : [];
};

const idIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The items that a callback's body holds: cells of a column, or leads. */
export const itemsIn = (body: Json | undefined): string[] => [
  ...listIn(body, 'values').map((value) => `${idIn(value['column_id'])}/${idIn(value['entity_id'])}`),
  ...listIn(body, 'structured_leads').map(({ id }) => idIn(id)),
];
