import { install, isInstalled } from './emulators/install';
import { emulatorsFolder, installations } from './emulators/pins';
import { findToolchains, missingToolchains } from './emulators/toolchain';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Installs the emulators that are not there yet. `--check` installs nothing: exit 0 says that the emulators are there
 * or can be installed here, exit 1 what is missing.
 */
async function main(args: readonly string[]): Promise<number> {
  const root = emulatorsFolder();
  const wanted = installations.filter((one) => !isInstalled(one, root));
  const found = findToolchains();
  const missing = wanted.length === 0 ? [] : missingToolchains(found);
  if (missing.length > 0) {
    missing.forEach(say);
    say('Nothing was installed. Everything but the emulators works without them.');
    return 1;
  }
  if (args.includes('--check')) {
    say(wanted.length === 0 ? 'The emulators are there.' : 'The emulators can be installed here.');
    return 0;
  }
  for (const one of wanted) {
    say(`${one.about}: installing ${one.packages.join(', ')}; takes about ${one.takes}.`);
    await install(one, root, found);
  }
  for (const { about, packages } of installations) say(`${packages[0]}: ${about}`);
  say(`All emulators are in ${root}. \`npm run test:emulators\` runs the suites on them.`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
