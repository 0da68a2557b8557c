import { activity } from '../parse/testing';
import { dayOf, evidenceText } from './evidence-text';

describe('evidenceText', () => {
  it.each([
    [{}, '"four words of mine" (2026-11-20, https://www.linkedin.com/feed/update/urn:li:activity:1/)'],
    [{ url: null, actedAt: { precision: 'unknown', evidence: '' } }, '"four words of mine" (undated)'],
    [
      {
        url: null,
        actedAt: {
          precision: 'interval',
          from: new Date('2026-10-01'),
          to: new Date('2026-10-08'),
          evidence: '',
        },
      },
      '"four words of mine" (2026-10-01 to 2026-10-08)',
    ],
  ] as const)('tells quote, date and address (%#)', (more, text) => {
    expect(evidenceText('four words of mine', activity(more))).toBe(text);
  });
});

describe('dayOf', () => {
  it('tells the day alone', () => {
    expect(dayOf(activity({}))).toBe('2026-11-20');
  });
});
