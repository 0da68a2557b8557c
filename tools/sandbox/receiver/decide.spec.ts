import type { Json, JsonObject } from '@userport/contracts';
import { decideCallback } from './decide';
import { type Directory, type DjangoState, emptyState, openDirectory } from './django-state';

const ACCOUNT = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const LEAD = 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22';

const body = (status: string, more: JsonObject = {}): JsonObject => ({
  job_id: 'job-1',
  account_id: ACCOUNT,
  status,
  enrichment_type: 'company_info',
  source: 'jina_ai',
  ...more,
});
const page = (number: number, total: number, more: JsonObject = {}): JsonObject =>
  body('completed', {
    enrichment_type: 'generate_leads',
    pagination: { page: number, total_pages: total },
    processed_data: { structured_leads: [], all_leads: [] },
    ...more,
  });

const send = (state: DjangoState, given: Json, directory: Directory = openDirectory) => {
  const verdict = decideCallback(state, given, directory);
  for (const change of [...(verdict.outside ?? []), ...verdict.changes]) change(state);
  return verdict;
};
const answers = (state: DjangoState, bodies: readonly Json[]) =>
  bodies.map((one) => send(state, one).answer['status']);
const row = (state: DjangoState, type = 'company_info') => state.rows.get(`${ACCOUNT}/${type}`);

describe('a callback that Django refuses', () => {
  it.each<[string, Json, number]>([
    ['a list', [], 500],
    ['no status', { ...body(''), status: '' }, 400],
    ['an account that is null', { ...body('completed'), account_id: null }, 400],
    ['no type', { ...body('completed'), enrichment_type: '' }, 400],
    ['an account id that is no uuid', { ...body('completed'), account_id: 'a1' }, 500],
    ['a source over 50 characters', body('completed', { source: 'x'.repeat(51) }), 500],
    ['a NUL', body('completed', { processed_data: { industry: 'a\0' } }), 500],
    ['half of a surrogate pair', body('completed', { processed_data: { industry: 'a\ud800' } }), 500],
    [
      'half of a surrogate pair in a column',
      body('completed', { enrichment_type: 'custom_column', x: '\udc00' }),
      500,
    ],
    ['a job that is no text, for leads', page(1, 1, { job_id: 7 }), 500],
  ])('%s', (_what, given, httpStatus) => {
    const state = emptyState();
    expect(send(state, given).httpStatus).toBe(httpStatus);
    expect(state.rows.size).toBe(0);
  });

  it('an account that is gone, a lead that is gone', () => {
    const nobody = { ...openDirectory, hasAccount: () => false };
    expect(send(emptyState(), body('completed'), nobody)).toMatchObject({
      httpStatus: 404,
      answer: { error: 'Account not found' },
    });
    const research = body('completed', { enrichment_type: 'lead_linkedin_research', lead_id: LEAD });
    expect(send(emptyState(), research, { ...openDirectory, hasLead: () => false }).httpStatus).toBe(404);
  });

  it('undoes the status row together with the data', () => {
    const state = emptyState();
    expect(send(state, body('completed', { processed_data: { employee_count: 'many' } })).httpStatus).toBe(
      500,
    );
    expect([state.rows.size, state.accounts.size]).toEqual([0, 0]);
  });
});

describe('the status row', () => {
  it.each([
    [
      ['processing', 'processing', 'completed'],
      ['success', 'success', 'success'],
    ],
    [
      ['completed', 'processing', 'completed', 'failed'],
      ['success', 'skipped', 'skipped', 'skipped'],
    ],
    [
      ['failed', 'processing', 'failed', 'completed'],
      ['success', 'skipped', 'skipped', 'success'],
    ],
  ])('answers %j with %j', (statuses, expected) => {
    expect(
      answers(
        emptyState(),
        statuses.map((status) => body(status)),
      ),
    ).toEqual(expected);
  });

  it('says why it skips', () => {
    const state = emptyState();
    send(state, body('completed'));
    expect(send(state, body('completed')).answer['reason']).toBe('Enrichment already completed');
  });

  it('holds what the last callback said, counts failures and merges metadata', () => {
    const state = emptyState();
    send(state, body('processing', { completion_percentage: 19, metadata: { a: 1 } }));
    send(state, body('failed', { error_details: { message: 'm' }, quality_score: 0.5, metadata: { b: 2 } }));
    expect(row(state)).toEqual({
      accountId: ACCOUNT,
      enrichmentType: 'company_info',
      status: 'failed',
      completionPercent: 0,
      source: 'jina_ai',
      errorDetails: { message: 'm' },
      qualityScore: 0.5,
      failureCount: 1,
      metadata: { a: 1, b: 2 },
    });
  });

  it('takes an unknown type and stores nothing but the row', () => {
    const state = emptyState();
    expect(send(state, body('partially_completed', { enrichment_type: 'other' })).httpStatus).toBe(200);
    expect(row(state, 'other')?.status).toBe('partially_completed');
  });

  it('stores data of a company only when completed', () => {
    const state = emptyState();
    send(state, body('processing', { processed_data: { industry: 'Mining' } }));
    expect(state.accounts.size).toBe(0);
    send(state, body('completed', { processed_data: { industry: 'Mining' } }));
    expect(state.accounts.get(ACCOUNT)?.['industry']).toBe('Mining');
  });

  it('is one for all leads of an account: the second research is skipped', () => {
    const research = (leadId: string) =>
      body('completed', {
        enrichment_type: 'lead_linkedin_research',
        lead_id: leadId,
        processed_data: { insights: {}, content_details: [{}] },
      });
    const other = 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e23';
    const state = emptyState();
    expect(answers(state, [research(LEAD), research(other)])).toEqual(['success', 'skipped']);
    expect([...state.researched]).toEqual([[LEAD, 'completed']]);
  });
});

describe('pages of leads', () => {
  it('are in processing until the last one', () => {
    const state = emptyState();
    expect(send(state, page(1, 2)).answer).toEqual({ status: 'processing', page: 1, total_pages: 2 });
    expect(row(state, 'generate_leads')?.status).toBe('processing');
    expect(send(state, page(2, 2)).answer).toEqual({ status: 'success' });
    expect(row(state, 'generate_leads')).toMatchObject({
      status: 'completed',
      metadata: { processed_pages: [1, 2], total_pages: 2, last_processed_page: 2 },
    });
  });

  it('whose number was seen in any run are skipped, others are taken even on a completed row', () => {
    const state = emptyState();
    expect(answers(state, [page(1, 1), page(1, 1), page(1003, 1003)])).toEqual([
      'success',
      'skipped',
      'success',
    ]);
    expect(send(state, page(1, 2)).answer['reason']).toBe('Page 1 already processed');
  });

  it('are taken again after the pages were forgotten by a progress callback', () => {
    const state = emptyState();
    send(state, page(1, 2));
    send(state, body('processing', { enrichment_type: 'generate_leads', metadata: { processed_pages: [] } }));
    expect(send(state, page(1, 2)).answer['status']).toBe('processing');
  });

  it('store their leads', () => {
    const state = emptyState();
    const lead = { id: '1', linkedin_url: 'https://www.linkedin.com/in/ines-okafor-demo' };
    send(state, page(1, 2, { processed_data: { structured_leads: [lead], all_leads: [] } }));
    expect([...state.leads.keys()]).toEqual([`${ACCOUNT}/https://www.linkedin.com/in/ines-okafor-demo`]);
  });
});

it('asks no status row about custom columns', () => {
  const state = emptyState();
  const column = body('completed', { enrichment_type: 'custom_column' });
  expect(answers(state, [column, column])).toEqual(['success', 'success']);
  expect(state.rows.size).toBe(0);
});
