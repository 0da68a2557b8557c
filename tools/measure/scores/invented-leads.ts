import { type LeadFacts, makeRubric, type Rubric } from '@userport/lead-score';

/** A rubric with every kind of criterion. */
export const measuredRubric: Rubric = makeRubric(
  [
    { persona: 'buyer', roles: ['VP Operations', 'Chief Operating Officer'] },
    { persona: 'influencer', roles: ['Automation Lead'] },
    { persona: 'end_user', roles: ['Maintenance Planner'] },
  ],
  {
    equivalents: [{ persona: 'buyer', titles: ['Betriebsleiter'] }],
    seniorities: ['c_suite', 'vp', 'head'],
    functions: ['operations', 'maintenance'],
    newInRoleMonths: 6,
    signals: [
      { text: 'Robot recalls', weight: 4, fields: ['about', 'projects'], terms: ['recall'], group: null },
      { text: 'New sites', weight: 2, fields: ['about', 'headline'], terms: ['site'], group: null },
    ],
    excludedTitles: ['Procurement Consultant'],
  },
).rubric;

const TITLES = [
  'VP Operations',
  'Chief Operating Officer',
  'Betriebsleiterin',
  'Automation Lead',
  'Maintenance Planner',
  'Operations Intern',
  'Keeper of the Robots',
  'Director of Sites',
  'Former VP Operations',
  'Procurement Consultant',
];
const ABOUTS = [
  'Led two robot recalls in 2025.',
  'Opened new sites in Ghent and Cork.',
  'Plans shifts; never led a recall.',
  'Writes about motion planning.',
];
const STARTS = [null, '2026-08-01', '2026', '2019-02', '2024-11-30'];

/** The n-th invented lead; the same for ever. */
const leadAt = (n: number): LeadFacts => ({
  id: `lead-${n}`,
  title: n % 23 === 0 ? null : `${TITLES[n % TITLES.length] ?? ''}${n % 7 === 0 ? ` ${n % 50}` : ''}`,
  seniority: [null, 'vp', 'manager', 'c_suite'][n % 4] ?? null,
  functions: n % 3 === 0 ? ['master_operations'] : [],
  startDate: STARTS[n % STARTS.length] ?? null,
  atCompany: n % 11 === 0 ? 'unknown' : n % 13 === 0 ? 'left' : 'here',
  texts: {
    ...(n % 5 === 0 ? {} : { about: [`${ABOUTS[n % ABOUTS.length] ?? ''} Since ${1990 + (n % 30)}.`] }),
    ...(n % 6 === 0 ? { headline: [`Opens sites, no. ${n}`] } : {}),
    education: [`School ${n}`],
  },
});

/** So many invented leads. */
export const inventedLeads = (count: number): LeadFacts[] =>
  Array.from({ length: count }, (_, n) => leadAt(n));

/** The same leads with everything changed that no criterion may read. */
export const unrelatedChanged = (leads: readonly LeadFacts[]): LeadFacts[] =>
  leads.map((lead) => ({
    ...lead,
    texts: {
      ...lead.texts,
      education: ['Another school'],
      groups: ['Robot recalls'],
      publications: ['New sites'],
    },
  }));
