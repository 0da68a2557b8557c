import { fold, wordsOf } from './fold';
import { type FactField, TEXT_FIELDS, type TextField } from './lead-facts';
import type { PersonaRoles } from './personas';
import { compileRole } from './role-match';
import { type Criterion, LEFT_COMPANY, type Persona, type Rubric, RUBRIC_VERSION } from './rubric';

/** What a model makes of a product; everything in it is checked, bounded and named by code. */
export interface RubricProposal {
  /** Other titles of the same roles, per persona. */
  readonly equivalents: readonly { readonly persona: Persona; readonly titles: readonly string[] }[];
  readonly seniorities: readonly string[];
  readonly functions: readonly string[];
  /** Somebody new in the role is wanted: at most so many months. */
  readonly newInRoleMonths: number | null;
  readonly signals: readonly {
    readonly text: string;
    readonly weight: number;
    readonly fields: readonly string[];
    readonly terms: readonly string[];
    /** Signals of one word are alternatives. */
    readonly group: string | null;
  }[];
  /** Titles of people who are not to be approached. */
  readonly excludedTitles: readonly string[];
}

/** A rubric, and what of the proposal did not become part of it. */
export interface MadeRubric {
  readonly rubric: Rubric;
  readonly notes: readonly string[];
}

const MOST_EQUIVALENTS = 24;
const MOST_SIGNALS = 12;
const MOST_TERMS = 12;
const MOST_EXCLUDED = 20;
const LONGEST_TEXT = 200;
/** Shorter words stand in every text. */
const SHORTEST_TERM = 3;
const MOST_MONTHS = 24;
const USUAL_FIELDS: readonly TextField[] = ['about', 'current_employment.description', 'headline'];

/** Apollo's words for levels: https://docs.apollo.io/reference/people-api-search */
const SENIORITIES = [
  'owner',
  'founder',
  'c_suite',
  'partner',
  'vp',
  'head',
  'director',
  'manager',
  'senior',
  'entry',
  'intern',
];

/** Words that would be proof of anything. */
const EMPTY_TERMS = new Set(
  'the and for with work works working company team business experience years people management manager strong results skills role product service services solution solutions new best leader leading proven professional'.split(
    ' ',
  ),
);

const clean = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_TEXT);
const weightOf = (weight: number): 1 | 2 | 4 => (weight >= 4 ? 4 : weight >= 2 ? 2 : 1);

const termsOf = (terms: readonly string[]): string[] => {
  const folded = terms.map((term) => wordsOf(term).join(' '));
  return [...new Set(folded)]
    .filter((term) => term.length >= SHORTEST_TERM && !EMPTY_TERMS.has(term))
    .slice(0, MOST_TERMS);
};

/** Known titles of roles; what cannot be compiled is told in the notes. */
function rolesOf(titles: readonly string[], notes: string[]): string[] {
  const seen = new Set<string>();
  return titles.map(clean).filter((title) => {
    const key = fold(title);
    if (title === '' || seen.has(key)) return false;
    seen.add(key);
    if (compileRole(title) !== undefined) return true;
    notes.push(`The title "${title}" matches nearly everybody or nobody, so it is no pattern.`);
    return false;
  });
}

const personaCriteria = (
  personas: readonly PersonaRoles[],
  proposal: RubricProposal,
  notes: string[],
): Criterion[] =>
  personas.flatMap(({ persona, roles }): Criterion[] => {
    const other = proposal.equivalents
      .filter((one) => one.persona === persona)
      .flatMap(({ titles }) => titles);
    const all = rolesOf([...roles, ...other.slice(0, MOST_EQUIVALENTS)], notes);
    if (all.length === 0) return [];
    return [
      {
        id: `persona_${persona}`,
        text: `Is ${persona === 'buyer' ? 'a buyer' : persona === 'influencer' ? 'an influencer' : 'an end user'}: ${roles.join(', ')}`,
        kind: 'persona',
        weight: 4,
        group: 'persona',
        fields: ['current_employment.title'],
        persona,
        roles: all,
      },
    ];
  });

const employmentCriteria = (proposal: RubricProposal): Criterion[] => {
  const levels = SENIORITIES.filter((level) => proposal.seniorities.includes(level));
  const functions = [...new Set(proposal.functions.map(clean).filter((name) => name !== ''))].slice(
    0,
    MOST_TERMS,
  );
  const months = proposal.newInRoleMonths;
  const criteria: Criterion[] = [];
  if (levels.length > 0)
    criteria.push({
      id: 'seniority',
      text: `Level: ${levels.join(', ')}`,
      kind: 'seniority',
      weight: 2,
      group: 'seniority',
      fields: ['current_employment.seniority', 'current_employment.title'],
      values: levels,
    });
  if (functions.length > 0)
    criteria.push({
      id: 'function',
      text: `Works in: ${functions.join(', ')}`,
      kind: 'function',
      weight: 2,
      group: 'function',
      fields: ['current_employment.functions', 'current_employment.title'],
      values: functions,
    });
  if (months !== null && months >= 1)
    criteria.push({
      id: 'time_in_role',
      text: `At most ${Math.min(MOST_MONTHS, Math.trunc(months))} months in the role`,
      kind: 'time_in_role',
      weight: 1,
      group: 'time_in_role',
      fields: ['current_employment.start_date'],
      maxMonths: Math.min(MOST_MONTHS, Math.trunc(months)),
    });
  return criteria;
};

function signalCriteria({ signals }: RubricProposal, notes: string[]): Criterion[] {
  const usable = signals.filter(({ text, terms }) => {
    if (clean(text) === '') return false;
    if (termsOf(terms).length > 0) return true;
    notes.push(`The signal "${clean(text)}" names no word that could prove it, so it is left out.`);
    return false;
  });
  return usable.slice(0, MOST_SIGNALS).map(({ text, weight, fields, terms, group }, index): Criterion => {
    const named = TEXT_FIELDS.filter((field) => fields.includes(field));
    const allowed: readonly FactField[] = named.length > 0 ? named : USUAL_FIELDS;
    const word = wordsOf(group ?? '').join('_');
    return {
      id: `signal_${index + 1}`,
      text: clean(text),
      kind: 'signal',
      weight: weightOf(weight),
      group: word === '' ? `signal_${index + 1}` : `signals_${word}`,
      fields: allowed,
      terms: termsOf(terms),
    };
  });
}

/**
 * Makes the rubric of a product: its own role titles and what a model proposes beside them, with ids, groups, weights
 * and the fields that may prove each criterion set by code. Pure; the same input gives the same rubric.
 */
export function makeRubric(personas: readonly PersonaRoles[], proposal: RubricProposal): MadeRubric {
  const notes: string[] = [];
  if (personas.length === 0)
    notes.push('The product names no personas: only its description and signals count.');
  const excluded = rolesOf(proposal.excludedTitles.slice(0, MOST_EXCLUDED), notes);
  const exclusion: Criterion = {
    id: 'excluded_title',
    text: `Is one of: ${excluded.join(', ')}`,
    kind: 'exclusion',
    weight: 4,
    group: 'exclusions',
    fields: ['current_employment.title'],
    roles: excluded,
  };
  const criteria = [
    ...personaCriteria(personas, proposal, notes),
    ...employmentCriteria(proposal),
    ...signalCriteria(proposal, notes),
  ];
  return {
    rubric: {
      version: RUBRIC_VERSION,
      midpoint: 0.5,
      criteria: [...criteria, ...(excluded.length > 0 ? [exclusion] : []), LEFT_COMPANY],
    },
    notes,
  };
}
