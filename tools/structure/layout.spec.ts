import { aliases, lockedPlatforms, projectFiles, providers, scripts, tasks } from './layout';
import { treeOf } from './tree';

const project = (name: string, ...tags: string[]): string => JSON.stringify({ name, tags });

describe('projectFiles', () => {
  it('accepts a lib and an app that say their name and layer', () => {
    const tree = treeOf({
      'apps/gateway/project.json': project('gateway', 'layer:app'),
      'libs/queue/project.json': project('queue', 'layer:io'),
    });
    expect(projectFiles(tree)).toEqual([]);
  });

  it.each([
    ['no file', {}, ['libs/queue lacks libs/queue/project.json']],
    [
      'another name',
      { 'libs/queue/project.json': project('tasks', 'layer:io') },
      ['libs/queue/project.json: the name must be "queue", as the folder'],
    ],
    [
      'no layer',
      { 'libs/queue/project.json': project('queue') },
      [
        'libs/queue/project.json: needs exactly one tag layer:<name>, one of foundation, io, client, vendor, runner, host, app',
      ],
    ],
    [
      'the layer of apps',
      { 'libs/queue/project.json': project('queue', 'layer:app') },
      ['libs/queue/project.json: layer:app is for the folders under apps, and for them alone'],
    ],
  ])('refuses a lib with %s', (_what, files, problems) => {
    expect(projectFiles(treeOf({ 'libs/queue/src/index.ts': '', ...files }))).toEqual(problems);
  });
});

describe('providers', () => {
  const folder = 'libs/providers/src/northwind';

  it('accepts the four entries and a spec', () => {
    const tree = treeOf({
      [`${folder}/index.ts`]: '',
      [`${folder}/northwind.ts`]: '',
      [`${folder}/northwind.spec.ts`]: '',
      [`${folder}/schemas.ts`]: '',
      [`${folder}/fixtures/company.json`]: '',
    });
    expect(providers(tree)).toEqual([]);
  });

  it('names every entry that is not there', () => {
    expect(providers(treeOf({ [`${folder}/index.ts`]: '' }))).toEqual([
      `Provider northwind lacks ${folder}/northwind.ts`,
      `Provider northwind lacks ${folder}/northwind.spec.ts`,
      `Provider northwind lacks ${folder}/schemas.ts`,
      `Provider northwind lacks ${folder}/fixtures`,
    ]);
  });
});

describe('tasks', () => {
  const registry = 'libs/contracts/src/tasks/index.ts';
  const app = {
    'apps/lead-score/project.json': '',
    'apps/lead-score/src/main.ts': '',
    'apps/lead-score/src/function.ts': '',
    'apps/lead-score/src/task.ts': '',
    'apps/lead-score/src/estimate.ts': '',
    'apps/lead-score/fixtures/request.json': '',
  };
  const contract = { 'libs/contracts/src/tasks/lead-score.ts': '' };
  const line = { [registry]: `import { leadScore } from './lead-score';` };

  it('accepts an app with its contract and its line; the gateway needs neither', () => {
    expect(tasks(treeOf({ ...app, ...contract, ...line, 'apps/gateway/project.json': '' }))).toEqual([]);
  });

  it('refuses an app without a contract', () => {
    expect(tasks(treeOf({ ...app, ...line }))).toEqual([
      'Task lead-score lacks libs/contracts/src/tasks/lead-score.ts',
    ]);
  });

  it('refuses a contract without an app', () => {
    expect(tasks(treeOf({ ...contract, ...line }))).toEqual([
      'Task lead-score lacks apps/lead-score/project.json',
      'Task lead-score lacks apps/lead-score/src/main.ts',
      'Task lead-score lacks apps/lead-score/src/function.ts',
      'Task lead-score lacks apps/lead-score/src/task.ts',
      'Task lead-score lacks apps/lead-score/src/estimate.ts',
      'Task lead-score lacks apps/lead-score/fixtures/request.json',
    ]);
  });

  it('refuses a task that the registry does not list', () => {
    expect(tasks(treeOf({ ...app, ...contract }))).toEqual([`Task lead-score has no line in ${registry}`]);
  });
});

describe('aliases', () => {
  const paths = { '@x/queue': ['./libs/queue/src/index.ts'], '@x/providers/*': ['./libs/providers/src/*'] };
  const base = { 'tsconfig.base.json': JSON.stringify({ compilerOptions: { paths } }) };

  it('accepts those that lead to a file or, with a star, to a folder', () => {
    const there = { 'libs/queue/src/index.ts': '', 'libs/providers/src/a/index.ts': '' };
    expect(aliases(treeOf({ ...base, ...there }))).toEqual([]);
  });

  it('names those that lead nowhere', () => {
    expect(aliases(treeOf(base))).toEqual([
      'tsconfig.base.json: @x/queue leads to libs/queue/src/index.ts, which is not there',
      'tsconfig.base.json: @x/providers/* leads to libs/providers/src, which is not there',
    ]);
  });
});

describe('scripts', () => {
  it('names the script whose file is not there', () => {
    const manifest = { scripts: { demo: 'tsx tools/demo.ts', local: 'tsx tools/local.ts', test: 'jest' } };
    const tree = treeOf({ 'package.json': JSON.stringify(manifest), 'tools/demo.ts': '' });
    expect(scripts(tree)).toEqual(['package.json: npm run local starts tools/local.ts, which is not there']);
  });
});

describe('lockedPlatforms', () => {
  const lockOf = (packages: object) => treeOf({ 'package-lock.json': JSON.stringify({ packages }) });
  const engine = { optionalDependencies: { 'engine-linux': '1.2.3', 'engine-darwin': '1.2.3' } };

  it('names the platform that was not locked', () => {
    expect(
      lockedPlatforms(lockOf({ 'node_modules/engine': engine, 'node_modules/engine-linux': {} })),
    ).toEqual(['package-lock.json lacks engine-darwin 1.2.3, an optional package of node_modules/engine']);
  });

  it('accepts one that is locked right inside its owner', () => {
    const inside = { 'node_modules/engine/node_modules/engine-darwin': {}, 'node_modules/engine-linux': {} };
    expect(lockedPlatforms(lockOf({ 'node_modules/engine': engine, ...inside }))).toEqual([]);
  });
});
