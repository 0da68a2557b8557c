import { makeRubric } from './make-rubric';
import { rubricHash } from './rubric';
import { emptyProposal } from './testing';

const PERSONAS = [{ persona: 'buyer', roles: ['VP Operations'] }] as const;

const signal = {
  text: 'Opens new sites',
  weight: 3,
  fields: ['about', 'current_employment.title', 'nonsense'],
  terms: ['new site', 'Team', 'ab', 'New  Site'],
  group: null,
};

describe('makeRubric', () => {
  it('makes role titles, levels, functions, time and signals into criteria that name their fields', () => {
    const { rubric, notes } = makeRubric(PERSONAS, {
      ...emptyProposal,
      equivalents: [{ persona: 'buyer', titles: ['COO', 'Manager', 'vp operations'] }],
      seniorities: ['vp', 'wizard', 'c_suite'],
      functions: ['operations'],
      newInRoleMonths: 6.5,
      signals: [signal],
      excludedTitles: ['Consultant'],
    });
    expect(rubric.criteria.map(({ id, kind, weight, fields }) => [id, kind, weight, fields])).toEqual([
      ['persona_buyer', 'persona', 4, ['current_employment.title']],
      ['seniority', 'seniority', 2, ['current_employment.seniority', 'current_employment.title']],
      ['function', 'function', 2, ['current_employment.functions', 'current_employment.title']],
      ['time_in_role', 'time_in_role', 1, ['current_employment.start_date']],
      ['signal_1', 'signal', 2, ['about']],
      ['excluded_title', 'exclusion', 4, ['current_employment.title']],
      ['left_company', 'exclusion', 4, ['current_employment.organization_name']],
    ]);
    expect(rubric.criteria[0]?.roles).toEqual(['VP Operations', 'COO']);
    expect(rubric.criteria[1]?.values).toEqual(['c_suite', 'vp']);
    expect(rubric.criteria[3]?.maxMonths).toBe(6);
    expect(rubric.criteria[4]?.terms).toEqual(['new site']);
    expect(notes).toEqual(['The title "Manager" matches nearly everybody or nobody, so it is no pattern.']);
  });

  it('leaves out a signal that no word could prove, and says so', () => {
    const made = makeRubric(PERSONAS, { ...emptyProposal, signals: [{ ...signal, terms: ['team', 'and'] }] });
    expect(made.rubric.criteria.map(({ id }) => id)).toEqual(['persona_buyer', 'left_company']);
    expect(made.notes).toEqual([
      'The signal "Opens new sites" names no word that could prove it, so it is left out.',
    ]);
  });

  it('puts signals of one group together as alternatives', () => {
    const { rubric } = makeRubric([], {
      ...emptyProposal,
      signals: [
        { ...signal, group: 'Growth' },
        { ...signal, text: 'Hires', group: 'growth' },
        { ...signal, text: 'Recalls' },
      ],
    });
    expect(rubric.criteria.map(({ group }) => group)).toEqual([
      'signals_growth',
      'signals_growth',
      'signal_3',
      'exclusions',
    ]);
  });

  it('says when a product names no personas', () => {
    expect(makeRubric([], emptyProposal).notes).toEqual([
      'The product names no personas: only its description and signals count.',
    ]);
  });

  it('bounds a proposal without end', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...signal, text: `Signal ${index}` }));
    const { rubric } = makeRubric(PERSONAS, {
      ...emptyProposal,
      signals: many,
      newInRoleMonths: 900,
      equivalents: [{ persona: 'buyer', titles: many.map(({ text }) => text) }],
    });
    expect(rubric.criteria.filter(({ kind }) => kind === 'signal')).toHaveLength(12);
    expect(rubric.criteria[0]?.roles).toHaveLength(25);
    expect(rubric.criteria.find(({ id }) => id === 'time_in_role')?.maxMonths).toBe(24);
  });

  it('makes the same rubric of the same input', () => {
    const make = () => rubricHash(makeRubric(PERSONAS, { ...emptyProposal, signals: [signal] }).rubric);
    expect(make()).toBe(make());
    expect(make()).not.toBe(rubricHash(makeRubric(PERSONAS, emptyProposal).rubric));
  });
});
