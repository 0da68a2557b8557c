import { latestOf } from './activity';

describe('latestOf', () => {
  const at = new Date('2026-10-01T00:00:00Z');
  const to = new Date('2026-10-02T00:00:00Z');

  it('is the time itself, the end of an interval, or nothing', () => {
    expect(latestOf({ precision: 'exact', at, evidence: 'id' })).toBe(at);
    expect(latestOf({ precision: 'interval', from: at, to, evidence: 'age' })).toBe(to);
    expect(latestOf({ precision: 'unknown', evidence: 'none' })).toBeUndefined();
  });
});
