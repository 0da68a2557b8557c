import { technologyProfileOf } from './technology-profile';
import { NOW_MS } from './testing';
import { PROFILE } from './fake-vendors.suite';

describe('technologyProfileOf', () => {
  it('writes a profile in the shape that Django keeps', () => {
    expect(technologyProfileOf(PROFILE, NOW_MS)).toMatchObject({
      enrichment_type: 'technology_info',
      source: 'builtwith',
      status: 'completed',
      processed_data: {
        profile: {
          technologies: [{ name: 'Varnish', categories: ['Cache'], is_live: true, confidence: 0.8 }],
        },
        company_info: { name: 'Brindle Works', city: 'Graz' },
        attributes: { monthly_spend_usd: 40, employees: null },
      },
      quality_metrics: { quality: 'low', technology_count: 1 },
      error: null,
      created_at: '2026-11-24T12:00:00.000Z',
    });
  });
});
