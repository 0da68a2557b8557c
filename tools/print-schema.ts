import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import prettier from 'prettier';
import { configurationTable, environmentExample } from './documents/configuration';
import { schemaFiles, schemaSql } from './documents/table-schema';

const README = 'README.md';
const MARKS = /(<!-- configuration:start -->)[\s\S]*(<!-- configuration:end -->)/;

/** The README with its table of configuration; the marks must stand in it. */
function readme(): string {
  const text = readFileSync(README, 'utf8');
  if (!MARKS.test(text))
    throw new Error(`${README} lacks <!-- configuration:start --> and <!-- configuration:end -->.`);
  return text.replace(
    MARKS,
    (_all, start: string, end: string) => `${start}\n\n${configurationTable()}\n\n${end}`,
  );
}

/** Every generated document, by its path. */
async function documents(): Promise<Map<string, string>> {
  const options = { ...(await prettier.resolveConfig(README)), parser: 'markdown' };
  return new Map([
    ['docs/schema.sql', schemaSql()],
    ...schemaFiles().map(([table, json]): [string, string] => [`docs/schema/${table}.json`, json]),
    ['.env.example', environmentExample()],
    [README, await prettier.format(readme(), options)],
  ]);
}

/** Writes what is generated from tables and configuration; with `--check` only compares, and exits 1 naming what is stale. */
async function main(args: readonly string[]): Promise<void> {
  const check = args.includes('--check');
  const stale: string[] = [];
  for (const [path, text] of await documents()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (check && stale.length > 0) {
    console.error(`Not in step with their sources: ${stale.join(', ')}. Run \`npm run docs\`.`);
    process.exitCode = 1;
    return;
  }
  console.log(stale.length === 0 ? 'Every generated document is in step.' : `Written: ${stale.join(', ')}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
