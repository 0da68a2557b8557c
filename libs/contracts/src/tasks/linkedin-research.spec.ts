import { REQUEST } from './linkedin-research/testing';
import { fingerprintOf } from '../job';
import { leadLinkedinResearch } from './linkedin-research';

const LEAD = 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22';
const payload = leadLinkedinResearch.payload.parse(REQUEST);

describe('leadLinkedinResearch', () => {
  it('takes the sample as Django sends it and changes nothing in it', () => {
    expect(payload).toEqual(REQUEST);
  });

  it('makes the lead the unit of work, under the one job id of all its captures', () => {
    expect(leadLinkedinResearch.entities(payload)).toEqual([{ entityId: LEAD, kind: 'lead' }]);
    expect(leadLinkedinResearch.leads).toBe('unit');
    expect(leadLinkedinResearch.jobId(payload)).toBe(`linkedin_research_${LEAD}`);
    expect(leadLinkedinResearch.jobId({ ...payload, job_id: null })).toBe(`linkedin_research_${LEAD}`);
    expect(leadLinkedinResearch.maxRetries({ ...payload, max_retries: null })).toBe(3);
  });

  it('takes a new capture for the next generation, and sends a known result again', () => {
    expect(leadLinkedinResearch.newPayload).toBe('new_generation');
    expect(leadLinkedinResearch.repeatedCreate).toBe('redeliver');
  });

  it('tells captures apart by their pages and not by who asked', () => {
    const { name, volatileFields } = leadLinkedinResearch;
    const fingerprint = (more: object) => fingerprintOf(name, { ...payload, ...more }, volatileFields);
    expect(fingerprint({ user_id: 'other', attempt_number: 2, origin: 'extension' })).toBe(fingerprint({}));
    expect(fingerprint({ posts_html: '<ul></ul>' })).not.toBe(fingerprint({}));
  });

  it('closes a failed job with one failed body, after which Django still takes a completed one', () => {
    const details = { error_type: 'TerminalError', message: 'Nothing.', stage: 'research', retryable: false };
    const closing = { kind: 'failure', reason: 'Nothing.', details, jobId: 'job-1', entityId: LEAD } as const;
    expect(leadLinkedinResearch.closingBodies(payload, closing)).toEqual([
      {
        body: {
          job_id: 'job-1',
          account_id: payload.account_id,
          lead_id: LEAD,
          enrichment_type: 'lead_linkedin_research',
          source: 'linkedin',
          orchestration_data: null,
          status: 'failed',
          is_partial: false,
          completion_percentage: 100,
          processed_data: { stage: 'research' },
          error_details: details,
        },
      },
    ]);
  });
});
