/** One measured figure and the bound that it is held to. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most that the value may be; absent for figures that only inform. */
  readonly limit?: number;
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

/** Judges rows by their limits. */
export const judged = (name: string, rows: readonly Row[]): Report => ({
  name,
  rows: rows.map((row) => ({ ...row, holds: row.limit === undefined || row.value <= row.limit })),
});

const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);

/** The report as a table for people. */
export function asTable({ name, rows }: Report): string {
  const cells = rows.map(({ what, value, unit, limit, holds }) => [
    what,
    `${figure(value)} ${unit}`,
    limit === undefined ? '' : `at most ${figure(limit)}`,
    limit === undefined ? '' : holds ? 'holds' : 'DOES NOT HOLD',
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

/** Prints a report, as a table or as one JSON document; exit code 1 when a limit does not hold. */
export function print(report: Report, json: boolean): void {
  console.log(json ? JSON.stringify(report) : asTable(report));
  if (report.rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** The value below which the given share of the numbers lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
