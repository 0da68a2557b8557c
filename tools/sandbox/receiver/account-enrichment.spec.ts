import type { Json, JsonObject } from '@userport/contracts';
import { accountChanges, leadChanges, researchChanges } from './account-enrichment';
import { type Change, emptyState } from './django-state';

const apply = (changes: readonly Change[], state = emptyState()) => {
  for (const change of changes) change(state);
  return state;
};

describe('a completed company_info', () => {
  it('keeps the old value where null came and empties lists that did not come', () => {
    const state = apply(
      accountChanges('a', { company_name: 'Old', industry: 'Mining', customers: ['x'], competitors: ['y'] }),
    );
    apply(
      accountChanges('a', { company_name: 'New', industry: null, competitors: null, employee_count: 12.7 }),
      state,
    );
    expect(state.accounts.get('a')).toEqual({
      name: 'New',
      industry: 'Mining',
      customers: [],
      competitors: ['y'],
      recent_events: [],
      employee_count: 12,
    });
  });

  it('cuts entries of lists at 250 characters and ignores keys that nobody reads', () => {
    const { accounts } = apply(
      accountChanges('a', { customers: ['x'.repeat(300)], evidence: {}, analysis_summary: 's' }),
    );
    expect(accounts.get('a')).toEqual({ customers: ['x'.repeat(250)], competitors: [], recent_events: [] });
  });

  it.each<[string, JsonObject]>([
    ['a name over 255 characters', { company_name: 'x'.repeat(256) }],
    ['a range instead of a count', { employee_count: '201-500' }],
    ['a count beyond 32 bits', { employee_count: 3e9 }],
    ['a text instead of a list', { customers: 'one' }],
  ])('is undone by %s', (_what, processed) => {
    expect(() => accountChanges('a', processed)).toThrow();
  });

  it('takes a count that is a text of digits', () => {
    expect(apply(accountChanges('a', { employee_count: '250' })).accounts.get('a')?.['employee_count']).toBe(
      250,
    );
  });
});

describe('leads', () => {
  const page = (structured: Json, all: Json = []) =>
    leadChanges('a', { completion_percentage: 100 }, { structured_leads: structured, all_leads: all });

  it('are known by their address, the later of two winning, and carry their evaluation', () => {
    const lead = (id: string) => ({ id, linkedin_url: 'https://www.linkedin.com/in/ines-okafor-demo' });
    const { leads } = apply(page([lead('1'), lead('2')], [{ id: '2', fit_score: '63' }]));
    expect([...leads.values()]).toEqual([
      {
        accountId: 'a',
        linkedinUrl: 'https://www.linkedin.com/in/ines-okafor-demo',
        lead: lead('2'),
        evaluation: { id: '2', fit_score: '63' },
      },
    ]);
  });

  it('without an id or an address are dropped', () => {
    expect(
      apply(page([{ linkedin_url: 'u' }, { id: '1' }, { id: '1', linkedin_url: null }])).leads.size,
    ).toBe(0);
  });

  it('may be null lists', () => {
    expect(page(null, null)).toEqual([]);
  });

  it.each<[string, Json, Json]>([
    ['an id that is a number', [{ id: 7, linkedin_url: 'u' }], []],
    ['a first name over 100 characters', [{ id: '7', linkedin_url: 'u', first_name: 'x'.repeat(101) }], []],
    ['a score in words', [], [{ id: '7', fit_score: 'high' }]],
    ['a signal that is null', [], [{ id: '7', matching_signals: [null] }]],
    ['a rationale that is a list', [], [{ id: '7', rationale: [null] }]],
  ])('are undone by %s', (_what, structured, all) => {
    expect(() => page(structured, all)).toThrow();
  });

  it('are undone by a fraction of a percent', () => {
    expect(() => leadChanges('a', { completion_percentage: 33.5 }, {})).toThrow('completion_percentage');
  });
});

describe('research of a lead', () => {
  const LEAD = 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22';

  it('completes the lead with an activity and leaves it in processing without one', () => {
    const done = apply(
      researchChanges(LEAD, { insights: {}, content_details: [{ num_linkedin_reactions: 3 }] }),
    );
    const hanging = apply(researchChanges(LEAD, { insights: {}, content_details: [] }));
    expect([done.researched.get(LEAD), hanging.researched.get(LEAD)]).toEqual(['completed', 'processing']);
  });

  it.each<[string, Json | undefined, JsonObject]>([
    ['no lead', null, { insights: {} }],
    ['insights that are null', LEAD, { insights: null }],
    ['a count in words', LEAD, { insights: {}, content_details: [{ num_linkedin_comments: '1,234' }] }],
  ])('is undone by %s', (_what, leadId, processed) => {
    expect(() => researchChanges(leadId, processed)).toThrow();
  });
});
