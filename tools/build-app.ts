import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundle, SHIPPED } from './bundle';
import { type LockFile, prunedLock } from './cloud/pruned-lock';

/** What the bundle imports from outside and must therefore ship, by the bundler's own account. */
const shippedBy = (metafile: Metafile): string[] => {
  const imported = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .filter(({ external }) => external)
    .map(({ path }) => path);
  return SHIPPED.filter((name) => imported.some((path) => path === name || path.startsWith(`${name}/`)));
};

const installedVersion = (name: string): string =>
  (JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;

const inMb = (bytes: number): string => (bytes / 1_000_000).toFixed(2);

/**
 * Bundles an app of the working folder into `dist/apps/<app>`: ES modules, split where the code loads something on
 * first use, and a manifest with the few packages that stay outside, at the versions installed here, and their lock.
 */
async function buildApp(app: string): Promise<void> {
  const folder = join('dist', 'apps', app);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await bundle(join('apps', app, 'src', 'main.ts'), folder);
  const manifest = {
    name: `@userport/${app}`,
    version: '0.0.0',
    private: true,
    type: 'module',
    main: 'main.js',
    engines: { node: '>=22' },
    dependencies: Object.fromEntries(shippedBy(metafile).map((name) => [name, installedVersion(name)])),
  };
  const lock = prunedLock(JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile, manifest);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  process.stdout.write(`${folder}: ${inMb(bytes)} MB in ${Object.keys(metafile.outputs).length} files\n`);
}

const [app] = process.argv.slice(2);
if (app === undefined) {
  process.stderr.write('Say which app: tsx tools/build-app.ts custom-column\n');
  process.exitCode = 2;
} else {
  await buildApp(app);
}
