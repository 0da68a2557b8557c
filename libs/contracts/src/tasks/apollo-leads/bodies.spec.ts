import { decideCallback } from '../../../../../tools/sandbox/receiver/decide';
import {
  type DjangoState,
  emptyState,
  openDirectory,
} from '../../../../../tools/sandbox/receiver/django-state';
import type { JsonObject } from '../../json';
import { failedLeadsBody, leadsBodies, leadsProgress } from './bodies';
import type { DeliveredLead } from './lead';

const ACCOUNT = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const ELECTED = 1_795_000_000_000;
const OVERVIEW = { score_distribution: {}, metrics: {} };

const leadFor = (id: string): DeliveredLead => ({
  qualified: id.endsWith('0'),
  lead: {
    id,
    linkedin_url: `http://www.linkedin.com/in/${id}`,
    first_name: 'Ines',
    last_name: 'Okafor',
    full_name: 'Ines Okafor',
    headline: null,
    about: null,
    current_employment: null,
    other_employments: [],
    contact_info: {},
    location: {},
    organization: {},
    social_profiles: {},
    education: [],
    projects: [],
    publications: [],
    groups: [],
    certifications: [],
    honor_awards: [],
  },
  evaluation: {
    id,
    fit_score: 63,
    persona_match: 'buyer',
    matching_signals: ['Recalls'],
    rationale: '63 (45 to 80).',
    recommended_approach: 'Ask.',
    overall_analysis: [],
    key_insights: [],
    internal_analysis: 'x',
  },
});
const many = (count: number, word = 'p') =>
  Array.from({ length: count }, (_, index) => leadFor(`${word}${index}`));
const pages = (jobId: string, first: number, leads: readonly DeliveredLead[]) =>
  leadsBodies(jobId, ACCOUNT, first, leads, OVERVIEW).map(({ body }) => body);

/** Sends bodies to Django as it is, and tells what it answered. */
function send(state: DjangoState, bodies: readonly JsonObject[]): string[] {
  return bodies.map((body) => {
    const { httpStatus, answer, changes } = decideCallback(state, body, openDirectory);
    changes.forEach((change) => change(state));
    return `${httpStatus} ${JSON.stringify(answer['status'] ?? answer['error']).replaceAll('"', '')}`;
  });
}
const rowOf = (state: DjangoState) => state.rows.get(`${ACCOUNT}/generate_leads`);

describe('leadsBodies', () => {
  it.each([
    [0, 1],
    [1, 1],
    [20, 1],
    [21, 2],
    [40, 2],
    [41, 3],
  ])('sends %d leads in %d pages that Django stores whole', (count, expected) => {
    const state = emptyState();
    const answers = send(state, pages('job-1', ELECTED, many(count)));
    expect(answers).toEqual([...Array.from({ length: expected - 1 }, () => '200 processing'), '200 success']);
    expect([state.leads.size, rowOf(state)?.status]).toEqual([count, 'completed']);
  });

  it('keeps a lead, its evaluation and its qualification on one page', () => {
    for (const body of pages('job-1', ELECTED, many(41))) {
      const data = body['processed_data'] as unknown as Record<string, { id: string }[]>;
      const ids = data['structured_leads']?.map(({ id }) => id);
      expect(data['all_leads']?.map(({ id }) => id)).toEqual(ids);
      expect(data['qualified_leads']?.map(({ id }) => id)).toEqual(ids?.filter((id) => id.endsWith('0')));
    }
  });

  it('numbers pages on from the election, the last one being the total', () => {
    const numbers = pages('job-1', ELECTED, many(41)).map((body) => body['pagination'] as JsonObject);
    expect(numbers.map(({ page, total_pages: total }) => [page, total])).toEqual([
      [ELECTED, ELECTED + 2],
      [ELECTED + 1, ELECTED + 2],
      [ELECTED + 2, ELECTED + 2],
    ]);
  });

  it.each(['processing', 'completed', 'failed'])(
    'is stored by a second run on a row that is %s',
    (status) => {
      const state = emptyState();
      send(state, pages('job-1', ELECTED, many(25)));
      const row = rowOf(state);
      if (row !== undefined) state.rows.set(`${ACCOUNT}/generate_leads`, { ...row, status });
      const answers = send(state, [
        leadsProgress('job-2', ACCOUNT, 10, { stage: 'initialization' }),
        ...pages('job-2', ELECTED + 60_000, many(25, 'q')),
      ]);
      expect(answers.slice(1)).toEqual(['200 processing', '200 success']);
      expect([state.leads.size, rowOf(state)?.status]).toEqual([50, 'completed']);
    },
  );

  it('is skipped page by page when it is sent a second time', () => {
    const state = emptyState();
    const bodies = pages('job-1', ELECTED, many(25));
    send(state, bodies);
    expect(send(state, bodies)).toEqual(['200 skipped', '200 skipped']);
  });

  it('has the types of the envelope', () => {
    expect(pages('job-1', ELECTED, [])[0]).toMatchObject({
      job_id: 'job-1',
      account_id: ACCOUNT,
      lead_id: null,
      enrichment_type: 'generate_leads',
      source: 'apollo',
      status: 'completed',
      is_partial: false,
      completion_percentage: 100,
      processed_data: { ...OVERVIEW, structured_leads: [], all_leads: [], qualified_leads: [] },
    });
  });
});

describe('leadsProgress', () => {
  it('is taken by Django with its stage', () => {
    const state = emptyState();
    const body = leadsProgress('job-1', ACCOUNT, 30, { stage: 'fetching_employees', employees_found: 7 });
    expect(send(state, [body])).toEqual(['200 success']);
    expect(rowOf(state)).toMatchObject({ status: 'processing', completionPercent: 30 });
  });
});

describe('failedLeadsBody', () => {
  it('ends the row as failed, after which another run is taken', () => {
    const state = emptyState();
    const details = { error_type: 'TerminalError', message: 'No.', stage: 'run', retryable: false };
    expect(send(state, [failedLeadsBody('job-1', ACCOUNT, details).body])).toEqual(['200 success']);
    expect(rowOf(state)).toMatchObject({ status: 'failed', failureCount: 1 });
    expect(send(state, pages('job-2', ELECTED, many(1)))).toEqual(['200 success']);
    expect(failedLeadsBody('job-1', ACCOUNT, {}).body['processed_data']).toEqual({ stage: 'unknown' });
  });
});
