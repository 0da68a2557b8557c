import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judged, print, type Row } from './report';

/** Where files that measure lie, and the command that runs them. */
export interface Measurements {
  /** `tools/bench/create.bench.ts` is `create` among `{ folder: 'tools/bench', ending: '.bench.ts' }`. */
  readonly folder: string;
  readonly ending: string;
  readonly command: string;
}

interface Measurement {
  /** Measures; tells on stderr how far it is. */
  readonly measure: (say: (text: string) => void) => Promise<readonly Row[]>;
}

/** Names of all measurements, in order. */
export const namesIn = ({ folder, ending }: Measurements): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

/**
 * Runs the measurement that the command line names and prints what it found.
 * @returns the exit code: 0 when every bound holds, 1 when one does not, 2 when there is no such measurement
 */
export async function runNamed(place: Measurements, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const name = positionals[0] ?? '';
  const file = `${place.folder}/${name}${place.ending}`;
  if (name === '' || !existsSync(file)) {
    console.error(`${place.command} -- NAME [--json]; NAME is one of: ${namesIn(place).join(', ')}`);
    return 2;
  }
  const { measure } = (await import(resolve(file))) as Measurement;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  return print(judged(name, await measure(say)), values.json === true);
}
