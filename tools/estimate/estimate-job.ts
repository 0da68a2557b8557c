import { loadConfig } from '@userport/config';
import { contractNamed, type EstimatedCalls, taskContracts } from '@userport/contracts';
import type { TaskEstimate, TaskFunction } from '@userport/host';
import type { Logger } from '@userport/logging';
import { readPayload } from '../../apps/gateway/src/read-payload';
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
  // By the gateway's own reading: what create would refuse costs nothing.
  const read = readPayload(contract, request);
  if (read.name === 'refused') {
    const rules = read.errors.map(
      ({ path, message }) => `  ${path === '' ? 'the request' : path} ${message}`,
    );
    throw new Error(`Create would refuse this request:\n${rules.join('\n')}`);
  }
  const folder = `apps/${contract.app}/src`;
  const { estimate } = (await import(`../../${folder}/estimate`)) as { readonly estimate: TaskEstimate };
  const { taskFunction } = (await import(`../../${folder}/function`)) as {
    readonly taskFunction: TaskFunction;
  };
  const config = loadConfig(taskFunction.sections, environment);
  const lines = await estimate(read.payload, { config, log, at });
  const maxRetries = contract.maxRetries(read.payload);
  return {
    taskName,
    day: at.toISOString().slice(0, 10),
    lines,
    maxRetries,
    total: totalOf(lines, maxRetries),
  };
}
