import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { formsOf, type NameForms } from './names';

/** Text by path, relative to the repository. */
export type Files = Readonly<Record<string, string>>;

/** Templates end in this, so that no tool takes them for code. */
const ENDING = '.txt';

const KINDS = ['kebab', 'snake', 'upper', 'pascal', 'camel', 'title'] as const;

/** Puts one name in the place of another, in every form that code knows. */
export const rename = (text: string, from: NameForms, to: NameForms): string =>
  KINDS.reduce((renamed, kind) => renamed.replaceAll(from[kind], to[kind]), text);

/**
 * The files of a template folder under the name that was asked for. A template is written as plain code of a thing
 * called `sample`; that name is replaced in paths and texts.
 */
export function filesFrom(folder: string, sample: string, name: string): Files {
  const [from, to] = [formsOf(sample), formsOf(name)];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    entries.map((file) => {
      const path = relative(folder, file).split(sep).join('/').slice(0, -ENDING.length);
      return [rename(path, from, to), rename(readFileSync(file, 'utf8'), from, to)];
    }),
  );
}
