import { basename, dirname } from 'node:path';
import { foldersIn, type Rule, type Tree } from './tree';

/** The layers that a project's tag may name; eslint.config.mjs says which may import which. */
const LAYERS = ['foundation', 'io', 'client', 'vendor', 'runner', 'host', 'app'];

/** Apps that are no task and have no contract. */
const APPS_WITHOUT_TASK = ['gateway'];

const CONTRACTS = 'libs/contracts/src/tasks';

const projectsOf = (tree: Tree): string[] =>
  ['apps', 'libs'].flatMap((kind) => foldersIn(tree, kind).map((name) => `${kind}/${name}`));

const missing = (tree: Tree, what: string, files: readonly string[]): string[] =>
  files.filter((file) => !tree.has(file)).map((file) => `${what} lacks ${file}`);

const json = <T>(tree: Tree, file: string): T => JSON.parse(tree.read(file)) as T;

function projectProblems(tree: Tree, root: string): string[] {
  const file = `${root}/project.json`;
  if (!tree.has(file)) return [`${root} lacks ${file}`];
  const { name, tags = [] } = json<{ name?: string; tags?: string[] }>(tree, file);
  const layers = tags.filter((tag) => tag.startsWith('layer:')).map((tag) => tag.slice('layer:'.length));
  const [layer] = layers;
  const problems =
    name === basename(root) ? [] : [`${file}: the name must be "${basename(root)}", as the folder`];
  if (layer === undefined || layers.length > 1 || !LAYERS.includes(layer)) {
    return [...problems, `${file}: needs exactly one tag layer:<name>, one of ${LAYERS.join(', ')}`];
  }
  if (root.startsWith('apps/') !== (layer === 'app')) {
    return [...problems, `${file}: layer:app is for the folders under apps, and for them alone`];
  }
  return problems;
}

/** Every project says its name and its one layer. */
export const projectFiles: Rule = (tree) => projectsOf(tree).flatMap((root) => projectProblems(tree, root));

/** Every provider is the same four entries and a spec. */
export const providers: Rule = (tree) =>
  foldersIn(tree, 'libs/providers/src').flatMap((name) => {
    const folder = `libs/providers/src/${name}`;
    const entries = ['index.ts', `${name}.ts`, `${name}.spec.ts`, 'schemas.ts', 'fixtures'];
    return missing(
      tree,
      `Provider ${name}`,
      entries.map((entry) => `${folder}/${entry}`),
    );
  });

const contractsOf = (tree: Tree): string[] =>
  tree.files
    .filter((file) => dirname(file) === CONTRACTS && file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index');

/** A task is an app, a contract of the same name and a line in the registry: none without the others. */
export const tasks: Rule = (tree) => {
  const apps = foldersIn(tree, 'apps').filter((app) => !APPS_WITHOUT_TASK.includes(app));
  const registry = `${CONTRACTS}/index.ts`;
  const listed = tree.has(registry) ? tree.read(registry) : '';
  return [...new Set([...contractsOf(tree), ...apps])].flatMap((name) => [
    ...missing(tree, `Task ${name}`, [
      `${CONTRACTS}/${name}.ts`,
      `apps/${name}/project.json`,
      `apps/${name}/src/main.ts`,
      `apps/${name}/src/function.ts`,
      `apps/${name}/src/task.ts`,
      `apps/${name}/src/estimate.ts`,
      `apps/${name}/fixtures/request.json`,
    ]),
    ...(listed.includes(`'./${name}'`) ? [] : [`Task ${name} has no line in ${registry}`]),
  ]);
};

/** Aliases lead somewhere. */
export const aliases: Rule = (tree) => {
  const { compilerOptions } = json<{ compilerOptions: { paths: Record<string, string[]> } }>(
    tree,
    'tsconfig.base.json',
  );
  return Object.entries(compilerOptions.paths).flatMap(([alias, targets]) =>
    targets
      .map((target) => target.replace(/^\.\//, '').replace(/\/\*$/, ''))
      .filter((target) => !tree.has(target))
      .map((target) => `tsconfig.base.json: ${alias} leads to ${target}, which is not there`),
  );
};

/** Scripts of package.json run files that exist. */
export const scripts: Rule = (tree) =>
  Object.entries(json<{ scripts: Record<string, string> }>(tree, 'package.json').scripts).flatMap(
    ([name, command]) =>
      (command.match(/tools\/[\w./-]+\.ts/g) ?? [])
        .filter((file) => !tree.has(file))
        .map((file) => `package.json: npm run ${name} starts ${file}, which is not there`),
  );

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Optional packages of other platforms are locked too: without an entry for each, `npm ci` refuses the lock file where
 * a registry does not offer them, and other platforms install nothing.
 */
export const lockedPlatforms: Rule = (tree) => {
  const { packages } = json<{ packages: Record<string, Locked> }>(tree, 'package-lock.json');
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(
        ([name]) => !(`${place}/node_modules/${name}` in packages || `node_modules/${name}` in packages),
      )
      .map(
        ([name, version]) => `package-lock.json lacks ${name} ${version}, an optional package of ${place}`,
      ),
  );
};
