import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleApps } from './emulators/suite/bundles';
import { type Count, countPerEmulator, type JestReport } from './emulators/count';
import { isInstalled } from './emulators/install';
import { emulatorsFolder, installations } from './emulators/pins';
import { startEmulators } from './emulators/suite/start';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs jest on the suites for emulators; answers its report. */
async function runSuites(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'userport-emulators-'));
  const outputFile = join(folder, 'report.json');
  const given = ['--config', 'jest.emulators.mjs', '--json', `--outputFile=${outputFile}`, ...args];
  const child = spawn('jest', given, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  const report = existsSync(outputFile)
    ? (JSON.parse(readFileSync(outputFile, 'utf8')) as JestReport)
    : undefined;
  rmSync(folder, { recursive: true, force: true });
  return report;
}

const line = ({ emulator, passed, failed }: Count): string =>
  `${emulator.padEnd(38)} ${String(passed).padStart(4)} passed ${String(failed).padStart(4)} failed`;

/** Starts the emulators, runs the suites that need them (or those that the arguments name), stops them, counts. */
async function main(args: readonly string[]): Promise<number> {
  const root = emulatorsFolder();
  if (!installations.every((one) => isInstalled(one, root))) {
    say('The emulators are not installed yet: npm run emulators');
    return 1;
  }
  const bundles = await bundleApps();
  const emulators = await startEmulators(root);
  const environment = { ...emulators.environment, BUNDLES: bundles.folder };
  const report = await runSuites(args, environment).finally(() => emulators.stop());
  bundles.remove();
  const counts = report === undefined ? [] : countPerEmulator(report);
  counts.map(line).forEach(say);
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = report === undefined ? 1 : counts.reduce((sum, one) => sum + one.failed, 0);
  say(`emulators: ${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
