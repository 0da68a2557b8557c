/** The part of jest's report (`--json`) that is counted. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly status: string;
    }[];
  }[];
}

/** What was shown on one emulator. */
export interface Count {
  readonly emulator: string;
  readonly passed: number;
  readonly failed: number;
}

/** Who judges what: by the suite's file, and within it by the first title that tells. */
const judges: readonly (readonly [file: RegExp, title: RegExp, emulator: string])[] = [
  [/bigquery\.emulators\.ts$/, /^names\b/, 'bigquery-jobs (crucible-emulator)'],
  [/bigquery\.emulators\.ts$/, /./, 'bigquery-tables (bqemulator)'],
  [/cloud-tasks\.emulators\.ts$/, /./, 'cloud-tasks (cloud-tasks-emulator)'],
  [/./, /./, 'all of them, the whole way'],
];

const judgeOf = (file: string, titles: readonly string[]): string =>
  judges.find(([where, title]) => where.test(file) && titles.some((one) => title.test(one)))?.[2] ?? '';

/** Counts a report per emulator; a suite that could not start counts as one failure. */
export function countPerEmulator({ testResults }: JestReport): Count[] {
  const outcomes = testResults.flatMap(({ name, status, assertionResults }) => {
    if (assertionResults.length === 0)
      return status === 'passed' ? [] : [{ emulator: judgeOf(name, ['?']), passed: false }];
    return assertionResults.map((one) => ({
      emulator: judgeOf(name, one.ancestorTitles),
      passed: one.status === 'passed',
    }));
  });
  const order = [...new Set(judges.map(([, , emulator]) => emulator))];
  return order.map((emulator) => {
    const own = outcomes.filter((one) => one.emulator === emulator);
    const passed = own.filter((one) => one.passed).length;
    return { emulator, passed, failed: own.length - passed };
  });
}
