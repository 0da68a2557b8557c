import { contextParts } from './entity-context';

const context = {
  product: { name: 'FleetSense' },
  leads_count: 0,
  linkedin_activity: { posts: [{ text: 'We are hiring.' }] },
  insights: {},
  enrichment_summary: null,
  account_info: { name: 'Northwind Robotics' },
  lead_info: { name: 'Ines Okafor' },
  note: '',
};

const names = (useLinkedinActivity: boolean, of = 'e1'): string[] =>
  contextParts({ context_data: { e1: context, e2: null } }, of, { useLinkedinActivity }).map(
    ({ name }) => name,
  );

describe('contextParts', () => {
  it('puts the most telling parts first and leaves empty ones out', () => {
    expect(names(true)).toEqual(['lead_info', 'account_info', 'linkedin_activity', 'product', 'leads_count']);
  });

  it('leaves LinkedIn activity out when the column does not use it', () => {
    expect(names(false)).toEqual(['lead_info', 'account_info', 'product', 'leads_count']);
  });

  it.each(['e2', 'e3', 'constructor', '__proto__'])(
    'finds nothing for %s, which has no context',
    (entityId) => {
      expect(names(true, entityId)).toEqual([]);
    },
  );
});
