import { droppedIn, insightLines } from './linkedin-insights';

const unit = (dropped: readonly object[] = []) => ({
  jobId: 'job-1',
  entityId: 'lead-1',
  taskName: 'lead_linkedin_research',
  status: 'delivered',
  payload: {},
  bodies: [],
  materials: [{ step: 'understand', source: 'models', raw: { dropped } }],
});
const quotes = [
  { activity_id: 'activity:1', quote: 'I plan the night first', date: '2026-11-20', url: null },
];

describe('insightLines', () => {
  it('shows each statement with its quotes and the activities they are from', () => {
    const statements = [
      { part: 'trait', kind: 'topics', text: 'Writes about nights.', quotes, inputs: [] },
      { part: 'key_topic', kind: null, text: 'the night', quotes, inputs: [] },
    ];
    expect(insightLines(unit(), { statements })).toEqual([
      '     trait (topics)',
      '        Writes about nights.',
      '           "I plan the night first" (2026-11-20, activity:1)',
      '     key topic',
      '        the night',
      '           "I plan the night first" (2026-11-20, activity:1)',
    ]);
  });

  it('shows a reason to write with its date, its ground and the message', () => {
    const inputs = [{ path: 'lead_data.current_employment.title', value: 'VP Operations' }];
    const text = 'Became VP Operations.';
    const statements = [{ part: 'signal', kind: null, text, quotes: [], inputs }];
    const shown = (more: object) =>
      insightLines(unit(), {
        statements,
        personalization_signals: [{ description: text, outreach_message: 'Hi Ines!', ...more }],
      });
    const day = { from: '2026-09-15T00:00:00.000Z', to: '2026-09-15T23:59:59.999Z' };
    expect(shown({ date: null, date_interval: day })).toEqual([
      '     signal, 2026-09-15',
      '        Became VP Operations.',
      '           "VP Operations" (the request’s lead_data.current_employment.title)',
      '        message: Hi Ines!',
    ]);
    expect(shown({ date: '2026-11-20T06:10:00.000Z' })[0]).toBe('     signal, 2026-11-20');
    expect(shown({ date_interval: { ...day, to: '2026-09-30' } })[0]).toBe(
      '     signal, 2026-09-15 to 2026-09-30',
    );
    expect(shown({})[0]).toBe('     signal, undated');
  });

  it('shows where and when somebody is to be met', () => {
    const approach = { best_channels: ['LinkedIn discussions (3)'], timing_preferences: 'On Monday.' };
    expect(insightLines(unit(), { recommended_approach: approach })).toEqual([
      '     where and when',
      '        LinkedIn discussions (3)',
      '        On Monday.',
    ]);
  });

  it('shows what was dropped and why', () => {
    const dropped = [
      { part: 'starter', rule: 'invented', claimed: 'Saw you last month.', invention: 'last month' },
      { part: 'signal', rule: 'older_than_three_months', claimed: 'Was a planner.' },
      { part: 'insights', rule: 'no_answer', claimed: '' },
    ];
    expect(droppedIn(unit(dropped))).toEqual(dropped);
    expect(insightLines(unit(dropped), undefined)).toEqual([
      '     dropped, starter "Saw you last month.": says what stands in none of its grounds: last month',
      '     dropped, signal "Was a planner.": older than three months',
      '     dropped, insights: no answer',
    ]);
  });
});
