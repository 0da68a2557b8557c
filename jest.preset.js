import { readFileSync } from 'node:fs';

const { paths } = JSON.parse(
  readFileSync(new URL('./tsconfig.base.json', import.meta.url), 'utf8'),
).compilerOptions;

/** `@userport/x` and `@userport/providers/*` as jest patterns, so that tsconfig.base.json stays their only list. */
const moduleNameMapper = Object.fromEntries(
  Object.entries(paths).map(([alias, [target]]) => [
    `^${alias.replace('*', '(.*)')}$`,
    target.replace('./', '<rootDir>/').replace('*', '$1'),
  ]),
);

/** The whole jest configuration: sources run unbuilt, on the engine that the project brings. */
export default {
  // What spec files import is loaded once a worker.
  testEnvironment: '<rootDir>/tools/jest/kept-environment.ts',
  runtime: '<rootDir>/tools/jest/kept-runtime.ts',
  // A worker for each core; jest leaves one idle, which on two cores doubles the time.
  maxWorkers: '100%',
  // A busy machine is no failure: nothing here waits, so what takes so long hangs.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'],
  moduleNameMapper,
  transform: {
    '\\.[cm]?[tj]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These ship ES modules alone, or (gaxios, under Google's clients) import one that does; everything else in
  // node_modules loads as it is.
  transformIgnorePatterns: [
    `/node_modules/(?!(${[
      ...['ky', 'p-limit', 'p-queue', 'p-timeout', 'eventemitter3', 'yocto-queue'],
      ...['htmlparser2', 'domhandler', 'domutils', 'domelementtype', 'dom-serializer', 'entities'],
      ...['gaxios', 'teeny-request', 'node-fetch', 'fetch-blob', 'formdata-polyfill', 'data-uri-to-buffer'],
    ].join('|')})/)`,
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.local'],
};
