import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judged, print, type Row } from './bench/report';

interface Bench {
  /** Measures; tells on stderr how far it is. */
  readonly measure: (say: (text: string) => void) => Promise<readonly Row[]>;
}

const FOLDER = 'tools/bench';

/** Every bench is a file that exports `measure`; the file's name is the bench's. */
const names = (): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const name = positionals[0] ?? '';
  if (!existsSync(`${FOLDER}/${name}.bench.ts`)) {
    console.error(`npm run bench -- NAME [--json]; NAME is one of: ${names().join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const bench = (await import(`./bench/${name}.bench`)) as Bench;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  print(judged(name, await bench.measure(say)), values.json === true);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
