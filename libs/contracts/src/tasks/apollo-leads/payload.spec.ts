import { apolloLeadsPayload } from './payload';

/** The call as Django makes it. */
const SENT = {
  account_id: '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01',
  account_data: { name: 'Northwind Robotics', website: 'https://northwind-robotics.example' },
  product_data: {
    name: 'FleetSense',
    description: 'Monitoring for warehouse robots',
    icp_description: null,
    persona_role_titles: { buyers: ['VP Operations'], influencers: [], end_users: [] },
    additional_lead_signals: 'New site openings, robot recalls',
  },
  tenant_id: '0d7b0f0e-58a4-4a50-8d0a-0f4b4a4d1c11',
};

const problems = (payload: unknown): string[] =>
  (apolloLeadsPayload.safeParse(payload).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('apolloLeadsPayload', () => {
  it('takes what Django sends as it is', () => {
    expect(apolloLeadsPayload.parse(SENT)).toEqual(SENT);
  });

  it.each([
    ['no account data', { account_data: undefined }],
    ['a website of null', { account_data: { name: 'N', website: null } }],
    ['personas as a list', { product_data: { persona_role_titles: ['COO'] } }],
    ['personas as objects', { product_data: { persona_role_titles: { buyers: [{ title: 'COO' }] } } }],
    ['no personas', { product_data: { name: 'N' } }],
    ['bounds', { max_employees: 50_000, max_revealed: 0, max_enriched: 20, budget_usd: 0 }],
  ])('takes %s', (_what, more) => {
    expect(problems({ ...SENT, ...more })).toEqual([]);
  });

  it.each([
    ['no account', { account_id: undefined }, ['account_id']],
    ['no product', { product_data: null }, ['product_data']],
    [
      'bounds out of reach',
      { max_employees: 0, max_enriched: 21, budget_usd: -1 },
      ['max_employees', 'max_enriched', 'budget_usd'],
    ],
    ['a number that is a text', { max_revealed: '10' }, ['max_revealed']],
    ['an id with a NUL', { tenant_id: 'a\0b' }, ['tenant_id']],
    ['a product without end', { product_data: { description: 'x'.repeat(70_000) } }, ['product_data']],
  ])('refuses %s', (_what, more, fields) => {
    expect(problems({ ...SENT, ...more })).toEqual(fields);
  });

  it('refuses a product that is nested without end', () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 5_000; depth += 1) nested = [nested];
    expect(problems({ ...SENT, product_data: { persona_role_titles: nested } })).toEqual(['product_data']);
  });
});
