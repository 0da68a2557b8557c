import { accountBodies, type AccountFacts, accountProgress, storableFacts } from './bodies';

const NOTHING: AccountFacts = {
  company_name: null,
  employee_count: null,
  industry: null,
  location: null,
  website: null,
  linkedin_url: null,
  technologies: null,
  tech_profile: null,
  funding_details: null,
  company_type: null,
  founded_year: null,
  customers: null,
  competitors: null,
  recent_events: null,
  analysis_summary: null,
};

const result = (facts: Partial<AccountFacts>) => ({
  facts: { ...NOTHING, ...facts },
  evidence: { company_name: { level: 'record' } },
  qualityScore: 0.25,
  notes: {},
});

describe('accountBodies', () => {
  it('tells every key that Django reads, as null where nothing is known', () => {
    const [{ body }] = accountBodies('job-1', 'account-1', result({ company_name: 'Quarrystone' })) as [
      { body: Record<string, unknown> },
    ];
    expect(body).toMatchObject({
      status: 'completed',
      completion_percentage: 100,
      quality_score: 0.25,
      enrichment_type: 'company_info',
    });
    const { evidence, notes, ...fields } = body['processed_data'] as Record<string, unknown>;
    expect(fields).toEqual({ ...NOTHING, company_name: 'Quarrystone' });
    expect(body['metadata']).toEqual({ evidence, notes });
  });
});

describe('storableFacts', () => {
  it('cuts texts to the widths of the columns and between code points', () => {
    const long = `${'x'.repeat(254)}😀`;
    const facts = storableFacts({
      ...NOTHING,
      company_name: long,
      company_type: 'y'.repeat(101),
      customers: ['z'.repeat(251), 'Kestrel & Loom'],
    });
    expect(facts.company_name).toBe('x'.repeat(254));
    expect(facts.company_type).toBe('y'.repeat(100));
    expect(facts.customers).toEqual(['z'.repeat(250), 'Kestrel & Loom']);
  });

  it('does not know a number that does not fit, nor an address that would have to be cut', () => {
    const facts = storableFacts({
      ...NOTHING,
      employee_count: 3e9,
      founded_year: 2014.7,
      linkedin_url: `https://www.linkedin.com/company/${'x'.repeat(500)}`,
    });
    expect([facts.employee_count, facts.founded_year, facts.linkedin_url]).toEqual([null, 2014, null]);
  });

  it('keeps an empty list, which says that there is none', () => {
    expect(storableFacts({ ...NOTHING, competitors: [] }).competitors).toEqual([]);
  });
});

describe('accountProgress', () => {
  it('says how far it is without data that Django would store', () => {
    expect(accountProgress('job-1', 'account-1', 33, 'site')).toMatchObject({
      status: 'processing',
      completion_percentage: 33,
      is_partial: false,
      processed_data: { stage: 'site' },
    });
  });
});
