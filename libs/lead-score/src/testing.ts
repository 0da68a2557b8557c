import type { Judgement } from './judgement';
import type { LeadFacts } from './lead-facts';
import type { RubricProposal } from './make-rubric';
import type { Criterion } from './rubric';

/** The present in tests of scoring. */
export const NOW_MS = Date.parse('2026-11-23T12:00:00Z');

/** Facts for tests: somebody who works at the account, of whom nothing else is known. */
export const leadFacts = (more: Partial<LeadFacts> = {}): LeadFacts => ({
  id: 'lead-1',
  title: null,
  seniority: null,
  functions: [],
  startDate: null,
  atCompany: 'here',
  texts: {},
  ...more,
});

/** A proposal for tests: a model that has nothing to add. */
export const emptyProposal: RubricProposal = {
  equivalents: [],
  seniorities: [],
  functions: [],
  newInRoleMonths: null,
  signals: [],
  excludedTitles: [],
};

/** A criterion for tests. */
export const criterion = (more: Partial<Criterion> & Pick<Criterion, 'id'>): Criterion => ({
  text: more.id,
  kind: 'signal',
  weight: 1,
  group: more.id,
  fields: ['about'],
  ...more,
});

/** A judgement for tests. */
export const judged = (answer: Judgement['answer']): Judgement => ({
  answer,
  by: 'code',
  field: null,
  words: null,
  note: null,
});
