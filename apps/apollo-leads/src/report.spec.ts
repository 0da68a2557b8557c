import { makeRubric, scoreOf } from '@userport/lead-score';
import { emptyProposal } from '@userport/lead-score/testing';
import { evaluationOf } from './evaluation';
import { leadOf } from './lead';
import {
  distributionOf,
  type JobFindings,
  metricsOf,
  notesOf,
  patternsOf,
  rawMaterial,
  sumsOf,
  whyNotRevealed,
} from './report';
import { structuredLead } from './structured-lead';
import { masked, personFor } from './testing';

const made = makeRubric([{ persona: 'buyer', roles: ['VP Operations'] }], emptyProposal);
const organization = {
  apolloId: 'org-1',
  name: 'N',
  domain: null,
  employees: null,
  revenueUsd: null,
  notes: [],
};
const sent = leadOf(personFor('sent'), organization, 'revealed');
const hidden = leadOf(masked(personFor('hidden')), organization);
const noUrl = leadOf(personFor('no-url', { linkedinUrl: null }), organization, 'revealed');
const long = leadOf(personFor('long', { linkedinUrl: 'x'.repeat(600) }), organization, 'revealed');
const leads = [sent, hidden, noUrl, long];

const evaluated = new Map(
  leads.map(({ id }) => [id, { id, judgements: new Map(), score: scoreOf(made.rubric, new Map()) }]),
);
const findings = (more: Partial<JobFindings> = {}): JobFindings => ({
  organization,
  made,
  found: { people: leads.map(({ person }) => person), duplicates: 2, total: 6, notes: [] },
  leads,
  evaluated,
  thresholds: new Map(leads.map(({ id }) => [id, 65])),
  promises: new Map(leads.map(({ id }) => [id, 100])),
  selected: ['sent', 'no-url', 'long'],
  unasked: new Map([['hidden', 'not revealed']]),
  revealed: { people: new Map(), missed: new Set(), refused: new Map() },
  enriched: { profiles: new Map(), missed: new Set(), refused: new Map() },
  delivered: [
    {
      lead: structuredLead(sent, 'u', organization),
      evaluation: evaluationOf(
        made.rubric,
        { id: 'sent', judgements: new Map(), score: scoreOf(made.rubric, new Map()) },
        undefined,
      ),
      qualified: false,
    },
  ],
  troubles: new Map([['prompt_blocked', 3]]),
  ...more,
});

describe('sumsOf', () => {
  it('adds up: found = sent + duplicates + not revealed + without address + refused', () => {
    expect(sumsOf(findings())).toEqual({
      found: 6,
      sent: 1,
      duplicates: 2,
      not_revealed: 1,
      not_revealed_reasons: { 'beyond max_revealed': 1 },
      without_url: 1,
      refused: 1,
      refused_reasons: { 'LinkedIn address too long': 1 },
    });
  });

  it('counts leads who share an address as duplicates', () => {
    const twin = leadOf(personFor('twin'), organization, 'revealed');
    const all = [...leads, twin];
    const found = { people: all.map(({ person }) => person), duplicates: 0, total: 5, notes: [] };
    expect(sumsOf(findings({ leads: all, found }))).toMatchObject({ found: 5, duplicates: 1 });
  });

  it('sends nothing when somebody is lost', () => {
    expect(() => sumsOf(findings({ leads: leads.slice(1) }))).toThrow(/accounted for/);
  });
});

describe('whyNotRevealed', () => {
  it.each([
    [
      'refused by money',
      {
        revealed: {
          people: new Map(),
          missed: new Set<string>(),
          refused: new Map([['hidden', 'budget_exhausted']]),
        },
      },
      'budget_exhausted',
    ],
    [
      'unknown',
      { revealed: { people: new Map(), missed: new Set(['hidden']), refused: new Map() } },
      'unknown to the vendor',
    ],
    ['beyond the number', {}, 'beyond max_revealed'],
    ['not promising', { thresholds: new Map([['hidden', 101]]) }, 'below the threshold'],
  ])('says of somebody who is %s why', (_what, more, why) => {
    expect(whyNotRevealed(findings(more as Partial<JobFindings>), 'hidden')).toBe(why);
  });
});

describe('metricsOf', () => {
  it('counts this job alone', () => {
    const all = findings({
      enriched: { profiles: new Map(), missed: new Set(), refused: new Map([['sent', 'quota_exhausted']]) },
    });
    expect(metricsOf(all, sumsOf(all))).toMatchObject({
      total_leads_processed: 4,
      successful_leads: 1,
      failed_leads: 3,
      api_errors: 0,
      ai_errors: 3,
      enriched_leads: 0,
      enrichment_errors: 1,
    });
  });

  it('says what was left out on the way', () => {
    const notes = ['Apollo counts 10000 people; the first 3000 were looked at (max_employees).'];
    const all = findings({
      organization: { ...organization, notes: ['Recognised at Apollo by website, name.'] },
      found: { ...findings().found, notes },
    });
    expect(metricsOf(all, sumsOf(all))['notes']).toEqual([
      'Recognised at Apollo by website, name.',
      ...notes,
    ]);
  });
});

describe('patternsOf', () => {
  const yes = { answer: 'yes', by: 'code', field: null, words: null, note: null } as const;
  const fitting = (count: number, of: number) => {
    const all = Array.from({ length: of }, (_, index) => ({ ...hidden, id: `p${index}` }));
    const judged = all.map(({ id }, index) => {
      const judgements = new Map(
        index < count ? [['persona_buyer', { ...yes, pattern: 'VP Operations' }]] : [],
      );
      return [id, { id, judgements, score: scoreOf(made.rubric, judgements) }] as const;
    });
    return findings({ leads: all, evaluated: new Map(judged) });
  };

  it('tells how many of the people at hand each title fits', () => {
    expect(patternsOf(fitting(3, 5))).toEqual([
      { criterion: 'persona_buyer', role: 'VP Operations', people: 3 },
    ]);
  });

  it.each([
    [11, 20, ['The title "VP Operations" fits 11 of 20 people, so it tells little.']],
    [10, 20, []],
    [19, 19, []],
  ])('notes a title that fits %d of %d', (count, of, notes) => {
    expect(notesOf(fitting(count, of))).toEqual(notes);
  });
});

describe('rawMaterial', () => {
  it('keeps the rubric, and everybody with every judgement and why nothing was bought', () => {
    const all = findings();
    const [first, second] = rawMaterial(all, sumsOf(all));
    expect(first).toMatchObject({ step: 'rubric', raw: { rubric: made.rubric }, processed: { notes: [] } });
    const rows = (second?.raw as { leads: { id: string; revealed: string; delivered: string }[] }).leads;
    expect(rows.map(({ id, revealed, delivered }) => [id, revealed, delivered])).toEqual([
      ['sent', 'yes', 'yes'],
      ['hidden', 'beyond max_revealed', 'not revealed'],
      ['no-url', 'yes', 'without LinkedIn address'],
      ['long', 'yes', 'LinkedIn address too long'],
    ]);
  });

  it('cuts many leads into rows of five hundred', () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ ...hidden, id: `p${index}` }));
    const all = findings({ leads: many });
    const sums = sumsOf(findings());
    expect(rawMaterial(all, sums).map(({ step }) => step)).toEqual([
      'rubric',
      'leads_1',
      'leads_2',
      'leads_3',
    ]);
  });
});

describe('distributionOf', () => {
  it('is of the leads that are sent', () => {
    expect(distributionOf(findings())).toMatchObject({ metrics: { total_leads: 1, average_score: 50 } });
  });
});
