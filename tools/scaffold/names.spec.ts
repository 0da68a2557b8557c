import { formsOf, nameProblem } from './names';

describe('nameProblem', () => {
  it.each(['lead', 'lead-score', 'a2-b3', 'a'.repeat(40)])('accepts %s', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    [undefined, 'Say its name: lower case words joined by hyphens, such as lead-score.'],
    ['LeadScore', '"LeadScore" must be lower case words joined by hyphens, such as lead-score.'],
    ['lead_score', '"lead_score" must be lower case words joined by hyphens, such as lead-score.'],
    ['../lead', '"../lead" must be lower case words joined by hyphens, such as lead-score.'],
    ['2-leads', '"2-leads" must be lower case words joined by hyphens, such as lead-score.'],
    ['a'.repeat(41), `"${'a'.repeat(41)}" is longer than 40 characters.`],
  ])('refuses %s', (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
});

describe('formsOf', () => {
  it('gives a name in each form', () => {
    expect(formsOf('lead-score-v2')).toEqual({
      kebab: 'lead-score-v2',
      snake: 'lead_score_v2',
      upper: 'LEAD_SCORE_V2',
      camel: 'leadScoreV2',
      pascal: 'LeadScoreV2',
      title: 'Lead Score V2',
    });
  });
});
