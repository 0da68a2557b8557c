import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom. A project's layer is the tag in its project.json. */
const layers = {
  foundation: ['foundation'],
  io: ['foundation'],
  client: ['foundation', 'io'],
  vendor: ['foundation', 'io', 'client'],
  runner: ['foundation'],
  host: ['foundation', 'io', 'client', 'runner'],
  app: ['foundation', 'io', 'client', 'vendor', 'runner', 'host'],
};

/** The one lib that may import an SDK or an engine, statically or on first use. What is not named here is free. */
const sdkOwners = {
  ky: 'http',
  '@google-cloud/bigquery': 'warehouse',
  '@duckdb/node-api': 'warehouse',
  '@google-cloud/tasks': 'queue',
  '@grpc/grpc-js': 'queue',
  'google-auth-library': 'auth',
  openai: 'ai',
  '@google/genai': 'ai',
  winston: 'logging',
  '@google-cloud/functions-framework': 'host',
  tldts: 'contracts',
  cheerio: 'html',
  turndown: 'html',
  htmlparser2: 'html',
};

const code = ['{apps,libs}/**/*.ts'];
const testCode = ['{apps,libs}/**/*.{spec,suite,emulators}.ts', '{apps,libs}/**/testing.ts'];

/** What may not be imported from where, by resolved path: dynamic imports and re-exports count. */
const zones = [
  ...Object.entries(sdkOwners).map(([sdk, owner]) => ({
    target: ['./apps', `./libs/!(${owner})/**`],
    from: `./node_modules/${sdk}`,
    message: `Only libs/${owner} imports ${sdk}.`,
  })),
  {
    target: './{apps,libs}/**/!(*.spec).ts',
    from: './tools',
    message: 'tools/ is for scripts; only a spec may import tools/sandbox.',
  },
  {
    target: './{apps,libs}/**/*.spec.ts',
    from: './tools',
    except: ['./sandbox'],
    message: 'Of tools/ a spec may import the sandbox alone.',
  },
  {
    target: './{apps,libs}/**/!(*.spec|*.suite|*.emulators|testing).ts',
    from: './libs/*/src/testing.ts',
    message: 'Stand-ins are for specs and tools.',
  },
];

const plainErrors = '/^(Error|TypeError|RangeError|SyntaxError|AggregateError)$/';
const plainError = `NewExpression[callee.name=${plainErrors}]`;
const throwThePair =
  'Throw TerminalError or RetryableError (from @userport/errors) with the cause: the queue must know which.';
const moduleState =
  'A module has no state: one instance serves many jobs. Keep it in what a function returns.';

/** Shapes of code that are refused in what is deployed. */
const refusedShapes = [
  [`ThrowStatement > ${plainError}`, throwThePair],
  [
    `CallExpression:matches([callee.name='reject'], [callee.property.name='reject']) > ${plainError}`,
    throwThePair,
  ],
  [":matches(Program, ExportNamedDeclaration) > VariableDeclaration:not([kind='const'])", moduleState],
  [
    ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ' +
      'NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet|Array)$/][arguments.length=0]',
    moduleState,
  ],
  [
    'ClassDeclaration:not([superClass.name=/Error$/])',
    'Classes are for errors; return an object of functions.',
  ],
  ['ClassExpression', 'Classes are for errors; return an object of functions.'],
].map(([selector, message]) => ({ selector, message }));

/** A date made from a number is no clock; these read one. */
const clocks = [
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
];

const environment = 'Only libs/config reads the environment: add a variable to its sections.';
const fromEnv = 'The runner knows the world only through its Env: add a port there.';

/** Time, chance and the world outside, which the runner gets through its Env so that a test can hold them still. */
const worldOutside = [
  ...['performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['fetch', 'crypto', 'process', 'globalThis', 'global', 'require'],
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.nx', '.local', 'coverage'] },
  // A rule that can be switched off in a comment is a wish.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
          symlinks: false,
          tsconfig: { configFile: `${import.meta.dirname}/tsconfig.json`, references: 'auto' },
        }),
      ],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A port's methods return promises, whether or not an adapter has something to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Ports and clients are objects of functions: none of them knows a `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'max-depth': ['error', 4],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 70],
    },
  },
  {
    files: code,
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          // Whether tools/ may be imported is said by the zones above.
          allow: ['^(\\.\\./)+tools/'],
          enforceBuildableLibDependency: false,
          depConstraints: Object.entries(layers).map(([layer, below]) => ({
            sourceTag: `layer:${layer}`,
            onlyDependOnLibsWithTags: below.map((name) => `layer:${name}`),
          })),
        },
      ],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { name: 'node:process', message: environment }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: environment },
        { object: 'globalThis', property: 'process', message: environment },
      ],
    },
  },
  { files: code, ignores: testCode, rules: { 'no-restricted-syntax': ['error', ...refusedShapes] } },
  // Jest takes its environment and its runtime by their default exports.
  { files: ['tools/jest/kept-*.ts'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['libs/config/src/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['libs/runner/src/**/*.ts'],
    ignores: testCode,
    rules: {
      'no-restricted-globals': ['error', ...worldOutside.map((name) => ({ name, message: fromEnv }))],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^node:', message: fromEnv }] }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: fromEnv },
        { object: 'Math', property: 'random', message: fromEnv },
        { object: 'AbortSignal', property: 'timeout', message: fromEnv },
      ],
      'no-restricted-syntax': [
        'error',
        ...refusedShapes,
        ...clocks.map((selector) => ({ selector, message: fromEnv })),
      ],
    },
  },
  {
    files: [...testCode, 'tools/**/*.{spec,emulators}.ts'],
    rules: {
      // What jest's matchers return is typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'max-lines-per-function': 'off',
      // An SDK that reads the environment itself is tested through it.
      'no-restricted-properties': 'off',
    },
  },
);
