import { loadConfig } from '@userport/config';
import { contractNamed, type EstimatedCalls, taskContracts } from '@userport/contracts';
import type { TaskEstimate, TaskFunction } from '@userport/host';
import type { Logger } from '@userport/logging';
import { z } from 'zod';
import { type EstimateTotal, totalOf } from './total';

/** What a job will call and cost, before anything is called. */
export interface JobEstimate {
  readonly taskName: string;
  /** Day of the prices, `2026-11-24`. */
  readonly day: string;
  readonly lines: readonly EstimatedCalls[];
  readonly maxRetries: number;
  readonly total: EstimateTotal;
}

/** What an estimate is made with. */
export interface EstimateOptions {
  /** Variables; the configured models decide the prices. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly at: Date;
  readonly log: Logger;
}

/**
 * Estimates the job that a request would make.
 * @throws Error that names what is wrong with the task or the request
 */
export async function estimateJob(
  taskName: string,
  request: unknown,
  { environment, at, log }: EstimateOptions,
): Promise<JobEstimate> {
  const contract = contractNamed(taskName);
  if (contract === undefined) {
    throw new Error(`No task is called ${taskName}; there are ${Object.keys(taskContracts).join(', ')}.`);
  }
  const parsed = contract.payload.safeParse(request);
  if (!parsed.success) throw new Error(`The request breaks rules:\n${z.prettifyError(parsed.error)}`);
  const folder = `apps/${contract.app}/src`;
  const { estimate } = (await import(`../../${folder}/estimate`)) as { readonly estimate: TaskEstimate };
  const { taskFunction } = (await import(`../../${folder}/function`)) as {
    readonly taskFunction: TaskFunction;
  };
  const config = loadConfig(taskFunction.sections, environment);
  const lines = await estimate(parsed.data, { config, log, at });
  const maxRetries = contract.maxRetries(parsed.data);
  return {
    taskName,
    day: at.toISOString().slice(0, 10),
    lines,
    maxRetries,
    total: totalOf(lines, maxRetries),
  };
}
