import { captureTime, type DatedPost } from './capture-time';
import { readAge } from './shown-age';

const at = (iso: string): Date => new Date(iso);
const ARRIVED = { from: new Date(0), to: at('2026-10-20T00:00:00Z') };
const post = (publishedAt: string, visible: string, spoken = ''): DatedPost => {
  const age = readAge({ visible, spoken }, 'en');
  if (age === undefined) throw new Error(visible);
  return { publishedAt: at(publishedAt), age };
};

describe('captureTime', () => {
  it('lies between the latest id and the arrival', () => {
    const ids = [at('2026-10-01T00:00:00Z'), at('2026-10-11T08:00:00Z')];
    expect(captureTime(ARRIVED, ids, [])).toEqual({ from: at('2026-10-11T08:00:00Z'), to: ARRIVED.to });
  });

  it('is narrowed by posts that show both id and age', () => {
    const posts = [post('2026-10-09T10:00:00Z', '2d'), post('2026-10-12T05:00:00Z', '3h')];
    // 2 days: from 11th 10:00 to 12th 10:00; 3 hours: from 12th 08:00 to 12th 09:00.
    expect(captureTime(ARRIVED, [], posts)).toEqual({
      from: at('2026-10-12T08:00:00Z'),
      to: at('2026-10-12T09:00:00Z'),
    });
  });

  it('leaves out ages that contradict the rest, are contradicted, or may mean two units', () => {
    const posts = [
      post('2026-10-12T05:00:00Z', '3h'),
      post('2026-01-01T00:00:00Z', '1d'),
      post('2026-10-12T07:59:00Z', '6m'),
      post('2026-10-12T05:30:00Z', '1w', '3 months ago'),
    ];
    expect(captureTime(ARRIVED, [], posts)).toEqual({
      from: at('2026-10-12T08:00:00Z'),
      to: at('2026-10-12T09:00:00Z'),
    });
  });

  it('takes no id from the future', () => {
    expect(captureTime(ARRIVED, [at('2027-01-01T00:00:00Z')], [])).toEqual(ARRIVED);
  });

  it('keeps an exact time of capture', () => {
    const exact = { from: ARRIVED.to, to: ARRIVED.to };
    expect(captureTime(exact, [at('2026-10-01T00:00:00Z')], [post('2026-10-17T00:00:00Z', '3d')])).toEqual(
      exact,
    );
  });
});
