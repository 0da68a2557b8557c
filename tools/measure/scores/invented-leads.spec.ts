import { factsHash } from '@userport/lead-score';
import { inventedLeads, measuredRubric, unrelatedChanged } from './invented-leads';

describe('inventedLeads', () => {
  it('makes the same leads every time, of many kinds', () => {
    const leads = inventedLeads(200);
    expect(inventedLeads(200)).toEqual(leads);
    expect(new Set(leads.map(({ atCompany }) => atCompany)).size).toBe(3);
    expect(new Set(leads.map(({ title }) => title)).size).toBeGreaterThan(30);
  });
});

describe('unrelatedChanged', () => {
  it('changes every lead and nothing that a criterion may read', () => {
    const leads = inventedLeads(50);
    const changed = unrelatedChanged(leads);
    const fields = measuredRubric.criteria.flatMap((one) => one.fields);
    leads.forEach((lead, index) => {
      const other = changed[index] ?? lead;
      expect(other).not.toEqual(lead);
      expect(factsHash(other, fields)).toBe(factsHash(lead, fields));
    });
  });
});
