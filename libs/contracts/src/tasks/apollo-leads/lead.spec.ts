import { fitted, type StructuredLead } from './lead';

const lead: StructuredLead = {
  id: 'a',
  linkedin_url: `http://www.linkedin.com/in/${'x'.repeat(300)}`,
  first_name: 'I'.repeat(101),
  last_name: 'é'.repeat(100),
  full_name: 'F'.repeat(300),
  headline: '𝕏'.repeat(256),
  about: 'a'.repeat(5000),
  current_employment: {
    title: 'T'.repeat(256),
    organization_name: 'O'.repeat(400),
    description: null,
    start_date: null,
    end_date: null,
    location: null,
    department: null,
    seniority: null,
    functions: [],
    subdepartments: [],
  },
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
};

describe('fitted', () => {
  it('cuts names to 100 characters and titles to 255, whole characters, and leaves the rest as it is', () => {
    expect(fitted(lead)).toEqual({
      ...lead,
      first_name: 'I'.repeat(100),
      headline: '𝕏'.repeat(255),
      current_employment: { ...lead.current_employment, title: 'T'.repeat(255) },
    });
  });

  it('cuts the career of somebody whose profile is longer than a page has room for, never the identity', () => {
    const job = {
      ...{ title: 'T', organization_name: 'O', start_date: null, end_date: null, location: null },
      description: '長'.repeat(10_000),
    };
    const long = { ...lead, other_employments: Array.from({ length: 3_000 }, () => job) };
    const fit = fitted(long);
    expect(Buffer.byteLength(JSON.stringify(fit))).toBeLessThanOrEqual(200 * 1024);
    expect([fit.id, fit.linkedin_url]).toEqual([lead.id, lead.linkedin_url]);
    expect(fit.other_employments).toHaveLength(50);
    expect(fit.other_employments[0]?.description).toBe('長'.repeat(1_000));
  });

  it('takes a lead without names and job', () => {
    const bare = { ...lead, first_name: null, last_name: null, headline: null, current_employment: null };
    expect(fitted(bare)).toEqual(bare);
  });
});
