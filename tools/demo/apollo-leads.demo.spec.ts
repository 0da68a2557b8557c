import { taskDemo } from './apollo-leads.demo';

const score = {
  fit: 63,
  low: 45,
  high: 80,
  persona: 'buyer',
  groups: [{ group: 'persona', weight: 4, answer: 'yes' }],
};
const judged = { answer: 'yes', by: 'code', field: 'current_employment.title', words: 'COO', note: null };
const lead = (id: string, more: object) => ({
  id,
  name: `Lead ${id}`,
  title: 'COO',
  at_company: 'here',
  score,
  judgements: { persona_buyer: judged },
  promise: 80,
  threshold: 44.7,
  revealed: 'yes',
  enriched: 'beyond max_enriched',
  delivered: 'yes',
  ...more,
});

const unit = {
  jobId: 'job-1',
  entityId: 'account-1',
  taskName: 'lead_identification_apollo',
  status: 'delivered',
  payload: {},
  bodies: [
    {
      pagination: { page: 7, total_pages: 7, current_chunk: { structured_leads: 2, qualified_leads: 1 } },
      processed_data: {
        metrics: { sums: { found: 3, sent: 2, duplicates: 0, not_revealed: 1, without_url: 0, refused: 0 } },
        all_leads: [{ rationale: '63 (45 to 80).', recommended_approach: 'Ask.' }],
      },
    },
  ],
  materials: [
    {
      step: 'rubric',
      source: 'apollo',
      raw: {
        hash: 'abcdefghijklmnop',
        patterns: [
          { criterion: 'persona_buyer', role: 'COO', people: 3 },
          { criterion: 'persona_buyer', role: 'CTO', people: 0 },
        ],
        rubric: {
          criteria: [
            {
              id: 'persona_buyer',
              kind: 'persona',
              weight: 4,
              text: 'Is a buyer',
              fields: ['current_employment.title'],
            },
          ],
        },
      },
      processed: { notes: ['Recognised at Apollo by website, name.', 'A note.'] },
    },
    {
      step: 'leads_1',
      source: 'apollo',
      raw: {
        leads: [
          lead('b', { revealed: 'below the threshold', promise: 40, score: { ...score, fit: 20 } }),
          lead('d', { score: { ...score, fit: 19 } }),
          lead('a', { enriched: 'yes' }),
          lead('c', { at_company: 'left', enriched: 'quota_exhausted', score: { ...score, fit: 20 } }),
        ],
      },
    },
  ],
};
const plain = (lines: readonly string[]) => lines.map((line) => line.trim().replaceAll(/\s+/g, ' '));

describe('the demo of lead_identification_apollo', () => {
  it('shows rubric, everybody best first with what was bought, reasons, pages and sums', () => {
    expect(plain(taskDemo.lines(unit))).toEqual([
      'rubric abcdefghijkl',
      '4× persona Is a buyer proved by title',
      'fits here: COO 3; 1 of 2 titles fit nobody',
      'Recognised at Apollo by website, name.',
      'A note.',
      'leads',
      '63 (45 to 80) Lead a COO buyer revealed (best case 80 ≥ 45), enriched',
      '20 (45 to 80) Lead b COO buyer not revealed: below the threshold (40 < 45)',
      '20 (45 to 80) Lead c COO buyer revealed (best case 80 ≥ 45); no profile: quota_exhausted · has left',
      '19 (45 to 80) Lead d COO buyer revealed (best case 80 ≥ 45); no profile: beyond max_enriched',
      'reasons of the first',
      '63 (45 to 80). Ask.',
      'pages',
      'page 7 of 7: 2 leads, 1 qualified',
      '3 found = 2 sent + 0 duplicates + 1 not revealed + 0 without url + 0 refused',
    ]);
  });

  it.each([
    ['by id', 'a'],
    ['by name', 'lead A'],
  ])('shows why one lead has its score, with the words, asked %s', (_how, called) => {
    expect(plain(taskDemo.detail?.(unit, called) ?? [])).toEqual([
      '63 (45 to 80) Lead a COO buyer revealed (best case 80 ≥ 45), enriched',
      'a',
      'yes 4× Is a buyer by code "COO" in current_employment.title',
      'groups: persona yes (4); threshold for paid steps 45; delivered: yes',
    ]);
  });

  it('says how to find a lead that is not there', () => {
    expect(plain(taskDemo.detail?.(unit, 'x') ?? [])).toEqual([
      'This job found no lead x. Without --lead it lists whom it found; a name serves, too.',
    ]);
  });

  it('compares pages but for job id and page numbers', () => {
    const page = (job_id: string, first: number) => ({
      ...{ job_id, status: 'completed' },
      pagination: { page: first, total_pages: first + 1, total_leads: 21 },
    });
    expect(taskDemo.comparable?.(page('a', 1000))).toEqual(taskDemo.comparable?.(page('b', 2000)));
    expect(taskDemo.comparable?.(page('a', 1000))).toEqual({
      status: 'completed',
      pagination: { total_leads: 21, pages_to_come: 1 },
    });
  });

  it('gives the same to machines', () => {
    expect(taskDemo.json(unit)).toMatchObject({
      leads: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
      sums: { found: 3 },
      pages: [{ page: 7 }],
    });
  });
});
