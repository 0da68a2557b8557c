import { partialDate, personProfile } from './profile-provider';

describe('what is kept of a profile', () => {
  it('has dates whose month and day may be unknown, but not the year', () => {
    expect(partialDate.parse({ year: 2020, month: null, day: null })).toEqual({
      year: 2020,
      month: null,
      day: null,
    });
    expect(partialDate.safeParse({ year: null, month: 1, day: 1 }).success).toBe(false);
  });

  it('is no answer when an older reading left a list out', () => {
    expect(personProfile.safeParse({ url: 'https://www.linkedin.com/in/a' }).success).toBe(false);
  });
});
