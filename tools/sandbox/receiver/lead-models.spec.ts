import type { Json, JsonObject } from '@userport/contracts';
import { RollbackError } from './django-state';
import { checkEvaluation, checkStructuredLead } from './lead-models';

const lead: JsonObject = {
  ...{ id: '1', linkedin_url: 'http://www.linkedin.com/in/ines-okafor-demo' },
  ...{ first_name: 'Ines', last_name: 'Okafor', full_name: 'Ines Okafor', headline: 'H', about: 'A' },
  current_employment: {
    ...{ title: 'T', organization_name: 'O', description: 'D', start_date: '2023', location: 'L' },
    ...{ department: 'operations', seniority: 'vp', functions: ['a'], subdepartments: [] },
  },
  contact_info: { email: 'i@n.example', email_status: 'verified', phone_numbers: ['1'] },
  location: { city: 'Cork', state: null, country: 'Ireland' },
  ...{ organization: {}, social_profiles: {}, education: [{}], projects: [], publications: [], groups: [] },
  ...{ certifications: [], honor_awards: [], other_employments: [{}], data_quality: {} },
};
const evaluated: JsonObject = {
  ...{ id: '1', fit_score: 63, matching_signals: ['a'], persona_match: 'buyer', rationale: 'R' },
  ...{ overall_analysis: ['a'], key_insights: [], recommended_approach: 'A', internal_analysis: 7 },
};
const employed = (more: JsonObject) => ({
  current_employment: { ...(lead['current_employment'] as JsonObject), ...more },
});

describe('checkStructuredLead', () => {
  it('takes a whole lead, a bare one, and keys that nobody knows', () => {
    const bare = { id: '1', linkedin_url: 'u' };
    const nulls = Object.fromEntries(Object.keys(lead).map((key) => [key, null]));
    [lead, bare, { ...nulls, ...bare }, { ...lead, volunteer_work: 7 }].forEach(checkStructuredLead);
  });

  it.each<[string, JsonObject]>([
    ['names of 100 characters', { first_name: 'x'.repeat(100), last_name: 'x'.repeat(100) }],
    ['a title of 255', employed({ title: 'x'.repeat(255) })],
    ['a long headline beside a title', { headline: 'x'.repeat(900) }],
    ['an address of 512', { linkedin_url: 'x'.repeat(512) }],
  ])('takes %s', (_what, more) => {
    expect(() => checkStructuredLead({ ...lead, ...more })).not.toThrow();
  });

  it.each<[string, JsonObject]>([
    ['an id that is a number', { id: 7 }],
    ['an address that is none', { linkedin_url: 7 }],
    ['an address of 513', { linkedin_url: 'x'.repeat(513) }],
    ['a first name of 101', { first_name: 'x'.repeat(101) }],
    ['a last name of 101', { last_name: 'x'.repeat(101) }],
    ['a full name that is a list', { full_name: ['Ines'] }],
    ['a headline that is a number', { headline: 7 }],
    ['a long headline in the place of a title', { current_employment: null, headline: 'x'.repeat(256) }],
    ['an about that is a list', { about: ['A'] }],
    ['a job that is a list', { current_employment: [] }],
    ['a title of 256', employed({ title: 'x'.repeat(256) })],
    ['a start date that is an object', employed({ start_date: { year: 2023 } })],
    ['a department that is a list', employed({ department: ['operations'] })],
    ['a seniority that is a list', employed({ seniority: [] })],
    ['functions that are a text', employed({ functions: 'operations' })],
    ['a function that is null', employed({ functions: [null] })],
    ['subdepartments that are a text', employed({ subdepartments: 'x' })],
    ['phone numbers that are a text', { contact_info: { phone_numbers: '1' } }],
    ['a city that is a number', { location: { city: 7 } }],
    ['an organization that is a text', { organization: 'O' }],
    ['social profiles that are a list', { social_profiles: [] }],
    ...['education', 'projects', 'publications', 'groups', 'certifications', 'honor_awards'].map(
      (list): [string, JsonObject] => [`${list} of texts`, { [list]: ['x'] }],
    ),
    ['other jobs that are one object', { other_employments: {} }],
    ['a data quality that is a text', { data_quality: 'good' }],
  ])('undoes the page for %s', (_what, more) => {
    expect(() => checkStructuredLead({ ...lead, ...more })).toThrow(RollbackError);
  });
});

describe('checkEvaluation', () => {
  it.each<[string, Json]>([
    ['a score', 63],
    ['a score as a text of digits', '63.5'],
    ['no score', null],
  ])('takes %s', (_what, score) => {
    expect(() => checkEvaluation({ ...evaluated, fit_score: score })).not.toThrow();
  });

  it('takes null lists and a persona that nobody knows', () => {
    expect(() =>
      checkEvaluation({ ...evaluated, matching_signals: null, persona_match: 'other' }),
    ).not.toThrow();
  });

  it.each<[string, JsonObject]>([
    ['a score in words', { fit_score: 'high' }],
    ['an empty score', { fit_score: '' }],
    ['signals that are a text', { matching_signals: 'a' }],
    ['a signal that is null', { matching_signals: [null] }],
    ['a persona that is a list', { persona_match: ['buyer'] }],
    ['a rationale that is a list', { rationale: [null] }],
    ['an analysis that is a text', { overall_analysis: 'a' }],
    ['insights that are objects', { key_insights: [{}] }],
    ['an approach that is a list', { recommended_approach: [] }],
  ])('undoes the page for %s', (_what, more) => {
    expect(() => checkEvaluation({ ...evaluated, ...more })).toThrow(RollbackError);
  });
});
