import { names, publicNames, specs, paidSpecs } from './sources';
import { treeOf } from './tree';

describe('specs', () => {
  it('names the code file that has none', () => {
    const tree = treeOf({
      'libs/queue/src/rules.ts': 'export const rules = () => 1;',
      'libs/queue/src/names.ts': 'export const names = () => 1;',
      'libs/queue/src/names.spec.ts': '',
    });
    expect(specs(tree)).toEqual(['libs/queue/src/rules.ts lacks its spec rules.spec.ts']);
  });

  it('names a tool that offers something', () => {
    const tree = treeOf({ 'tools/demo.ts': 'export const demo = () => 1;' });
    expect(specs(tree)).toEqual(['tools/demo.ts lacks its spec demo.spec.ts']);
  });

  it.each([
    ['an index', 'libs/queue/src/index.ts', 'export const a = 1;'],
    ['a main', 'apps/gateway/src/main.ts', 'serve();'],
    ['a stand-in', 'libs/queue/src/testing.ts', 'export const a = () => 1;'],
    ['a suite', 'libs/queue/src/queue.suite.ts', 'export const a = () => 1;'],
    ['what a suite is given', 'libs/queue/src/suite/rows.ts', 'export const rows = [1];'],
    ['a suite for emulators', 'libs/queue/src/queue.emulators.ts', 'export const a = () => 1;'],
    [
      "a provider's shapes",
      'libs/providers/src/northwind/schemas.ts',
      'export const company = z.object({});',
    ],
    ['a measurement', 'tools/bench/create.ts', 'measure();'],
    ['a command', 'tools/demo.ts', `import { demo } from './demo/run';\nawait demo();`],
    [
      'types alone',
      'libs/queue/src/queue.ts',
      `import type { B } from './b';\nexport interface A {}\nexport type { B };`,
    ],
    [
      'a function that fixes a type',
      'libs/queue/src/define.ts',
      'export const define = <T>(a: A<T>): A<T> => a;',
    ],
  ])('asks for none of %s', (_what, file, text) => {
    expect(specs(treeOf({ [file]: text }))).toEqual([]);
  });
});

describe('publicNames', () => {
  const index = 'libs/queue/src/index.ts';
  const exporting = (count: number): string =>
    `export { ${Array.from({ length: count }, (_, n) => `v${n}`).join(', ')}, type T } from './x';`;

  it('accepts a dozen values; types are free', () => {
    expect(publicNames(treeOf({ [index]: `${exporting(12)} export type * from './types';` }))).toEqual([]);
  });

  it('refuses a thirteenth', () => {
    expect(publicNames(treeOf({ [index]: exporting(13) }))).toEqual([
      `${index} exports 13 values, at most 12: v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12`,
    ]);
  });

  it('refuses a star', () => {
    expect(publicNames(treeOf({ [index]: `export * from './x';` }))).toEqual([
      `${index}: export * from './x'; hides what is public; list the names`,
    ]);
  });
});

describe('names', () => {
  it.each(['utils', 'common', 'helpers', 'helper', 'manager', 'base'])('refuses a file called %s', (name) => {
    const file = `libs/queue/src/${name}.ts`;
    expect(names(treeOf({ [file]: '' }))).toEqual([
      `${file}: "${name}" says nothing; name it after its one job`,
    ]);
  });

  it('refuses a folder that says nothing', () => {
    const file = 'libs/shared/src/queue.ts';
    expect(names(treeOf({ [file]: '' }))).toEqual([
      `${file}: "shared" says nothing; name it after its one job`,
    ]);
  });

  it('refuses capitals and underscores', () => {
    const file = 'libs/queue/src/inProcess_queue.ts';
    expect(names(treeOf({ [file]: '' }))).toEqual([
      `${file}: "inProcess_queue" must be lower case words joined by hyphens`,
    ]);
  });

  it('accepts words and hyphens, and any name of a fixture', () => {
    const files = ['libs/queue/src/drivers/in-process.spec.ts', 'libs/a/src/fixtures/Company_01.json'];
    expect(names(treeOf(Object.fromEntries(files.map((file) => [file, '']))))).toEqual([]);
  });
});

describe('paidSpecs', () => {
  it('names who is on the list of owed specs and has one by now, or is gone', () => {
    const tree = treeOf({
      'tools/structure/owed-specs.json': JSON.stringify([
        'libs/queue/src/a.ts',
        'libs/queue/src/b.ts',
        'libs/queue/src/c.ts',
      ]),
      'libs/queue/src/a.ts': 'export const a = () => 1;',
      'libs/queue/src/b.ts': 'export const b = () => 1;',
      'libs/queue/src/b.spec.ts': '',
    });
    expect(paidSpecs(tree)).toEqual(['libs/queue/src/b.ts', 'libs/queue/src/c.ts']);
    expect(specs(tree)).toEqual([]);
  });
});
