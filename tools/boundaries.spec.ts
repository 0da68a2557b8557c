import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Probe, Verdict } from './boundaries';
import { withContract, withKey } from './scaffold/registry';
import { filesFrom } from './scaffold/templates';
import { type ScratchCopy, scratchCopy } from './scaffold/testing';
import { writeFiles } from './scaffold/write-files';

interface Refused extends Probe {
  readonly what: string;
  /** The one rule that refuses the text. */
  readonly rule: string;
}

const app = 'apps/gateway/src/main.ts';
const foundation = 'libs/errors/src/describe-error.ts';
const runner = 'libs/runner/src/judge.ts';
const io = 'libs/queue/src/retry-rules.ts';
const ioSpec = 'libs/queue/src/retry-rules.spec.ts';

const layers = '@nx/enforce-module-boundaries';
const paths = 'import-x/no-restricted-paths';
const shape = 'no-restricted-syntax';

const linesOfBody = (count: number): string => Array.from({ length: count }, () => '  call();\n').join('');
const functionOf = (lines: number): string =>
  `declare function call(): void;\nexport function f(): void {\n${linesOfBody(lines - 2)}}\n`;

const refused: readonly Refused[] = [
  {
    what: 'an app that imports an app',
    path: app,
    text: `export { task } from '../../custom-column/src/task';\n`,
    rule: layers,
  },
  {
    what: 'a foundation lib that imports a vendor lib',
    path: foundation,
    text: `import type { LanguageModel } from '@userport/ai';\nexport const f = (model: LanguageModel) => model;\n`,
    rule: layers,
  },
  {
    what: 'a runner that imports the warehouse',
    path: runner,
    text: `export { openWarehouse } from '@userport/warehouse';\n`,
    rule: layers,
  },
  {
    what: 'an io lib that imports an io lib',
    path: io,
    text: `export const f = async () => void (await import('@userport/warehouse'));\n`,
    rule: layers,
  },
  {
    what: 'a relative import across libs',
    path: io,
    text: `export { describeError } from '../../errors/src/describe-error';\n`,
    rule: layers,
  },
  {
    what: 'a vendor SDK outside its owner',
    path: io,
    text: `import { GoogleAuth } from 'google-auth-library';\nexport const auth = () => new GoogleAuth();\n`,
    rule: paths,
  },
  {
    what: 'a vendor SDK loaded on first use outside its owner',
    path: app,
    text: `export const load = async () => import('openai');\n`,
    rule: paths,
  },
  {
    what: 'an engine outside its owner, in a spec too',
    path: ioSpec,
    text: `export const load = async () => import('@duckdb/node-api');\n`,
    rule: paths,
  },
  {
    what: 'a lib that imports the sandbox',
    path: io,
    text: `export * from '../../../tools/sandbox/serve-loopback';\n`,
    rule: paths,
  },
  {
    what: 'a spec that imports a tool',
    path: ioSpec,
    text: `import '../../../tools/check-structure';\n`,
    rule: paths,
  },
  {
    what: 'a lib that imports a stand-in',
    path: 'libs/callback/src/callback-client.ts',
    text: `export * from '@userport/http/testing';\n`,
    rule: paths,
  },
  {
    what: 'an import cycle',
    path: 'libs/errors/src/errors.ts',
    text: `export { describeError } from './describe-error';\nexport class TerminalError extends Error {}\nexport class RetryableError extends Error {}\n`,
    rule: 'import-x/no-cycle',
  },
  {
    what: 'a floating promise',
    path: io,
    text: `declare function send(): Promise<void>;\nexport function f(): void {\n  send();\n}\n`,
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    what: 'a promise where nobody waits for it',
    path: io,
    text: `export const f = (all: number[]) => all.forEach(async (n) => Promise.resolve(n));\n`,
    rule: '@typescript-eslint/no-misused-promises',
  },
  {
    what: 'process.env outside libs/config',
    path: app,
    text: `export const port = () => process.env['PORT'];\n`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'process.env outside libs/config, taken apart',
    path: app,
    text: `export const port = () => {\n  const { env } = process;\n  return env['PORT'];\n};\n`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'the environment by import',
    path: app,
    text: `import { env } from 'node:process';\nexport const port = () => env['PORT'];\n`,
    rule: 'no-restricted-imports',
  },
  {
    what: 'any',
    path: io,
    text: `export const f = (value: any): boolean => value === 1;\n`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    what: 'a value of type any that is used',
    path: io,
    text: `export const f = (text: string): string => {\n  const parsed: string = JSON.parse(text);\n  return parsed;\n};\n`,
    rule: '@typescript-eslint/no-unsafe-assignment',
  },
  {
    what: "a clock of the runner's own",
    path: runner,
    text: `export const now = () => Date.now();\n`,
    rule: 'no-restricted-properties',
  },
  {
    what: 'a date of this moment in the runner',
    path: runner,
    text: `export const now = () => new Date();\n`,
    rule: shape,
  },
  {
    what: 'a timer in the runner',
    path: runner,
    text: `export const later = (call: () => void) => setTimeout(call, 1);\n`,
    rule: 'no-restricted-globals',
  },
  {
    what: 'a file system in the runner',
    path: runner,
    text: `import { readFileSync } from 'node:fs';\nexport const f = () => readFileSync('x', 'utf8');\n`,
    rule: 'no-restricted-imports',
  },
  {
    what: 'chance in the runner',
    path: runner,
    text: `export const f = () => crypto.randomUUID();\n`,
    rule: 'no-restricted-globals',
  },
  {
    what: 'a function of 71 lines',
    path: io,
    text: functionOf(71),
    rule: 'max-lines-per-function',
  },
  {
    what: 'a file of 401 lines',
    path: io,
    text: Array.from({ length: 401 }, (_, line) => `export const l${line} = ${line};\n`).join(''),
    rule: 'max-lines',
  },
  {
    what: 'a plain error thrown',
    path: io,
    text: `export const f = () => {\n  throw new Error('no');\n};\n`,
    rule: shape,
  },
  {
    what: 'a plain error rejected with',
    path: io,
    text: `export const f = async () => Promise.reject(new TypeError('no'));\n`,
    rule: shape,
  },
  {
    what: 'a variable of the module',
    path: io,
    text: `let count = 0;\nexport const f = () => (count += 1);\n`,
    rule: shape,
  },
  {
    what: 'a store of the module',
    path: io,
    text: `export const kept = new Map<string, string>();\n`,
    rule: shape,
  },
  {
    what: 'a class that is no error',
    path: io,
    text: `export class Queue {\n  readonly name = 'x';\n}\n`,
    rule: shape,
  },
  {
    what: 'a default export',
    path: io,
    text: `export default function f(): void {}\n`,
    rule: 'import-x/no-default-export',
  },
  {
    what: 'a line printed past the logger',
    path: io,
    text: `export const f = () => console.log('x');\n`,
    rule: 'no-console',
  },
];

const accepted: readonly (Probe & { readonly what: string })[] = [
  {
    what: 'a lib that keeps the rules',
    path: io,
    text: `import { RetryableError } from '@userport/errors';\n\nconst delays: readonly number[] = [10, 20];\n\n/** Waits. */\nexport async function f(wait: (ms: number) => Promise<void>): Promise<void> {\n  for (const ms of delays) await wait(ms);\n  throw new RetryableError('Still not there.', { code: 'x' });\n}\n`,
  },
  { what: 'a function of 70 lines', path: io, text: functionOf(70) },
  {
    what: 'a date made from a number in the runner',
    path: runner,
    text: `export const f = () => new Date(0);\n`,
  },
  {
    what: 'the owner of an SDK',
    path: 'libs/http/src/http-client.ts',
    text: `export const load = async () => import('ky');\n`,
  },
  {
    what: 'the environment in libs/config',
    path: 'libs/config/src/load-config.ts',
    text: `export const f = () => process.env;\n`,
  },
  { what: 'the environment in a spec', path: ioSpec, text: `export const f = () => process.env;\n` },
  { what: 'the sandbox in a spec', path: ioSpec, text: `import '../../../tools/sandbox/serve-loopback';\n` },
];

const silenced: Probe = {
  path: io,
  text: `// eslint-disable-next-line no-console\nexport const f = () => console.log('x');\n`,
};

/** Puts what `new:task` and `new:provider` make into a copy, the lines of their registries too; answers its code. */
const scaffold = async (root: string): Promise<Probe[]> => {
  const made = {
    ...filesFrom('tools/scaffold/task', 'sample-task', 'scratch-task'),
    ...filesFrom('tools/scaffold/provider', 'sample-vendor', 'scratch-vendor'),
  };
  const changed = {
    'libs/contracts/src/tasks/index.ts': (text: string) => withContract(text, 'scratch-task'),
    'libs/config/src/sections.ts': (text: string) => withKey(text, 'scratch-vendor'),
  };
  await writeFiles(root, { made, changed }, async (_file, text) => text);
  return Object.entries(made)
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, text]) => ({ path, text }));
};

/** One process lints all probes: the program of types is built once. */
const lint = (cwd: string, probes: readonly Probe[]): Verdict[] =>
  JSON.parse(
    execFileSync('node_modules/.bin/tsx', ['tools/boundaries.ts'], {
      cwd,
      input: JSON.stringify(probes),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  ) as Verdict[];

describe('the gate', () => {
  const cases = [...refused, ...accepted, silenced];
  let copy: ScratchCopy;
  let scaffolded: Probe[];
  let verdicts: Map<Probe, Verdict>;

  beforeAll(async () => {
    copy = scratchCopy();
    scaffolded = await scaffold(copy.root);
    // What is written comes first: a probe stands in for its file from then on.
    const probes: readonly Probe[] = [...scaffolded, ...cases];
    // The types of these and what they import are enough; those of all files take three times as long.
    const files = [...new Set(probes.map(({ path }) => path))];
    writeFileSync(
      join(copy.root, 'tsconfig.json'),
      JSON.stringify({ extends: './tsconfig.base.json', files }),
    );
    const found = lint(
      copy.root,
      probes.map(({ path, text }) => ({ path, text })),
    );
    verdicts = new Map(
      probes.map((probe, index) => [probe, found[index] ?? { rules: [], messages: ['none'] }]),
    );
  }, 120_000);
  afterAll(() => copy.remove());

  it.each(refused)('refuses $what', (probe) => {
    expect(verdicts.get(probe)?.rules).toEqual([probe.rule]);
  });

  it.each(accepted)('accepts $what', (probe) => {
    expect(verdicts.get(probe)?.messages).toEqual([]);
  });

  it('accepts every line that new:task and new:provider write', () => {
    expect(scaffolded).toHaveLength(13);
    expect(scaffolded.flatMap((probe) => verdicts.get(probe)?.messages)).toEqual([]);
  });

  it('refuses a comment that would switch a rule off', () => {
    expect(verdicts.get(silenced)?.rules).toEqual([null, 'no-console']);
  });
});
