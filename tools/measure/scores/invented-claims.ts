import type { Claim, Criterion, LeadFacts } from '@userport/lead-score';
import { measuredRubric } from './invented-leads';

/** A claim that must not be accepted. */
export interface InventedClaim {
  readonly criterion: Criterion;
  readonly facts: LeadFacts;
  readonly claim: Claim;
}

const base: LeadFacts = {
  id: 'lead',
  title: 'Operations Intern',
  seniority: 'intern',
  functions: [],
  startDate: null,
  atCompany: 'here',
  texts: {
    headline: ['VP Operations and robot recalls at Northwind Robotics'],
    about: ['Plans shifts. Never led a recall. No new sites so far. Formerly in charge of sites.'],
    'current_employment.description': ['Robot recalls and new sites of the whole group.'],
    other_employments: ['VP Operations, Harbour Mills, 2014, robot recalls, new sites'],
    education: ['School of robot recalls and new sites'],
    groups: ['Robot recalls', 'New sites'],
    projects: ['A study of motion planning'],
  },
};

/** Titles that name a role and are none. */
const TITLES = [
  'Operations Intern',
  'Former VP Operations',
  'ex-Chief Operating Officer',
  'Assistant to the Chief Operating Officer',
  'Recruiter for VP Operations',
  'Trainee Automation Lead',
  'Retired Maintenance Planner',
  'Coach to Chief Operating Officers',
  'Praktikant Betrieb',
  'Stagiaire opérations',
  'Becario de operaciones',
  'Tirocinante operazioni',
  'Stagiair operations',
  'Ehemaliger Betriebsleiter',
];
const WORDS = [
  'VP Operations',
  'Chief Operating Officer',
  'Automation Lead',
  'Maintenance Planner',
  'Betriebsleiter',
  'Operations',
];
const FIELDS = [
  'headline',
  'about',
  'other_employments',
  'education',
  'groups',
  'current_employment.description',
  'bio',
  null,
];
const SIGNAL_WORDS = [
  'robot recalls',
  'new sites',
  'led a recall',
  'Led a recall',
  'in charge of sites',
  'led six recalls',
  'opened a site in Cork',
  'recall',
  'Plans shifts',
  '',
];

const personas = measuredRubric.criteria.filter(({ kind }) => kind === 'persona');
const signals = measuredRubric.criteria.filter(({ kind }) => kind === 'signal');
const yes = (field: string | null, words: string): Claim => ({ answer: 'yes', field, words });

/** The words of a title that are proof of nothing, and every word said of a persona out of another field. */
const personaClaims = (): InventedClaim[] =>
  personas.flatMap((criterion) => [
    ...TITLES.flatMap((title) =>
      [title, ...WORDS].map((words) => ({
        criterion,
        facts: { ...base, title },
        claim: yes('current_employment.title', words),
      })),
    ),
    ...FIELDS.flatMap((field) =>
      WORDS.map((words) => ({ criterion, facts: base, claim: yes(field, words) })),
    ),
  ]);

/** Words that stand in no field, in none that counts, or in a clause that denies them. */
const signalClaims = (): InventedClaim[] =>
  signals.flatMap((criterion) =>
    [...FIELDS, 'projects', 'current_employment.title'].flatMap((field) =>
      SIGNAL_WORDS.map((words) => ({ criterion, facts: base, claim: yes(field, words) })),
    ),
  );

/** Every claim that nobody's facts carry. */
export const inventedClaims = (): readonly InventedClaim[] => [...personaClaims(), ...signalClaims()];
