import fc from 'fast-check';
import { openPurse } from './purse';

const planned = { vendor: 'jina', operation: 'reader', estimateUsd: 0.4 };

const purseOf = (budgetUsd: number, elsewhereUsd = 0) =>
  openPurse({
    whose: 'this job',
    budgetUsd,
    remedy: 'Raise it.',
    elsewhereUsd: () => Promise.resolve(elsewhereUsd),
  });

describe('openPurse', () => {
  it('names budget, spent and needed when a call finds no room, and what to do', async () => {
    const purse = purseOf(1, 0.25);
    (await purse.setAside(planned)).end(0.5);
    await expect(purse.setAside(planned)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'budget_exhausted',
      message:
        'The budget of this job is 1.000000 US dollars; 0.750000 are spent, and reader at jina needs about 0.400000. Raise it.',
    });
  });

  it('does not wait when not even all that is under way would make room', async () => {
    const purse = purseOf(0.5, 0.2);
    await purse.setAside({ ...planned, estimateUsd: 0.3 });
    await expect(purse.setAside(planned)).rejects.toThrow(/0\.500000 are spent/);
  });

  it('counts the first end of a call alone', async () => {
    const purse = purseOf(0.5);
    const aside = await purse.setAside(planned);
    aside.end(0.1);
    aside.end(0.4);
    await expect(purse.setAside(planned)).resolves.toBeDefined();
  });

  it('takes fractions that add up to the budget', async () => {
    const purse = purseOf(0.3);
    for (const usd of [0.1, 0.1, 0.1]) {
      (await purse.setAside({ ...planned, estimateUsd: usd })).end(usd);
    }
    await expect(purse.setAside({ ...planned, estimateUsd: 0.01 })).rejects.toThrow(/0\.300000 are spent/);
  });

  it('is never passed by calls that keep to their estimates, however they overlap', async () => {
    const calls = fc.array(fc.record({ estimate: fc.integer({ min: 1, max: 50 }), share: fc.nat(100) }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), calls, async (scheduler, wanted) => {
        const purse = purseOf(1);
        let spent = 0;
        const one = async ({ estimate, share }: (typeof wanted)[number]): Promise<void> => {
          const aside = await purse
            .setAside({ ...planned, estimateUsd: estimate / 100 })
            .catch(() => undefined);
          if (aside === undefined) return;
          await scheduler.schedule(Promise.resolve());
          const usd = (estimate * share) / 10_000;
          spent += usd;
          aside.end(usd);
        };
        const all = Promise.all(wanted.map(one));
        await scheduler.waitFor(all);
        expect(spent).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 100 },
    );
  });
});
