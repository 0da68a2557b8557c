import type { EstimatedCalls } from '@userport/contracts';
import { type EstimateOptions, estimateJob } from '../estimate/estimate-job';
import { totalOf } from '../estimate/total';
import type { DemoJob } from './demo-job';
import { dollars, paint } from './terminal';

/** What one job may cost before it is begun. */
export interface CostAhead {
  readonly sample: string;
  readonly taskName: string;
  /** US dollars at the least and at the most of the vendors that are called for real. */
  readonly leastUsd: number;
  readonly mostUsd: number;
  /** Operations of theirs whose price is not known. */
  readonly unpriced: readonly string[];
}

/** `Bright Data` is `brightdata` on a bill. */
const billName = (vendor: string): string => vendor.toLowerCase().replaceAll(/\s/g, '');

const isReal =
  (real: readonly string[]) =>
  ({ vendor }: EstimatedCalls): boolean =>
    real.map(billName).includes(billName(vendor));

/** What each job may cost, by the estimate of its task; what the sandbox answers costs nothing. */
export const costsAhead = (
  jobs: readonly DemoJob[],
  real: readonly string[],
  options: EstimateOptions,
): Promise<CostAhead[]> =>
  Promise.all(
    jobs.map(async ({ sample, taskName, payload }) => {
      const { lines } = await estimateJob(taskName, payload, options);
      const { usd, unpriced } = totalOf(lines.filter(isReal(real)), 1);
      return { sample, taskName, leastUsd: usd.least, mostUsd: usd.most, unpriced };
    }),
  );

/** The same for people; nothing where nobody is paid. */
export function costsCard(costs: readonly CostAhead[], real: readonly string[]): string {
  const lines = costs.map(({ sample, taskName, leastUsd, mostUsd, unpriced }) => {
    const more = unpriced.length === 0 ? '' : `, and ${unpriced.join(', ')} at a price not known`;
    return `     ${sample.padEnd(18)} ${taskName.padEnd(28)} ${dollars(leastUsd)} to ${dollars(mostUsd)}${more}`;
  });
  const most = costs.reduce((sum, { mostUsd }) => sum + mostUsd, 0);
  return [
    paint('bold', `What each job may cost at ${real.join(', ')}, if no attempt fails:`),
    ...lines,
    `     in all at most ${dollars(most)}. Press Ctrl-C to stop; npm run demo -- --budget 0.05 sets a limit.`,
    '',
  ].join('\n');
}
