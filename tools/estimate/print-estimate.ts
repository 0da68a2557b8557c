import { SEARCHES_AT_MOST } from '@userport/ai';
import { PRICES_READ_ON } from '@userport/config';
import type { EstimatedCalls, Interval, JsonObject } from '@userport/contracts';
import type { JobEstimate } from './estimate-job';

const DECIMALS = 5;

const range = ({ least, most }: Interval, write: (value: number) => string): string =>
  write(least) === write(most) ? write(most) : `${write(least)} to ${write(most)}`;

const dollars = (usd: number): string => usd.toFixed(DECIMALS);

const cellsOf = ({ vendor, operation, model = '', calls, usd, keptServe }: EstimatedCalls): string[] => [
  vendor,
  operation,
  model,
  range(calls, String),
  usd === null ? 'not known' : range(usd, dollars),
  keptServe === true ? 'or nothing, where kept answers serve' : '',
];

const asColumns = (rows: readonly (readonly string[])[]): string[] => {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** An estimate as a table for people. */
export function asText({ taskName, day, lines, maxRetries, total }: JobEstimate): string {
  const rows = [
    ['vendor', 'operation', 'model', 'calls', 'US dollars', ''],
    ...lines.map(cellsOf),
    ['in all', '', '', range(total.calls, String), range(total.usd, dollars), ''],
  ];
  const notes = [
    `Prices of ${day}, by the table of ${PRICES_READ_ON}. The upper end: every answer as long as it may be, ${SEARCHES_AT_MOST} queries a search.`,
    ...(maxRetries > 1
      ? [
          `An attempt that fails may pay again: ${maxRetries} attempts are at most ${dollars(total.allAttemptsUsd)}.`,
        ]
      : []),
    ...(total.unpriced.length > 0 ? [`No price is known of: ${total.unpriced.join(', ')}.`] : []),
  ];
  return [`${taskName}: nothing was called.`, '', ...asColumns(rows), '', ...notes].join('\n');
}

/** A billionth of a dollar: below it is only the noise of adding fractions. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

const pair = ({ least, most }: Interval): JsonObject => ({ least: rounded(least), most: rounded(most) });

/** The same as one JSON document. */
export const asJson = ({ taskName, day, lines, maxRetries, total }: JobEstimate): JsonObject => ({
  name: 'estimate',
  task_name: taskName,
  prices_of: day,
  prices_read_on: PRICES_READ_ON,
  calls: lines.map(({ vendor, operation, model, calls, usd, keptServe }) => ({
    vendor,
    operation,
    model: model ?? null,
    calls: pair(calls),
    usd: usd && pair(usd),
    kept_answers_serve: keptServe ?? false,
  })),
  total: {
    calls: pair(total.calls),
    usd: pair(total.usd),
    max_retries: maxRetries,
    all_attempts_usd: total.allAttemptsUsd,
    unpriced: total.unpriced,
  },
});
