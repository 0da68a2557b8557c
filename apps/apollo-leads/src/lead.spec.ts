import type { ApolloPerson } from '@userport/providers/apollo';
import { factsOf, leadOf } from './lead';
import type { Organization } from './organization';
import { masked, personFor } from './testing';

const organization: Organization = {
  apolloId: 'org-1',
  name: 'Northwind Robotics',
  domain: 'northwind-robotics.example',
  employees: null,
  revenueUsd: null,
  notes: [],
};
const job = (more: Partial<ApolloPerson['employments'][number]>): ApolloPerson['employments'][number] => ({
  title: 'COO',
  organizationName: 'Harbour Mills',
  organizationId: 'org-2',
  description: null,
  startDate: '2014-01-01',
  endDate: '2018-01-01',
  isCurrent: false,
  ...more,
});
const own = { organizationName: 'Northwind Robotics', organizationId: 'org-1' };

describe('leadOf', () => {
  it('takes the job marked current at the account, and everything else as other jobs', () => {
    const present = job({
      ...own,
      title: 'VP Operations',
      isCurrent: true,
      endDate: null,
      startDate: '2023-03-01',
    });
    const lead = leadOf(personFor('a', { employments: [job({}), present] }), organization);
    expect(lead.current).toMatchObject({
      title: 'VP Operations',
      start_date: '2023-03-01',
      department: 'master_operations',
      functions: ['operations'],
    });
    expect(lead.others.map(({ organization_name: name }) => name)).toEqual(['Harbour Mills']);
  });

  it('takes the row itself where a search tells of no career', () => {
    const lead = leadOf(masked(personFor('a', { title: 'Automation Lead' })), organization);
    expect(lead.current).toMatchObject({ title: 'Automation Lead', organization_name: 'Northwind Robotics' });
    expect(lead.stage).toBe('found');
  });

  it.each<[string, Partial<ApolloPerson>, string]>([
    ['a present job there', {}, 'here'],
    ['a row of the account', { employments: [] }, 'here'],
    ['no employer at all', { employments: [], organizationId: null, organizationName: null }, 'unknown'],
    ['a job there that has ended', { employments: [job({ ...own })] }, 'left'],
    [
      'a career that has moved on',
      {
        organizationId: 'org-2',
        organizationName: 'Harbour Mills',
        employments: [job({ isCurrent: true, endDate: null })],
      },
      'left',
    ],
    [
      'a present job at a company of a name that is only alike',
      {
        organizationId: 'org-2',
        organizationName: 'Southwind Robots',
        employments: [
          job({ organizationName: 'Southwind Robots', isCurrent: true, endDate: null }),
          job({ ...own }),
        ],
      },
      'left',
    ],
    [
      'a present job at the same name under another id',
      {
        organizationId: 'org-9',
        employments: [
          job({
            organizationName: 'Northwind Robotics B.V.',
            organizationId: 'org-9',
            isCurrent: true,
            endDate: null,
          }),
        ],
      },
      'here',
    ],
    [
      'a present job at a name that is alike, without an id',
      {
        organizationId: null,
        employments: [
          job({
            organizationName: 'Northwind Robotic',
            organizationId: null,
            isCurrent: true,
            endDate: null,
          }),
        ],
      },
      'here',
    ],
    [
      'an employer of another name and no career',
      { organizationId: null, organizationName: 'Harbour Mills', employments: [] },
      'unknown',
    ],
  ])('knows by %s whether somebody is at the account', (_what, more, atCompany) => {
    expect(leadOf(personFor('a', more), organization).atCompany).toBe(atCompany);
  });
});

describe('factsOf', () => {
  it('keeps what people say of themselves apart from what the vendor says of the job', () => {
    const lead = leadOf(
      personFor('a', { headline: 'VP Everything', employments: [job({})] }),
      organization,
      'revealed',
    );
    const facts = factsOf({ ...lead, about: 'Runs sites.' });
    expect(facts).toMatchObject({
      title: 'VP Operations',
      seniority: 'vp',
      functions: ['master_operations', 'operations'],
    });
    expect(facts.texts).toEqual({
      about: ['Runs sites.'],
      headline: ['VP Everything'],
      other_employments: ['COO, Harbour Mills'],
    });
  });
});
