import { openCodeJudge, seniorityOf } from './judge-by-code';
import type { LeadFacts } from './lead-facts';
import { type Criterion, LEFT_COMPANY, type Rubric } from './rubric';
import { criterion, leadFacts, NOW_MS } from './testing';

const judge = (one: Criterion, facts: Partial<LeadFacts>) => {
  const rubric: Rubric = { version: 1, midpoint: 0.5, criteria: [one] };
  return openCodeJudge(rubric)(one, leadFacts(facts), NOW_MS);
};

const buyer = criterion({
  id: 'persona_buyer',
  kind: 'persona',
  roles: ['VP Operations', 'COO'],
  fields: ['current_employment.title'],
});

describe('openCodeJudge', () => {
  it('judges a persona by the current title', () => {
    expect(judge(buyer, { title: 'Vice President, Operations' })).toEqual({
      answer: 'yes',
      by: 'code',
      field: 'current_employment.title',
      words: 'Vice President, Operations',
      pattern: 'VP Operations',
      note: 'Title pattern of "VP Operations".',
    });
    expect(judge(buyer, { title: 'Operations Intern' })?.answer).toBe('no');
    expect(judge(buyer, { title: null })?.answer).toBe('unknown');
    expect(judge(buyer, { title: 'Director of Sites' })).toBeUndefined();
  });

  it('reads no persona out of headline or bio', () => {
    const texts = { headline: ['VP Operations'], about: ['VP Operations'] };
    expect(judge(buyer, { title: 'Welder', texts })).toBeUndefined();
    expect(judge(buyer, { title: 'Welding Intern', texts })?.answer).toBe('no');
  });

  it.each([
    [{ seniority: 'vp' }, 'yes'],
    [{ seniority: 'C Suite' }, 'no'],
    [{ seniority: 'manager', title: 'VP Operations' }, 'no'],
    [{ title: 'VP Operations' }, 'yes'],
    [{ title: 'Former VP Operations' }, 'unknown'],
    [{ title: 'Welder' }, 'unknown'],
    [{}, 'unknown'],
  ])('judges the level of %j as %s', (facts, answer) => {
    expect(judge(criterion({ id: 's', kind: 'seniority', values: ['vp'] }), facts)?.answer).toBe(answer);
  });

  it.each([
    [{ functions: ['master_operations'] }, 'yes'],
    [{ functions: ['finance'] }, 'no'],
    [{ functions: ['finance'], title: 'VP Operations' }, 'yes'],
    [{ title: 'VP Operations' }, 'yes'],
    [{ title: 'VP Marketing' }, 'no'],
    [{ title: 'Welder' }, 'unknown'],
    [{}, 'unknown'],
  ])('judges the function of %j as %s', (facts, answer) => {
    const one = criterion({ id: 'f', kind: 'function', values: ['Operations', 'Supply Chain'] });
    expect(judge(one, facts)?.answer).toBe(answer);
  });

  it.each([
    ['2026-09-01', 'yes'],
    ['2024-01-01', 'no'],
    ['2026', 'unknown'],
    [null, 'unknown'],
  ])('judges a role since %j as %s', (startDate, answer) => {
    expect(judge(criterion({ id: 't', kind: 'time_in_role', maxMonths: 6 }), { startDate })?.answer).toBe(
      answer,
    );
  });

  it.each([
    ['left', 'yes'],
    ['here', 'no'],
    ['unknown', 'unknown'],
  ] as const)('judges whoever is %s as gone: %s', (atCompany, answer) => {
    expect(judge(LEFT_COMPANY, { atCompany })?.answer).toBe(answer);
  });

  it('excludes only titles that are listed', () => {
    const one = criterion({ id: 'excluded_title', kind: 'exclusion', roles: ['Procurement Consultant'] });
    expect(judge(one, { title: 'Procurement Consultant' })?.answer).toBe('yes');
    expect(judge(one, { title: 'Director of Sites' })?.answer).toBe('no');
    expect(judge(one, {})?.answer).toBe('unknown');
  });

  it('leaves signals to whoever understands text', () => {
    expect(judge(criterion({ id: 'signal_1' }), { texts: { about: ['x'] } })).toBeUndefined();
  });
});

describe('seniorityOf', () => {
  it('takes the highest level of a title that names several', () => {
    expect(seniorityOf(leadFacts({ title: 'Founder & Sales Manager' }))).toEqual({
      level: 'founder',
      field: 'title',
    });
  });
});
