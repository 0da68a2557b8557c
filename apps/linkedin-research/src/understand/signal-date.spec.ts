import type { JsonObject } from '@userport/contracts';
import { dateOfInput } from './signal-date';

const DATA: JsonObject = {
  lead_data: {
    headline: 'VP Operations',
    current_employment: { title: 'VP Operations', start_date: '2026-09-15' },
    employment_history: [
      { title: 'Director', start_date: '2022-03', end_date: '2026-09-14' },
      { title: 'Planner', starts_at: { day: null, month: 3, year: 2019 } },
      { title: 'Clerk', starts_at: { year: 2016 } },
    ],
    honor_awards: [{ title: 'Planner of the year', date: '2026' }],
  },
  account_data: {
    employee_count: 420,
    founded_year: 2014,
    funding_details: {
      date: 'October 2026',
      total_funding: { amount: 38 },
      rounds: [{ amount: 24, announced_on: '2026-10-08T09:30:00Z' }],
    },
    recent_events: [{ title: 'Opened on 3 November 2026', source: 'https://x.example' }],
  },
};
const dated = (path: string) => {
  const dating = dateOfInput(path, DATA);
  if (dating === undefined || dating.precision === 'unknown') return dating;
  return dating.precision === 'exact'
    ? [dating.at.toISOString(), dating.evidence]
    : [dating.from.toISOString(), dating.to.toISOString(), dating.evidence];
};

describe('dateOfInput', () => {
  it.each([
    [
      'lead_data.current_employment.title',
      [
        '2026-09-15T00:00:00.000Z',
        '2026-09-15T23:59:59.999Z',
        'lead_data.current_employment.start_date of the request',
      ],
    ],
    [
      'lead_data.employment_history.0.end_date',
      [
        '2026-09-14T00:00:00.000Z',
        '2026-09-14T23:59:59.999Z',
        'lead_data.employment_history.0.end_date of the request',
      ],
    ],
    [
      'lead_data.employment_history.0.title',
      [
        '2022-03-01T00:00:00.000Z',
        '2022-03-31T23:59:59.999Z',
        'lead_data.employment_history.0.start_date of the request',
      ],
    ],
    [
      'lead_data.employment_history.1.title',
      [
        '2019-03-01T00:00:00.000Z',
        '2019-03-31T23:59:59.999Z',
        'lead_data.employment_history.1.starts_at of the request',
      ],
    ],
    [
      'lead_data.employment_history.2.title',
      [
        '2016-01-01T00:00:00.000Z',
        '2016-12-31T23:59:59.999Z',
        'lead_data.employment_history.2.starts_at of the request',
      ],
    ],
    [
      'lead_data.honor_awards.0.title',
      [
        '2026-01-01T00:00:00.000Z',
        '2026-12-31T23:59:59.999Z',
        'lead_data.honor_awards.0.date of the request',
      ],
    ],
    [
      'account_data.funding_details.rounds.0.amount',
      ['2026-10-08T09:30:00.000Z', 'account_data.funding_details.rounds.0.announced_on of the request'],
    ],
    [
      'account_data.funding_details.total_funding.amount',
      [
        '2026-10-01T00:00:00.000Z',
        '2026-10-31T23:59:59.999Z',
        'account_data.funding_details.date of the request',
      ],
    ],
    [
      'account_data.recent_events.0.title',
      [
        '2026-11-03T00:00:00.000Z',
        '2026-11-03T23:59:59.999Z',
        'account_data.recent_events.0.title of the request',
      ],
    ],
  ])('dates %s by its record', (path, date) => {
    expect(dated(path)).toEqual(date);
  });

  it.each([
    'lead_data.headline',
    'account_data.employee_count',
    'account_data.founded_year',
    'account_data.recent_events.0.source',
    'nowhere.to.be.found',
    '',
  ])('does not date %j', (path) => {
    expect(dated(path)).toBeUndefined();
  });
});
