import { readWebsite, type Website } from '@userport/contracts/website';
import { openAttempts, type StepName } from './attempts';
import { enhance, STEP_GRAPH, STEPS } from './enhance';
import { recordingContext } from './testing';
import { fakeVendors } from './fake-vendors.suite';

const { website } = readWebsite('brindle-works.example') as { website: Website };
const today = '2026-11-24';

describe('STEP_GRAPH', () => {
  it('names for each step only steps that come before it', () => {
    STEPS.forEach((step, index) => {
      const before = STEPS.slice(0, index);
      expect(STEP_GRAPH[step].filter((needed) => !before.includes(needed))).toEqual([]);
    });
  });
});

describe('enhance', () => {
  it('ends every step once, after all that it waits for', async () => {
    const ended: StepName[] = [];
    const attempts = openAttempts(recordingContext(), (step) => void ended.push(step));
    await enhance({ website, today, vendors: fakeVendors(), attempts });
    expect([...ended].sort()).toEqual([...STEPS].sort());
    for (const step of STEPS)
      for (const needed of STEP_GRAPH[step]) expect(ended.indexOf(needed)).toBeLessThan(ended.indexOf(step));
  });

  it('asks nobody about the market of a company that was not recognised', async () => {
    const vendors = fakeVendors();
    const nobody = { ...vendors, brightdata: { companies: () => Promise.resolve([]) } };
    const attempts = openAttempts(recordingContext(), () => undefined);
    const { decision, market } = await enhance({ website, today, vendors: nobody, attempts });
    expect([decision.accepted, market]).toEqual([null, null]);
    expect(vendors.asked.filter((what) => what.includes('market'))).toEqual([]);
  });
});
