import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files } from './templates';

/** Files to make and files to change. */
export interface Plan {
  readonly made: Files;
  readonly changed: Readonly<Record<string, (text: string) => string>>;
}

/** The files of a plan that must not be there yet, and are. */
export const inTheWay = (root: string, { made }: Plan): string[] =>
  Object.keys(made).filter((path) => existsSync(join(root, path)));

/** Brings a text into the shape of the repository; `file` is where it will stand. */
export type Format = (file: string, text: string) => Promise<string>;

/**
 * Carries a plan out, formatted. Nothing is written unless everything could be made.
 * @returns one line for each file: what became of it
 */
export async function writeFiles(root: string, { made, changed }: Plan, format: Format): Promise<string[]> {
  const wanted = [
    ...Object.entries(made).map(([path, text]) => ({ said: 'wrote  ', path, text })),
    ...Object.entries(changed).map(([path, change]) => ({
      said: 'changed',
      path,
      text: change(readFileSync(join(root, path), 'utf8')),
    })),
  ];
  const texts = await Promise.all(wanted.map(({ path, text }) => format(join(root, path), text)));
  return wanted.map(({ said, path }, index) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, texts[index] ?? '');
    return `${said} ${path}`;
  });
}
