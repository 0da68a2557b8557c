/** A bug on purpose: one line of the code under proof, replaced while it is bundled. */
export interface Plant {
  readonly name: string;
  /** From the root of the tree. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly line: string;
  /** Stands there instead. */
  readonly bug: string;
}

/** Plants of one file, as rows of name, line and bug. */
export const inFile = (
  file: string,
  rows: readonly (readonly [name: string, line: string, bug: string])[],
): Plant[] => rows.map(([name, line, bug]) => ({ name, file, line, bug }));

/**
 * A source with a bug planted in it.
 * @throws Error when the line to be replaced is not there exactly once
 */
export function planted(source: string, { name, file, line, bug }: Plant): string {
  const parts = source.split(line);
  if (parts.length !== 2)
    throw new Error(`Plant ${name}: ${file} must hold its line once and holds it ${parts.length - 1} times.`);
  return parts.join(bug);
}
