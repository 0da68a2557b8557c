import type { EstimatedCalls, Interval } from '@userport/contracts';

/** What all calls of a job come to. */
export interface EstimateTotal {
  readonly calls: Interval;
  /** US dollars of the calls whose price is known, if no attempt fails. */
  readonly usd: Interval;
  /** US dollars at the most when every attempt but the last fails and everything is paid again. */
  readonly allAttemptsUsd: number;
  /** Operations whose price is not known: their cost comes on top of all figures. */
  readonly unpriced: readonly string[];
}

/** Far below any price, far above the noise of adding fractions. */
const NANOS = 1e9;

const sumOf = (values: readonly number[]): number =>
  Math.round(values.reduce((sum, value) => sum + value, 0) * NANOS) / NANOS;

const leastOf = ({ keptServe }: EstimatedCalls, { least }: Interval): number =>
  keptServe === true ? 0 : least;

/** Adds up the calls of one job. Where kept answers may serve, the least is nothing. */
export function totalOf(lines: readonly EstimatedCalls[], maxRetries: number): EstimateTotal {
  const priced = lines.flatMap((line) => (line.usd === null ? [] : [{ ...line, usd: line.usd }]));
  const mostUsd = sumOf(priced.map(({ usd }) => usd.most));
  return {
    calls: {
      least: sumOf(lines.map((line) => leastOf(line, line.calls))),
      most: sumOf(lines.map(({ calls }) => calls.most)),
    },
    usd: { least: sumOf(priced.map((line) => leastOf(line, line.usd))), most: mostUsd },
    allAttemptsUsd: sumOf([mostUsd * maxRetries]),
    unpriced: lines
      .filter(({ usd }) => usd === null)
      .map(({ vendor, operation }) => `${vendor} ${operation}`),
  };
}
