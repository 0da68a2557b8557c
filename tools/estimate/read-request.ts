import { readFileSync } from 'node:fs';

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'no reason told' } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code}). Name the file of a create call's body.`, {
      cause: error,
    });
  }
};

/**
 * The body of a create call out of a file.
 * @throws Error that names the file and what is wrong with it
 */
export function readRequest(file: string): unknown {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON.`, { cause: error });
  }
}
