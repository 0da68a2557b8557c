import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Changes, type ScratchCopy, scratchCopy } from './scaffold/testing';

/** Copying, generating and checking types, lint and tests of a whole tree. */
const LONG_MS = 120_000;

/** What a command printed if it failed, so that a failing test shows it. */
const complaint = ({ status, output }: ReturnType<ScratchCopy['run']>): string =>
  status === 0 ? '' : output;

describe('a new task and a new provider', () => {
  let copy: ScratchCopy;
  let printed: string[];
  let changes: Changes;
  beforeAll(() => {
    copy = scratchCopy();
    printed = [
      copy.run('tsx', 'tools/new-task.ts', 'scratch-task').output,
      copy.run('tsx', 'tools/new-provider.ts', 'scratch-vendor').output,
    ];
    changes = copy.changes();
  }, LONG_MS);
  afterAll(() => copy.remove());

  const made = [
    'apps/scratch-task/fixtures/request.json',
    'apps/scratch-task/project.json',
    'apps/scratch-task/src/estimate.spec.ts',
    'apps/scratch-task/src/estimate.ts',
    'apps/scratch-task/src/function.spec.ts',
    'apps/scratch-task/src/function.ts',
    'apps/scratch-task/src/main.ts',
    'apps/scratch-task/src/task.spec.ts',
    'apps/scratch-task/src/task.ts',
    'libs/contracts/src/tasks/scratch-task.spec.ts',
    'libs/contracts/src/tasks/scratch-task.ts',
    'libs/providers/src/scratch-vendor/fixtures/company.json',
    'libs/providers/src/scratch-vendor/index.ts',
    'libs/providers/src/scratch-vendor/schemas.ts',
    'libs/providers/src/scratch-vendor/scratch-vendor.spec.ts',
    'libs/providers/src/scratch-vendor/scratch-vendor.ts',
  ];

  it('are their own files, one line each where they are listed, and the generated documents', () => {
    expect(changes).toEqual({
      made,
      changed: [
        '.env.example',
        'README.md',
        'libs/config/src/sections.ts',
        'libs/contracts/src/tasks/index.ts',
        'openapi.json',
      ],
      removed: [],
    });
  });

  it('are told file by file', () => {
    const told = printed
      .join('')
      .split('\n')
      .flatMap((line) => /^wrote {3}(.*)$/.exec(line)?.[1] ?? []);
    expect(told.sort()).toEqual(made);
  });

  it(
    'pass types, format, structure and documents',
    () => {
      const code = made.filter((file) => file.endsWith('.ts'));
      // The types of what is new and all that it imports; the gate itself checks the rest, and boundaries.spec.ts
      // has the linter at work.
      const project = JSON.stringify({ extends: './tsconfig.base.json', files: code });
      writeFileSync(join(copy.root, 'tsconfig.new.json'), project);
      expect(
        complaint(copy.run('node', 'node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.new.json')),
      ).toBe('');
      const structure = copy.run('tsx', 'tools/check-structure.ts').output.split('\n');
      expect(structure.filter((problem) => problem.includes('scratch'))).toEqual([]);
      for (const tool of ['tools/print-schema.ts', 'tools/openapi.ts'])
        expect(complaint(copy.run('tsx', tool, '--check'))).toBe('');
      expect(
        complaint(copy.run('prettier', '--check', '--ignore-unknown', ...made, ...changes.changed)),
      ).toBe('');
    },
    LONG_MS,
  );

  it(
    'pass their tests and those of the registry',
    () => {
      const paths = ['scratch-task', 'libs/contracts/src/tasks/index', 'libs/config', 'scratch-vendor'];
      expect(complaint(copy.run('jest', '--config', 'jest.config.mjs', ...paths))).toBe('');
    },
    LONG_MS,
  );

  it('are not made twice', () => {
    const { status, output } = copy.run('tsx', 'tools/new-task.ts', 'scratch-task');
    expect([status, output]).toEqual([
      2,
      expect.stringContaining(
        'Nothing was written: there is already apps/scratch-task/fixtures/request.json',
      ),
    ]);
  });
});
