import { lifeRuns, overlapRuns } from './draw';
import type { ProvedRun } from './layer-a';
import * as runner from './proved';

/** One part of very many, so that a spec leads a few runs. */
const part = (seed: number, of: number) => ({ seed, part: 1, of, all: false });

async function texts(runs: AsyncGenerator<ProvedRun>): Promise<string[]> {
  const all: string[] = [];
  for await (const { text, violations } of runs) {
    expect(violations).toEqual([]);
    all.push(text);
  }
  return all;
}

describe('drawn runs', () => {
  it('are single faults and pairs, the same for the same seed', async () => {
    const once = await texts(lifeRuns(runner, part(4, 1200)));
    expect(
      once.filter((text) => text.includes(', ') && / at #\d+, .* at #\d+/.test(text)).length,
    ).toBeGreaterThan(0);
    expect(once.filter((text) => /: [^,]* at #\d+;/.test(text)).length).toBeGreaterThan(0);
    expect(await texts(lifeRuns(runner, part(4, 1200)))).toEqual(once);
  });

  it('lead two deliveries through each other until the second comes to its end', async () => {
    const once = await texts(overlapRuns(runner, part(4, 300)));
    expect(once.length).toBeGreaterThan(5);
    expect(once[0]).toContain('"second":0');
    expect(once[1]).toContain('"second":1');
  });
});
