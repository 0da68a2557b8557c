import type { Activity } from '../parse/activity';
import { activity } from '../parse/testing';
import { habitsOf } from './habits';

const at = (iso: string, more: Partial<Activity> = {}) =>
  activity({ actedAt: { precision: 'exact', at: new Date(iso), evidence: '' }, ...more });
// Mondays and Tuesdays of November 2026, three of them round midnight.
const TIMES = [
  '2026-11-02T22:10:00Z',
  '2026-11-02T23:59:00Z',
  '2026-11-10T00:30:00Z',
  '2026-11-09T12:00:00Z',
];

describe('habitsOf', () => {
  it('counts where the lead is to be met, the busiest first', () => {
    const all = [
      activity({ kind: 'comment' }),
      activity({ kind: 'reply' }),
      activity({ kind: 'post' }),
      activity({ kind: 'post', byLead: false }),
      activity({ kind: 'reaction', byLead: null }),
    ];
    expect(habitsOf(all).best_channels).toEqual([
      'LinkedIn discussions (2 comments and replies in the capture)',
      'comments below own LinkedIn posts (1 posts and reposts in the capture)',
    ]);
  });

  it('tells days and hours that hold for at least half, round midnight too', () => {
    const { timing_preferences: timing } = habitsOf([...TIMES, '2026-11-18T07:00:00Z'].map((iso) => at(iso)));
    expect(timing).toBe(
      'Of 5 acts with an exact time 4 on Monday and Tuesday, 3 between 21:00 and 01:00 UTC.',
    );
  });

  it('tells nothing of four times, of intervals, and of times without a habit', () => {
    expect(habitsOf(TIMES.map((iso) => at(iso))).timing_preferences).toBe('');
    const interval = { precision: 'interval', from: new Date(0), to: new Date(1), evidence: '' } as const;
    expect(habitsOf(TIMES.map(() => activity({ actedAt: interval }))).timing_preferences).toBe('');
    const spread = ['02T01', '03T06', '04T11', '05T16', '06T21', '07T03', '08T14'].map((when) =>
      at(`2026-11-${when}:00:00Z`),
    );
    expect(habitsOf(spread).timing_preferences).toBe('');
    expect(habitsOf([])).toEqual({ best_channels: [], timing_preferences: '' });
  });
});
