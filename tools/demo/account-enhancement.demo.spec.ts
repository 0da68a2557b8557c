import { taskDemo } from './account-enhancement.demo';

const unit = (body: object) => ({
  ...{ jobId: 'job-1', entityId: 'account-1', taskName: 'account_enhancement', status: 'delivered' },
  payload: {},
  bodies: [body as never],
  materials: [
    {
      ...{ step: 'evidence', source: 'code', processed: null },
      raw: { refused: [{ field: 'customers', claimed: 'Tarnweave', reason: 'quote_not_in_page' }] },
    },
  ],
});

const completed = {
  status: 'completed',
  quality_score: 0.17,
  processed_data: {
    website: 'brindle-works.example',
    founded_year: 1994,
    evidence: { founded_year: { level: 'quoted', quote: 'Founded in 1994.', source: 'https://b.example/' } },
    notes: {
      identity: { accepted: null, reason: 'two_alike', candidates: [{ slug: 'a', score: 0.6, marks: [] }] },
      missing: [{ step: 'technologies', message: 'The key is not set.' }],
    },
  },
};

describe('the demo of account_enhancement', () => {
  it('shows each value with its proof, what was refused, what is missing, and why it abstains', () => {
    const text = taskDemo.lines(unit(completed)).join('\n').replaceAll(/ +/g, ' ');
    expect(text).toContain('founded_year 1994\n quoted: “Founded in 1994.” https://b.example/');
    expect(text).toContain('abstains: two_alike');
    expect(text).toContain('customers Tarnweave: quote_not_in_page');
    expect(text).toContain('missing: technologies: The key is not set.');
    expect(text).toContain('industry (not known)');
  });

  it('shows why a job failed', () => {
    const failed = { status: 'failed', error_details: { message: 'No vendor gave anything.' } };
    expect(taskDemo.lines(unit(failed)).join('')).toContain('failed: No vendor gave anything.');
  });

  it('gives the result and what was refused to machines', () => {
    expect(taskDemo.json(unit(completed))).toMatchObject({
      quality_score: 0.17,
      result: { founded_year: 1994 },
      refused: [{ field: 'customers' }],
    });
  });
});
