import { loadConfig } from '@userport/config';
import { createLogger } from '@userport/logging';
import request from '../fixtures/request.json';
import { estimate } from './estimate';
import { taskFunction } from './function';

const parts = {
  config: loadConfig(taskFunction.sections, {}),
  log: createLogger({ level: 'error' }),
  at: new Date('2026-11-24T12:00:00Z'),
};

describe('estimate', () => {
  it('counts the calls of each vendor and model, and prices what has a price', async () => {
    const lines = await estimate(request, parts);
    expect(lines.map(({ operation, calls }) => [operation, calls.least, calls.most])).toEqual([
      ['reader', 1, 7],
      ['search', 1, 2],
      ['domain', 1, 1],
      ['company', 0, 1],
      ['account_site_claims', 0, 2],
      ['account_page_technologies', 0, 2],
      ['account_analysis', 0, 1],
      ['account_market_search', 0, 1],
      ['account_market_claims', 0, 2],
    ]);
    expect(lines.find(({ operation }) => operation === 'company')?.usd).toEqual({ least: 0, most: 0.012 });
    expect(lines.every(({ usd }) => usd === null || usd.least <= usd.most)).toBe(true);
  });

  it('asks nobody about accounts without a website', async () => {
    expect(await estimate({ accounts: [{ account_id: 'account-1', website: null }] }, parts)).toEqual([]);
  });
});
