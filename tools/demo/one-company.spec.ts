import type { JsonObject } from '@userport/contracts';
import { CHAIN, chainJob, type FoundBefore, SAMPLE_IDS } from './one-company';
import type { StoredUnit } from './stored-job';

const unit = (...bodies: JsonObject[]): readonly StoredUnit[] => [
  {
    ...{ jobId: 'j', entityId: 'e', taskName: 't', status: 'delivered', payload: {}, materials: [] },
    bodies: bodies.map((processed_data) => ({ processed_data })),
  },
];

const account = unit({
  company_name: 'Northwind Robotics',
  website: 'https://northwind-robotics.example',
  employee_count: 378,
});
const lead = (id: string, name: string, slug: string): JsonObject => ({
  id,
  full_name: name,
  linkedin_url: `http://www.linkedin.com/in/${slug}`,
  current_employment: { title: 'VP Operations' },
});
const leads = unit(
  {
    structured_leads: [lead('1', 'Mireille Adeyo', 'mireille-adeyo-demo')],
    all_leads: [{ id: '1', fit_score: 70 }],
  },
  {
    structured_leads: [lead('2', 'Ines Okafor', 'ines-okafor-demo')],
    all_leads: [{ id: '2', fit_score: 86 }],
  },
);
const research = unit({ insights: { engaged_products: ['FleetSense'] }, content_details: [] });

const payloadOf = (step: number, found: FoundBefore): JsonObject => {
  const one = CHAIN[step];
  if (one === undefined) throw new Error(`The chain has no step ${step}.`);
  return chainJob(one, found, SAMPLE_IDS, '-9').payload;
};

describe('the chain of tasks', () => {
  it('goes from the account to its leads, to one of them, to an answer about that person', () => {
    expect(CHAIN.map(({ taskName }) => taskName)).toEqual([
      'account_enhancement',
      'lead_identification_apollo',
      'lead_linkedin_research',
      'custom_column',
    ]);
  });

  it('looks for people by the name and the website that the account has', () => {
    expect(payloadOf(1, [account])).toMatchObject({
      job_id: 'demo-one-company-leads-9',
      account_id: SAMPLE_IDS.accountId,
      account_data: { name: 'Northwind Robotics', website: 'https://northwind-robotics.example' },
    });
  });

  it('researches the lead with the highest score of all pages, with the facts of account and lead', () => {
    expect(payloadOf(2, [account, leads])).toMatchObject({
      person_name: 'Ines Okafor',
      person_linkedin_url: 'http://www.linkedin.com/in/ines-okafor-demo',
      company_name: 'Northwind Robotics',
      input_data: {
        lead_data: { name: 'Ines Okafor', current_employment: { title: 'VP Operations' } },
        account_data: { name: 'Northwind Robotics', employee_count: 378, funding_details: null },
      },
    });
  });

  it('asks its column with what the research has found', () => {
    const { context_data } = payloadOf(3, [account, leads, research]);
    expect(context_data).toMatchObject({
      [SAMPLE_IDS.leadId]: {
        lead_info: { name: 'Ines Okafor', role_title: 'VP Operations' },
        company: { name: 'Northwind Robotics' },
        personality_insights: { engaged_products: ['FleetSense'] },
      },
    });
  });

  it('says which of the jobs before has found nothing', () => {
    expect(() => payloadOf(1, [unit({ company_name: null })])).toThrow('The account was not recognised');
    expect(() => payloadOf(2, [account, unit({ structured_leads: [] })])).toThrow(
      'No lead with a LinkedIn address was found',
    );
    const others = unit({ structured_leads: [lead('3', 'A B', 'nobody-demo')], all_leads: [] });
    expect(() => payloadOf(2, [account, others])).toThrow(
      'Nobody has captured the activity of http://www.linkedin.com/in/nobody-demo.',
    );
  });
});
