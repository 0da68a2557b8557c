import { EMPTY_INSIGHTS, failedResearch, noActivity, researchBodies, researchProgress } from './bodies';

const OF = { account_id: 'account-1', lead_id: 'lead-1' };

describe('researchBodies', () => {
  it('sends one completed body', () => {
    const found = { contentDetails: [noActivity()], insights: EMPTY_INSIGHTS, report: { tabs: [] } };
    expect(researchBodies(OF, 'job-1', found)).toEqual([
      {
        body: {
          job_id: 'job-1',
          account_id: 'account-1',
          lead_id: 'lead-1',
          enrichment_type: 'lead_linkedin_research',
          source: 'linkedin',
          orchestration_data: null,
          status: 'completed',
          is_partial: false,
          completion_percentage: 100,
          processed_data: { content_details: [noActivity()], insights: EMPTY_INSIGHTS, report: { tabs: [] } },
        },
      },
    ]);
  });
});

describe('EMPTY_INSIGHTS', () => {
  it('has every list that the front end maps without looking', () => {
    expect(EMPTY_INSIGHTS).toEqual({
      personality_traits: { description: '', evidence: [] },
      recommended_approach: {
        approach: '',
        key_topics: [],
        conversation_starters: [],
        best_channels: [],
        timing_preferences: '',
        cautions: [],
      },
      areas_of_interest: [],
      engaged_colleagues: [],
      engaged_products: [],
      personalization_signals: [],
      num_company_related_activities: 0,
      total_engaged_activities: 0,
      statements: [],
    });
  });
});

describe('noActivity', () => {
  it('is an item of nulls that says so', () => {
    const { processing_status: status, product_associations: products, hashtags, ...rest } = noActivity();
    expect([status, products, hashtags]).toEqual(['no_activity', [], []]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });
});

describe('researchProgress', () => {
  it('is a processing body with whole percents', () => {
    expect(
      researchProgress(OF, 'job-1', 30, { stage: 'activity_parsing', activities_found: 9 }),
    ).toMatchObject({
      status: 'processing',
      completion_percentage: 30,
      processed_data: { stage: 'activity_parsing', activities_found: 9 },
    });
  });
});

describe('failedResearch', () => {
  it('says what is known of a payload that could not be read', () => {
    expect(failedResearch({}, 'job-1', { message: 'x' })).toMatchObject([
      { body: { account_id: '', lead_id: null, status: 'failed', processed_data: { stage: 'research' } } },
    ]);
  });
});
