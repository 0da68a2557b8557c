import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../bundle';

/** Bundles of all apps, as they are deployed. */
export interface Bundles {
  /** Holds one folder for each app. */
  readonly folder: string;
  remove(): void;
}

/** The workspace's packages are found from here, and nothing else looks here. */
const BELOW = '.local/emulators';

/** Bundles apps, all unless named, into a folder of their own each. Jest cannot: the bundler imports what it bundles. */
export async function bundleApps(apps: readonly string[] = readdirSync('apps')): Promise<Bundles> {
  const folder = join(BELOW, crypto.randomUUID());
  for (const app of apps) {
    const own = join(folder, app);
    mkdirSync(own, { recursive: true });
    await bundle(join('apps', app, 'src', 'main.ts'), own);
    writeFileSync(join(own, 'package.json'), '{ "type": "module", "main": "main.js" }\n');
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
