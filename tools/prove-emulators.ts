import { parseArgs } from 'node:util';
import { judged, print } from './bench/report';
import { isInstalled } from './emulators/install';
import { emulatorsFolder, installations } from './emulators/pins';
import { bundleApps } from './emulators/suite/bundles';
import { startEmulators } from './emulators/suite/start';
import { proveTwoProcesses } from './emulators/suite/two-processes';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '200' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    json: { type: 'boolean', default: false },
  },
});

/** Proves the promise on real emulators, with two processes of one function under random kills. */
async function main(): Promise<void> {
  const root = emulatorsFolder();
  if (!installations.every((one) => isInstalled(one, root))) {
    console.error('The emulators are not installed yet: npm run emulators');
    process.exitCode = 1;
    return;
  }
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  say(`seed ${values.seed}`);
  const bundles = await bundleApps();
  const emulators = await startEmulators(root);
  try {
    const plan = { jobs: Number(values.jobs), seed: Number(values.seed), bundles: bundles.folder, say };
    process.exitCode = print(
      judged(`two processes, seed ${values.seed}`, await proveTwoProcesses(emulators, plan)),
      values.json,
    );
  } finally {
    await emulators.stop();
    bundles.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
