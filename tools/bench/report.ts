/** One measured figure and the bound that it is held to. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that the value may be; absent for figures that only inform. */
  readonly limit?: number;
  /** The least that the value may be. */
  readonly least?: number;
}

/** A measured figure, judged. */
export interface JudgedRow extends Row {
  readonly holds: boolean;
}

/** What a bench or a measurement found; the same shape for people and machines. */
export interface Report {
  readonly name: string;
  readonly rows: readonly JudgedRow[];
}

const holds = ({ value, limit, least }: Row): boolean =>
  (limit === undefined || value <= limit) && (least === undefined || value >= least);

/** Judges rows by their limits. */
export const judged = (name: string, rows: readonly Row[]): Report => ({
  name,
  rows: rows.map((row) => ({ ...row, holds: holds(row) })),
});

/** The bounds of a row in words; empty for figures that only inform. */
const bounds = ({ limit, least }: Row): string =>
  [
    least === undefined ? undefined : `at least ${figure(least)}`,
    limit === undefined ? undefined : `at most ${figure(limit)}`,
  ]
    .filter((bound) => bound !== undefined)
    .join(', ');

const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);

/** The report as a table for people. */
export function asTable({ name, rows }: Report): string {
  const cells = rows.map((row) => [
    row.what,
    `${figure(row.value)} ${row.unit}`,
    bounds(row),
    bounds(row) === '' ? '' : row.holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
  return [name, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Prints a report, as a table or as one JSON document; returns the exit code, 1 when a bound does not hold. */
export function print(report: Report, json: boolean): 0 | 1 {
  console.log(json ? JSON.stringify(report) : asTable(report));
  return report.rows.every((row) => row.holds) ? 0 : 1;
}

/** The value below which the given share of the numbers lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
