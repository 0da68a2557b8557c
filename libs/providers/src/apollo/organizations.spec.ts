import organization from './fixtures/organization.json';
import { companyOf, organizationOf } from './organizations';
import { enrichedRow, organizationRow } from './schemas';

describe('organizationOf', () => {
  it('names a company that the team has saved by the company’s id', () => {
    const row = {
      id: 'account-1',
      organization_id: 'company-1',
      name: 'Quarrystone',
      domain: 'WWW.Q.example',
    };
    expect(organizationOf(organizationRow.parse(row))).toMatchObject({
      id: 'company-1',
      domain: 'q.example',
      linkedinUrl: null,
    });
  });

  it('takes LinkedIn’s number in digits for the same digits', () => {
    const row = { id: 'a', linkedin_uid: 90000001 };
    expect(organizationOf(organizationRow.parse(row)).linkedinId).toBe('90000001');
  });
});

describe('companyOf', () => {
  it('tells what an enrichment adds', () => {
    const { id: _id, name: _name, ...company } = companyOf(enrichedRow.parse(organization.organization));
    expect(company).toMatchObject({
      industries: ['Construction software'],
      keywords: ['planbench', 'truckwindow'],
      address: 'Cork, Ireland',
      annualRevenueUsd: null,
      totalFundingUsd: 9_500_000,
      latestFundingDate: '2024-11-05T00:00:00.000+00:00',
      departments: { engineering: 30, sales: 12, media_and_commmunication: 2 },
      headcountGrowth: { sixMonths: 4, twelveMonths: 12.3, twentyFourMonths: null },
    });
  });

  it('leaves out a department of which nothing is known', () => {
    const row = { id: 'a', departmental_head_count: { sales: null, legal: 0 } };
    expect(companyOf(enrichedRow.parse(row)).departments).toEqual({ legal: 0 });
  });
});
