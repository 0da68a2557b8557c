import { CHAIN, type ChainIds, chainJob } from './one-company';
import type { DemoJob } from './demo-job';
import type { DemoResult } from './run-demo';

/** How the chain ran. */
export interface ChainRun {
  readonly results: readonly DemoResult[];
  /** Why a job was not asked for, when the ones before had not found what it needs. */
  readonly stopped?: string;
}

/** What a chain needs to run. */
export interface ChainOptions {
  readonly ids: ChainIds;
  /** Appended to every job id; with one the jobs are new. */
  readonly suffix: string;
  /** Changes a job before it is asked for, such as by a budget. */
  readonly adapt: (job: DemoJob) => DemoJob;
  readonly run: (job: DemoJob) => Promise<DemoResult>;
  /** Told of each job as it ends. */
  readonly onResult: (result: DemoResult) => Promise<void>;
}

/** Runs the jobs of the chain one after another, each with what the ones before have found. */
export async function runChain({ ids, suffix, adapt, run, onResult }: ChainOptions): Promise<ChainRun> {
  const results: DemoResult[] = [];
  for (const step of CHAIN) {
    let job: DemoJob;
    try {
      job = adapt(
        chainJob(
          step,
          results.map(({ units }) => units),
          ids,
          suffix,
        ),
      );
    } catch (error) {
      return { results, stopped: error instanceof Error ? error.message : String(error) };
    }
    const result = await run(job);
    results.push(result);
    await onResult(result);
  }
  return { results };
}
