import { canonicalJson, type JsonObject } from '@userport/contracts';
import type { Started } from '../local/start';
import type { DemoJob } from './demo-job';
import type { GatewayClient } from './gateway-client';
import { type DemoResult, runJob } from './run-demo';
import { demoOf } from './task-demo';

/** What the same request came to under a new job id. */
export interface Again {
  readonly jobId: string;
  readonly status: string;
  readonly paidCalls: number;
  /** US dollars that the kept answers had cost. */
  readonly savedUsd: number;
  readonly callbacks: number;
  /** Whether the callbacks are those of the first job, but for what must differ. */
  readonly isEqual: boolean;
}

const bodiesOf = ({ units }: DemoResult): readonly JsonObject[] => units.flatMap(({ bodies }) => bodies);

/** Asks once more for what a job was asked for, under a new job id; undefined for tasks whose second job is no repeat. */
export async function runAgain(
  started: Started,
  client: GatewayClient,
  first: DemoResult,
  suffix = `-again-${Date.now()}`,
): Promise<Again | undefined> {
  const { comparable } = await demoOf(first.job.taskName);
  if (comparable === undefined) return undefined;
  const jobId = `${first.job.jobId}${suffix}`;
  const job: DemoJob = { ...first.job, jobId, payload: { ...first.job.payload, job_id: jobId } };
  const result = await runJob(started, client, job, () => undefined);
  const [before, after] = [first, result].map((one) => bodiesOf(one).map(comparable));
  return {
    jobId,
    status: result.status,
    paidCalls: result.paidCallsNow,
    savedUsd: Number(result.cost['saved_usd'] ?? 0),
    callbacks: bodiesOf(result).length,
    isEqual: canonicalJson(before) === canonicalJson(after),
  };
}
