import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jestReport = (passed: number, failed: number, broken: number): string =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken });

/** What `npm` does for each of the commands that the CI run gives it, as lines of shell. */
interface Npm {
  readonly check: string;
  readonly report: string;
  readonly test: string;
  readonly demo: string;
  readonly hostile: string;
  /** Whether the emulators are there or can be installed; then what installs and what tests them. */
  readonly emulators: readonly [there: string, install: string, test: string];
}

const fine: Npm = {
  check: 'echo "check: 7 passed, 0 failed"',
  report: jestReport(40, 0, 0),
  test: 'true',
  demo: `echo '{"jobs":[]}'`,
  hostile: 'echo refused',
  emulators: ['echo "cargo is missing"; exit 1', 'exit 9', 'exit 9'],
};

const npmOf = ({
  check,
  report,
  test,
  demo,
  hostile,
  emulators: [there, install, onEmulators],
}: Npm): string => `#!/usr/bin/env bash
case "$*" in
  ci) echo installed ;;
  'run --silent check') ${check} ;;
  'test --silent -- --json --outputFile='*) echo '${report}' > "\${5#--outputFile=}"; ${test} ;;
  'run --silent demo -- --json') ${demo} ;;
  'run --silent hostile -- --requests 2000') ${hostile} ;;
  'run --silent emulators -- --check') ${there} ;;
  'run --silent emulators') ${install} ;;
  'run --silent test:emulators') ${onEmulators} ;;
  'run --silent prove -- --layer A,B,E,F --seconds 900') echo proved ;;
  'run --silent prove -- --random 4000 --seconds 300') echo proved ;;
  'run --silent prove:emulators -- --jobs 20') echo proved ;;
  *) echo "unexpected: $*"; exit 9 ;;
esac
`;

describe('.ci/run', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ci-'));
    mkdirSync(join(root, '.ci'));
    mkdirSync(join(root, 'bin'));
    copyFileSync('.ci/run', join(root, '.ci/run'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const run = (npm: Partial<Npm> = {}) => {
    writeFileSync(join(root, 'bin/npm'), npmOf({ ...fine, ...npm }), { mode: 0o755 });
    const path = `${join(root, 'bin')}:${process.env['PATH']}`;
    const { status, stdout } = spawnSync('bash', [join(root, '.ci/run')], {
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    });
    return { status, last: stdout.trimEnd().split('\n').at(-1), stdout };
  };

  it('adds up tests, steps of the gate, and each other command as one', () => {
    const { status, last } = run();
    expect([status, last]).toEqual([0, '53 passed, 0 failed']);
  });

  it('counts failed tests and suites that did not start, and exits 1', () => {
    const { status, last } = run({ report: jestReport(38, 2, 1), test: 'exit 1' });
    expect([status, last]).toEqual([1, '51 passed, 3 failed']);
  });

  it('counts failed steps of the gate and goes on', () => {
    const { status, last } = run({ check: 'echo "check: 5 passed, 2 failed"; exit 1' });
    expect([status, last]).toEqual([1, '51 passed, 2 failed']);
  });

  it('counts one failure for a gate or a test run that ended without numbers', () => {
    const { status, last } = run({ check: 'exit 1', report: 'none', test: 'exit 1' });
    expect([status, last]).toEqual([1, '6 passed, 2 failed']);
  });

  it('refuses a demo that prints something else than one JSON document', () => {
    const { status, last } = run({ demo: 'echo done' });
    expect([status, last]).toEqual([1, '52 passed, 1 failed']);
  });

  it('counts hostile requests that broke something as one failure', () => {
    const { status, last } = run({ hostile: 'exit 1' });
    expect([status, last]).toEqual([1, '52 passed, 1 failed']);
  });

  it('ends what a command left running and counts it as a failure', () => {
    const { status, last, stdout } = run({ demo: `sleep 300 >/dev/null & echo '{}'` });
    expect([status, last]).toEqual([1, '53 passed, 1 failed']);
    expect(stdout).toContain('demo left processes running');
  });

  it('counts the suites on emulators where those can be had', () => {
    const suites = 'echo "emulators: 65 passed, 0 failed"';
    const { status, last } = run({ emulators: ['true', 'echo installed', suites] });
    expect([status, last]).toEqual([0, '120 passed, 0 failed']);
  });

  it('counts a failed installation, and a run on emulators without numbers', () => {
    const { status, last } = run({ emulators: ['true', 'exit 1', 'exit 1'] });
    expect([status, last]).toEqual([1, '54 passed, 2 failed']);
  });

  it('says why there are no suites on emulators', () => {
    expect(run().stdout).toContain('cargo is missing');
  });
});
