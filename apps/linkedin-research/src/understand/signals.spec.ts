import { TerminalError } from '@userport/errors';
import type { Activity } from '../parse/activity';
import { activity } from '../parse/testing';
import { findSignals, type SignalsAnswer, withSignals } from './signals';
import { EMPTY_INSIGHTS } from '@userport/contracts/linkedin-research';
import { openStatementJudge } from './statements';
import { KNOWN, research, type Script } from './testing';

const NOW = new Date('2026-11-22T12:00:00Z');
const NIGHT = activity({
  key: 'a',
  ownWords: 'The night shift found eleven stops of our robots.',
  url: null,
});
const night = { activity_id: 'a', quote: 'The night shift found eleven stops' };

type Signal = SignalsAnswer['signals'][number];
const signal = (more: Partial<Signal>): Signal => ({
  description: 'Counts stops at night.',
  reason: 'FleetSense sees a stop before the shift does.',
  outreach_message: 'Hi Ines, how did the night shift find eleven stops?',
  quotes: [],
  inputs: [],
  ...more,
});
const input = (path: string, value: string) => ({ path, value });

async function run(
  script: Script | readonly Signal[],
  { activities = [NIGHT], known = KNOWN }: { activities?: readonly Activity[]; known?: typeof KNOWN } = {},
) {
  const isScript = typeof script === 'function' || script.some((one) => 'object' in one || 'error' in one);
  const answers = isScript ? (script as Script) : [{ object: { signals: script } }];
  const made = await research(activities, answers, { known });
  const judge = openStatementJudge(made.readable, made.known);
  const found = await findSignals(made, judge, NOW);
  return { found, dropped: judge.dropped(), calls: made.calls };
}

describe('findSignals', () => {
  it('rests on own words, and has their date', async () => {
    const { found } = await run([signal({ quotes: [night] })]);
    expect(found.personalization_signals).toEqual([
      {
        description: 'Counts stops at night.',
        reason:
          'FleetSense sees a stop before the shift does. "The night shift found eleven stops" (2026-11-20)',
        outreach_message: 'Hi Ines, how did the night shift find eleven stops?',
        date: '2026-11-20T06:10:00.000Z',
        date_interval: null,
        date_evidence: 'id of the activity',
        undated: false,
        activity_ids: ['a'],
      },
    ]);
    expect(found.statements).toMatchObject([{ part: 'signal', activity_ids: ['a'] }]);
  });

  it('rests on a path of the request with its literal value, and has the date of its record', async () => {
    const { found } = await run([
      signal({
        description: 'Became VP Operations.',
        reason: 'The VP Operations buys.',
        outreach_message: 'Hi Ines, how is the start as VP Operations?',
        inputs: [input('lead_data.current_employment.title', 'VP Operations')],
      }),
      signal({
        description: 'Raised a Series B.',
        reason: 'A round pays for sites.',
        outreach_message: 'Hi Ines, what follows from the Series B?',
        inputs: [input('account_data.funding_details.funding_rounds.0.series', 'Series B')],
      }),
    ]);
    expect(found.personalization_signals).toMatchObject([
      {
        reason: 'The VP Operations buys. "VP Operations" (lead_data.current_employment.title)',
        date: null,
        date_interval: { from: '2026-09-15T00:00:00.000Z', to: '2026-09-15T23:59:59.999Z' },
        undated: false,
      },
      { date_interval: { from: '2026-10-08T00:00:00.000Z' }, undated: false },
    ]);
  });

  it('keeps what has no date, and marks it', async () => {
    const { found } = await run([
      signal({
        description: 'Counts 420 people.',
        outreach_message: 'Hi Ines, how do 420 people see a stop?',
        inputs: [input('account_data.employee_count', '420')],
      }),
    ]);
    expect(found.personalization_signals).toMatchObject([
      {
        reason: 'FleetSense sees a stop before the shift does. (undated) "420" (account_data.employee_count)',
        date: null,
        date_interval: null,
        undated: true,
      },
    ]);
  });

  const at = (iso: string) =>
    activity({ ...NIGHT, actedAt: { precision: 'exact', at: new Date(iso), evidence: '' } });
  const since = (from: string, to: string) =>
    activity({
      ...NIGHT,
      actedAt: { precision: 'interval', from: new Date(from), to: new Date(to), evidence: '' },
    });

  it.each([
    ['to the day three months old', at('2026-08-22T12:00:00.000Z'), 1],
    ['a millisecond older', at('2026-08-22T11:59:59.999Z'), 0],
    ['perhaps younger', since('2026-01-01', '2026-08-22T12:00:00.000Z'), 1],
    ['certainly older', since('2026-01-01', '2026-08-22T11:59:59.999Z'), 0],
  ])('judges a signal that is %s by the latest time that it may have', async (_what, one, kept) => {
    const { found, dropped } = await run([signal({ quotes: [night] })], { activities: [one] });
    expect(found.personalization_signals).toHaveLength(kept);
    expect(dropped.map(({ rule }) => rule)).toEqual(kept === 1 ? [] : ['older_than_three_months']);
  });

  it('takes the newest of several dates', async () => {
    const { found } = await run([
      signal({
        quotes: [night],
        inputs: [input('lead_data.employment_history.0.title', 'Director of Service')],
      }),
    ]);
    expect(found.personalization_signals).toMatchObject([{ date: '2026-11-20T06:10:00.000Z' }]);
  });

  it.each([
    ['no ground', signal({}), 'no_quote'],
    ['a path that is not there', signal({ inputs: [input('lead_data.age', '41')] }), 'not_in_request'],
    [
      'another value than stands there',
      signal({ inputs: [input('account_data.employee_count', '421')] }),
      'not_in_request',
    ],
    [
      'a forged quote',
      signal({ quotes: [{ ...night, quote: 'The day shift found stops' }] }),
      'not_their_words',
    ],
    [
      'an invented name in the message',
      signal({ quotes: [night], outreach_message: 'Hi Maria, how are stops?' }),
      'invented',
    ],
    [
      'the name that Django makes of a missing one',
      signal({ quotes: [night], outreach_message: 'Hi None, how are stops?' }),
      'invented',
    ],
  ])('drops a signal with %s', async (_what, one, rule) => {
    const { found, dropped } = await run([one], {
      known: {
        ...KNOWN,
        person_name: 'None Okafor',
        input_data: { ...KNOWN.input_data, lead_data: { name: 'None Okafor' } },
      },
    });
    expect(found).toEqual({ personalization_signals: [], statements: [] });
    expect(dropped.map((each) => each.rule)).toEqual([rule]);
  });

  it('leaves out a reason that stands on nothing, and keeps the signal', async () => {
    const { found, dropped } = await run([signal({ quotes: [night], reason: 'Posted on Monday.' })]);
    expect(found.personalization_signals).toMatchObject([
      { reason: '"The night shift found eleven stops" (2026-11-20)' },
    ]);
    expect(dropped).toMatchObject([{ part: 'signal_reason', rule: 'invented', invention: 'Monday' }]);
  });

  it('asks where only the request tells something, and not at all where nothing does', async () => {
    expect((await run([], { activities: [] })).calls).toHaveLength(1);
    const known = { ...KNOWN, input_data: { product_data: { name: 'FleetSense' } } };
    expect((await run([], { activities: [], known })).calls).toHaveLength(0);
  });

  it('says that no answer came', async () => {
    const { dropped } = await run([{ error: new TerminalError('no', { code: 'vendor_refused' }) }]);
    expect(dropped).toEqual([{ part: 'signals', rule: 'no_answer', claimed: '' }]);
  });
});

describe('withSignals', () => {
  it('adds signals and their statements to insights', async () => {
    const { found } = await run([signal({ quotes: [night] })]);
    expect(withSignals(EMPTY_INSIGHTS, found)).toEqual({ ...EMPTY_INSIGHTS, ...found });
  });
});
