import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A source tree as the rules see it: paths are relative to its root, with forward slashes. */
export interface Tree {
  /** Every file under apps, libs and tools, sorted. */
  readonly files: readonly string[];
  has(path: string): boolean;
  read(path: string): string;
}

/** A rule: what is wrong with a tree, one sentence a problem. */
export type Rule = (tree: Tree) => string[];

/** The names of the folders right inside a folder. */
export const foldersIn = (tree: Tree, folder: string): string[] => [
  ...new Set(
    tree.files
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1).split('/'))
      .flatMap(([name, ...rest]) => (name === undefined || rest.length === 0 ? [] : [name])),
  ),
];

/** A file's syntax, without types. */
export const parse = (tree: Tree, file: string): ts.SourceFile =>
  ts.createSourceFile(file, tree.read(file), ts.ScriptTarget.Latest, true);

/** The tree in a folder. */
export function readTree(root: string): Tree {
  const files = ['apps', 'libs', 'tools']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
  return {
    files,
    has: (path) => existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), 'utf8'),
  };
}

/** A tree held in memory: text by path. */
export const treeOf = (texts: Readonly<Record<string, string>>): Tree => ({
  files: Object.keys(texts).sort(),
  has: (path) => Object.keys(texts).some((file) => file === path || file.startsWith(`${path}/`)),
  read: (path) => texts[path] ?? '',
});
