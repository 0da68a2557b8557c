import { loadConfig } from '@userport/config';
import { cheapestModel, rolesOf, thrifty } from './thrift';

const thrift = { budgetUsd: 0.0005, model: 'gpt-6-luna' };
const job = { sample: 'request', taskName: 'custom_column', jobId: 'job-1', payload: { job_id: 'job-1' } };

describe('cheapestModel', () => {
  it('is the one with the lowest known prices of the day', () => {
    expect(cheapestModel(new Date('2026-11-24T12:00:00Z'))).toBe('gpt-6-luna');
  });

  it('does not take a model without a price for a free one', () => {
    expect(() => cheapestModel(new Date('2020-01-01T00:00:00Z'))).toThrow(/known price/);
  });
});

describe('rolesOf', () => {
  it('names every role that the configuration knows', () => {
    expect(loadConfig(['ai'], rolesOf('gpt-6-luna')).ai).toMatchObject({
      MODEL_REASON: 'gpt-6-luna',
      MODEL_EXTRACT: 'gpt-6-luna',
      MODEL_SEARCH: 'gpt-6-luna',
      MODEL_EVALUATE: 'gpt-6-luna',
    });
  });
});

describe('thrifty', () => {
  it('gives a job the budget', () => {
    expect(thrifty(job, thrift).payload).toEqual({ job_id: 'job-1', budget_usd: 0.0005 });
  });

  it('takes the cheap model in place of one that the payload names', () => {
    const named = { ...job, payload: { ai_config: { model: 'gemini-4-argon', temperature: 0 } } };
    expect(thrifty(named, thrift).payload['ai_config']).toEqual({ model: 'gpt-6-luna', temperature: 0 });
  });
});
