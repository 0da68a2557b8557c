import { type Part, lifeRuns, overlapRuns } from './draw';
import { type Caught, hunt, type HuntOptions } from './hunt';
import { provePlans, type RandomRuns, runRandomPlan } from './layer-c';
import type { ProvedRun } from './layer-a';
import type { Runner } from './operators';
import { brokenBy, EMPTY, type Tally, tallyOf, together } from './tally';

/** What one worker is asked to do; plain data, and the same job always has the same result. */
export type Job =
  | ({ readonly layer: 'A' | 'B' } & Part)
  | ({ readonly layer: 'C' } & RandomRuns)
  | ({ readonly layer: 'F' } & HuntOptions);

/** What it answers. `caught`: how a planted bug was found. */
export interface JobResult {
  readonly tally: Tally;
  readonly caught?: Caught | undefined;
}

async function tallyAll(runs: AsyncGenerator<ProvedRun>): Promise<Tally> {
  let tally = EMPTY;
  for await (const run of runs)
    tally = together(
      tally,
      tallyOf(run, () => run.text),
    );
  return tally;
}

async function tallyRandom(runner: Runner, random: RandomRuns): Promise<Tally> {
  let tally = EMPTY;
  const failure = await provePlans(runner, random, (run) => {
    if (tally.violations === 0)
      tally = together(
        tally,
        tallyOf(run, () => ''),
      );
  });
  if (failure === undefined) return tally;
  const { plan, seed, path } = failure;
  const again = `npm run prove -- --layer C --seed ${seed} --path "${path}"`;
  const broken = brokenBy(await runRandomPlan(runner, plan), `${JSON.stringify(plan)}\n${again}`);
  return { ...tally, broken: broken === undefined ? [] : [broken] };
}

/** Does one job on the code under proof. */
export async function doJob(runner: Runner, job: Job): Promise<JobResult> {
  if (job.layer === 'F') return { tally: EMPTY, caught: await hunt(runner, job) };
  if (job.layer === 'C') return { tally: await tallyRandom(runner, job) };
  return { tally: await tallyAll(job.layer === 'A' ? lifeRuns(runner, job) : overlapRuns(runner, job)) };
}
