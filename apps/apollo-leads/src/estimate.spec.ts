import { loadConfig } from '@userport/config';
import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { estimate } from './estimate';
import { taskFunction } from './function';
import { NOW_MS, payloadFor } from './testing';

const ignore = (): void => undefined;
const log = { info: ignore, warn: ignore, error: ignore, debug: ignore };
const config = loadConfig(taskFunction.sections, { OPENAI_API_KEY: 'k' });
const of = async (more: Partial<ApolloLeadsPayload>) => {
  const calls = await estimate(payloadFor(more), { config, log, at: new Date(NOW_MS) });
  return new Map(calls.map((one) => [one.operation, one]));
};

describe('estimate', () => {
  // A credit of either vendor is 0.0196 dollars.
  it('bounds what is bought by what the payload allows', async () => {
    const calls = await of({ max_employees: 450, max_revealed: 35, max_enriched: 5 });
    expect(calls.get('people_search')).toMatchObject({
      calls: { least: 0, most: 5 },
      usd: { least: 0, most: 0 },
    });
    expect(calls.get('bulk_match')).toMatchObject({ calls: { least: 0, most: 4 } });
    expect(calls.get('bulk_match')?.usd?.most).toBeCloseTo(0.686, 9);
    expect(calls.get('person')).toMatchObject({ vendor: 'enrichlayer', calls: { least: 0, most: 5 } });
    expect(calls.get('lead_rubric')).toMatchObject({ calls: { least: 0, most: 1 }, keptServe: true });
  });

  it('has an upper end for every call, and costs nothing where nothing may be bought', async () => {
    const calls = await of({ max_revealed: 0 });
    expect([...calls.values()].every(({ usd }) => usd !== null && usd.most >= 0)).toBe(true);
    expect([calls.get('bulk_match')?.usd?.most, calls.get('person')?.usd?.most]).toEqual([0, 0]);
  });
});
