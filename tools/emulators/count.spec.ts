import { countPerEmulator } from './count';

const suite = (
  name: string,
  tests: readonly (readonly [title: string, status: string])[],
  status = 'passed',
) => ({
  name: `/repo/${name}`,
  status,
  startTime: 0,
  endTime: 1,
  assertionResults: tests.map(([title, one]) => ({ ancestorTitles: ['BigQuery', title], status: one })),
});

describe('countPerEmulator', () => {
  it('tells names from tables within one suite, and one suite from another', () => {
    const testResults = [
      suite('libs/warehouse/src/drivers/bigquery.emulators.ts', [
        ['names', 'passed'],
        ['rows', 'passed'],
        ['search', 'failed'],
      ]),
      suite('libs/queue/src/drivers/cloud-tasks.emulators.ts', [['', 'passed']]),
      suite('tools/emulators/whole-way.emulators.ts', [['', 'passed']]),
    ];
    expect(countPerEmulator({ testResults })).toEqual([
      { emulator: 'bigquery-jobs (crucible-emulator)', passed: 1, failed: 0 },
      { emulator: 'bigquery-tables (bqemulator)', passed: 1, failed: 1 },
      { emulator: 'cloud-tasks (cloud-tasks-emulator)', passed: 1, failed: 0 },
      { emulator: 'all of them, the whole way', passed: 1, failed: 0 },
    ]);
  });

  it('counts a suite that could not start as a failure', () => {
    const testResults = [suite('tools/emulators/whole-way.emulators.ts', [], 'failed')];
    expect(countPerEmulator({ testResults }).at(-1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
