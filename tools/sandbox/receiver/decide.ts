import type { Json, JsonObject } from '@userport/contracts';
import { accountChanges, leadChanges, researchChanges } from './account-enrichment';
import { decideCustomColumn } from './custom-column';
import {
  type Change,
  type Directory,
  type DjangoState,
  isSomething,
  isUuid,
  objectOf,
  RollbackError,
  type StatusRow,
  textOf,
  type Verdict,
} from './django-state';

const LONGEST_SOURCE = 50;

const refused = (httpStatus: number, error: string): Verdict => ({
  httpStatus,
  answer: { error },
  changes: [],
});
const skipped = (reason: string): Verdict => ({
  httpStatus: 200,
  answer: { status: 'skipped', reason },
  changes: [],
});
const taken = (answer: JsonObject, changes: readonly Change[]): Verdict => ({
  httpStatus: 200,
  answer,
  changes,
});

/** PostgreSQL stores no NUL, and no encoder writes half of a surrogate pair. */
const unstorable = (text: string, nulToo: boolean): boolean =>
  !text.isWellFormed() || (nulToo && text.includes('\0'));

const anyText = (value: Json, test: (text: string) => boolean): boolean => {
  if (typeof value === 'string') return test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => test(key) || anyText(part, test));
};

/** Pages that the row has seen, of this run or of any other. */
const pagesOf = (row: StatusRow | undefined): readonly Json[] => {
  const pages = row?.metadata['processed_pages'];
  return Array.isArray(pages) ? (pages as readonly Json[]) : [];
};

const whySkipped = (
  row: StatusRow | undefined,
  status: string,
  page: Json | undefined,
): string | undefined => {
  if (row === undefined) return undefined;
  if (page !== undefined)
    return pagesOf(row).includes(page) ? `Page ${JSON.stringify(page)} already processed` : undefined;
  if (row.status === 'completed') return 'Enrichment already completed';
  return row.status === 'failed' && status !== 'completed'
    ? 'Cannot update failed status except to completed'
    : undefined;
};

const rowAfter = (
  row: StatusRow | undefined,
  body: JsonObject,
  status: string,
  page: Json | undefined,
): StatusRow => {
  const source = textOf(body['source'] ?? 'unknown');
  if (source.length > LONGEST_SOURCE)
    throw new RollbackError('value too long for type character varying(50)');
  const pagination = objectOf(body['pagination'] ?? {}, 'pagination');
  const paged: JsonObject =
    page === undefined
      ? {}
      : {
          processed_pages: [...pagesOf(row), page],
          total_pages: pagination['total_pages'] ?? null,
          last_processed_page: page,
        };
  return {
    accountId: textOf(body['account_id']),
    enrichmentType: textOf(body['enrichment_type']),
    status,
    completionPercent: Math.trunc(Number(body['completion_percentage'] ?? 0)),
    source,
    errorDetails: body['error_details'] ?? null,
    qualityScore: body['quality_score'] ?? null,
    failureCount: (row?.failureCount ?? 0) + (status === 'failed' ? 1 : 0),
    metadata: { ...row?.metadata, ...objectOf(body['metadata'] ?? {}, 'metadata'), ...paged },
  };
};

const storedBy = (body: JsonObject, status: string): Change[] => {
  const accountId = textOf(body['account_id']);
  const processed = objectOf(body['processed_data'] ?? {}, 'processed_data');
  const type = body['enrichment_type'];
  if (type === 'generate_leads') {
    const hasJob =
      body['job_id'] === undefined || body['job_id'] === null || typeof body['job_id'] === 'string';
    if (!hasJob) throw new RollbackError('job_id: Input should be a valid string');
    return body['status'] === 'completed' ? leadChanges(accountId, body, processed) : [];
  }
  if (status !== 'completed' || !isSomething(processed)) return [];
  if (type === 'lead_linkedin_research') return researchChanges(body['lead_id'], processed);
  return type === 'company_info' ? accountChanges(accountId, processed) : [];
};

const decideByRow = (state: DjangoState, body: JsonObject): Verdict => {
  const key = `${textOf(body['account_id'])}/${textOf(body['enrichment_type'])}`;
  const row = state.rows.get(key);
  const pagination = isSomething(body['pagination']) ? objectOf(body['pagination'], 'pagination') : undefined;
  const page = body['enrichment_type'] === 'generate_leads' ? pagination?.['page'] : undefined;
  const reason = whySkipped(row, textOf(body['status']), page);
  if (reason !== undefined) return skipped(reason);
  const total = pagination?.['total_pages'] ?? 1;
  const isBetween = pagination !== undefined && Number(pagination['page'] ?? 1) < Number(total);
  const status = isBetween ? 'processing' : textOf(body['status']);
  const next = rowAfter(row, body, status, page);
  const changes = [({ rows }: DjangoState) => void rows.set(key, next), ...storedBy(body, status)];
  return taken(
    isBetween ? { status: 'processing', page: page ?? null, total_pages: total } : { status: 'success' },
    changes,
  );
};

/**
 * What the Django application answers to a callback body, and what it stores. Pure: reads the state, changes nothing.
 * Follows the application as it is, its oddities included.
 */
export function decideCallback(state: DjangoState, body: Json, directory: Directory): Verdict {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused(500, "'list' object has no attribute 'get'");
  }
  const given = body as JsonObject;
  if (!['account_id', 'status', 'enrichment_type'].every((name) => isSomething(given[name]))) {
    return refused(400, 'Missing required fields');
  }
  const isColumn = given['enrichment_type'] === 'custom_column';
  if (anyText(given, (text) => unstorable(text, !isColumn))) {
    return refused(
      500,
      'A string literal cannot contain NUL (0x00) characters, nor half of a surrogate pair.',
    );
  }
  if (isColumn) return decideCustomColumn(given, directory);
  const accountId = textOf(given['account_id']);
  if (!isUuid(accountId)) return refused(500, `“${accountId}” is not a valid UUID.`);
  if (!directory.hasAccount(accountId)) return refused(404, 'Account not found');
  const leadId = given['lead_id'];
  const needsLead = given['enrichment_type'] === 'lead_linkedin_research' && given['status'] === 'completed';
  if (needsLead && typeof leadId === 'string' && !directory.hasLead(leadId))
    return refused(404, 'Lead not found');
  try {
    return decideByRow(state, given);
  } catch (error) {
    if (error instanceof RollbackError) return refused(500, error.message);
    throw error;
  }
}
