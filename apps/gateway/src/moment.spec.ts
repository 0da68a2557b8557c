import { moment } from './moment';

describe('moment', () => {
  it.each([
    ['2026-05-04', '2026-05-04T00:00:00.000Z'],
    ['2026-05-04T10:30:00Z', '2026-05-04T10:30:00.000Z'],
    ['2026-05-04T10:30:00+02:00', '2026-05-04T08:30:00.000Z'],
    ['2026-05-04T10:30:00.123456', '2026-05-04T10:30:00.123Z'],
  ])('reads %s as %s', (text, iso) => {
    expect(moment.parse(text).toISOString()).toBe(iso);
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01T00:00:00Z', ''])('refuses %p', (text) => {
    expect(moment.safeParse(text).success).toBe(false);
  });
});
