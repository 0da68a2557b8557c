import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

/** Packages that a deployed app loads from its own node_modules. */
export const SHIPPED = [
  // A second copy inside the bundle would have a registry of its own, and the function would not be found.
  '@google-cloud/functions-framework',
  // Reads its protocol files by path at run time, which no bundle keeps. Only who enqueues imports it.
  '@google-cloud/tasks',
  // Comes with the one above, which knows the credentials of its own copy alone.
  '@grpc/grpc-js',
];

/** The embedded engine: found in the workspace by a local run, never deployed. */
const LEFT_OUT = ['@duckdb/node-api'];

/** CommonJS packages inside the bundle look for names that an ES module does not have. */
const COMMONJS_NAMES = `
import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __dirnameOf } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __dirnameOf(__filename);
`;

const PACKAGE = /^(@[\w.-]+\/)?[a-zA-Z][\w.-]*(\/.*)?$/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * A CommonJS package loaded on first use: a split bundle offers its default export alone, where Node offers its names
 * as well, so that code which runs from sources fails when bundled. Each such import goes through a module that lists
 * the names as Node sees them.
 */
const namesOfLazyPackages: Plugin = {
  name: 'names-of-lazy-packages',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: PACKAGE }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind !== 'dynamic-import' || isBuiltin(path) || pluginData === 'itself') return undefined;
      const found = await resolve(path, { kind, resolveDir, importer, pluginData: 'itself' });
      const isPackage = found.path.includes('node_modules') && found.errors.length === 0;
      if (!isPackage || found.external) return found;
      // The last part of the path becomes the name of the chunk.
      return { path: join(found.path, `${path}.mjs`), namespace: 'lazy', pluginData: found.path };
    });
    onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ pluginData }) => {
      const file = String(pluginData);
      const loaded = (await import(pathToFileURL(file).href)) as object;
      const names = Object.keys(loaded).filter((name) => IDENTIFIER.test(name));
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(file)};`, resolveDir: '/' };
    });
  },
};

/**
 * The platform's modules by `require`: importing one as an ES module reads every name it has, and `node:http` then
 * loads a whole HTTP client behind one of them (24 ms of a start here).
 */
const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z_/:]+$/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Of zod's fifty languages (0.27 MB that every start reads) the one that is spoken. */
const englishZod: Plugin = {
  name: 'english-zod',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js';`,
    }));
  },
};

/** Bundles an entry and all that it imports into `main.js` and chunks, as it is deployed. */
export const bundle = (entry: string, folder: string): Promise<{ readonly metafile: Metafile }> =>
  build({
    entryPoints: { main: entry },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // Names stay: people and code read those of errors and functions.
    keepNames: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    external: [...SHIPPED, ...LEFT_OUT],
    plugins: [namesOfLazyPackages, requiredBuiltins, englishZod],
    banner: { js: COMMONJS_NAMES },
    metafile: true,
    logLevel: 'warning',
  });
