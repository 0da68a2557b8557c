import {
  between,
  byAge,
  disagrees,
  exactly,
  latestIdMs,
  notAfter,
  notBefore,
  unknownDate,
} from './activity-date';
import { readAge } from './shown-age';

const at = (iso: string): Date => new Date(iso);
const CAPTURE = { from: at('2026-10-10T00:00:00Z'), to: at('2026-10-10T06:00:00Z') };
const age = (visible: string) => readAge({ visible, spoken: '' }, 'en');

describe('byAge', () => {
  it('reaches from the earliest capture less one unit more to the latest less the age', () => {
    expect(byAge(age('2d'), CAPTURE)).toEqual({
      precision: 'interval',
      from: at('2026-10-07T00:00:00Z'),
      to: at('2026-10-08T06:00:00Z'),
      evidence: 'shown age "2d" at the time of the capture',
    });
  });

  it('knows nothing without an age', () => {
    expect(byAge(undefined, CAPTURE)).toEqual(unknownDate('no age that can be read'));
  });
});

describe('between', () => {
  it('says unknown when two sources contradict each other', () => {
    expect(between(2, 1, 'x')).toEqual({
      precision: 'unknown',
      evidence: 'x; the two contradict each other',
    });
    expect(between(1, 1, 'x')).toMatchObject({ precision: 'interval' });
  });
});

describe('notAfter and notBefore', () => {
  const interval = between(at('2026-10-01').getTime(), at('2026-10-05').getTime(), 'age');

  it('narrow an interval and say why', () => {
    expect(notAfter(interval, at('2026-10-03').getTime(), 'the act')).toEqual({
      precision: 'interval',
      from: at('2026-10-01'),
      to: at('2026-10-03'),
      evidence: 'age, before the act',
    });
    expect(notBefore(interval, at('2026-10-02').getTime(), 'its id')).toMatchObject({
      from: at('2026-10-02'),
    });
  });

  it('leave what already lies within, and what is exact or unknown', () => {
    const exact = exactly(at('2026-10-04'), 'id');
    const unknown = unknownDate('none');
    expect(notAfter(interval, at('2026-10-06').getTime(), '')).toBe(interval);
    expect(notBefore(interval, at('2026-09-06').getTime(), '')).toBe(interval);
    for (const dating of [exact, unknown]) {
      expect(notAfter(dating, 0, '')).toBe(dating);
      expect(notBefore(dating, Infinity, '')).toBe(dating);
    }
  });

  it('say unknown where nothing is left', () => {
    expect(notAfter(interval, at('2026-09-01').getTime(), 'the act').precision).toBe('unknown');
  });
});

describe('disagrees', () => {
  it.each([
    ['2026-10-08T00:00:00Z', false],
    // Two days shown: up to three, and one unit of grace, before the earliest capture.
    ['2026-10-06T00:00:00Z', false],
    ['2026-10-05T23:59:59Z', true],
    ['2026-10-09T06:00:00Z', false],
    ['2026-10-09T06:00:01Z', true],
  ])('judges %s beside "2d"', (iso, expected) => {
    expect(disagrees(at(iso), age('2d'), CAPTURE)).toBe(expected);
  });

  it('cannot judge without an age', () => {
    expect(disagrees(at('2026-01-01'), undefined, CAPTURE)).toBe(false);
  });
});

describe('latestIdMs', () => {
  it('gives clocks an hour', () => {
    expect(latestIdMs(CAPTURE)).toBe(Date.parse('2026-10-10T07:00:00Z'));
  });
});
