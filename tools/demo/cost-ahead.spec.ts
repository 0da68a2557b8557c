import { createLogger } from '@userport/logging';
import { costsAhead, costsCard } from './cost-ahead';
import { demoJobs } from './demo-job';

const options = {
  environment: {},
  at: new Date('2026-11-24T12:00:00Z'),
  log: createLogger({ level: 'error' }),
};
const samples = demoJobs('account_enhancement').filter(({ sample }) => sample === 'request');

describe('what a demo may cost', () => {
  it('counts the vendors that are called for real and no other', async () => {
    const [jina] = await costsAhead(samples, ['Jina'], options);
    const [both] = await costsAhead(samples, ['Jina', 'Bright Data'], options);
    const [none] = await costsAhead(samples, [], options);
    expect([none?.leastUsd, none?.mostUsd]).toEqual([0, 0]);
    expect(jina?.mostUsd).toBeGreaterThan(0);
    expect((both?.mostUsd ?? 0) - (jina?.mostUsd ?? 0)).toBeCloseTo(0.012);
  });

  it('is told for each job and in all, with what has no price', () => {
    const cost = { taskName: 'account_enhancement', leastUsd: 0, mostUsd: 0.25, unpriced: ['apollo search'] };
    const card = costsCard(
      [
        { ...cost, sample: 'a' },
        { ...cost, sample: 'b', unpriced: [] },
      ],
      ['Jina', 'Gemini'],
    );
    expect(card).toContain('may cost at Jina, Gemini');
    expect(card).toMatch(
      /a +account_enhancement +\$0\.00000 to \$0\.25000, and apollo search at a price not known/,
    );
    expect(card).toContain('in all at most $0.50000');
  });
});
