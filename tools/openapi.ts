import { readFileSync, writeFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { taskContracts } from '@userport/contracts';
import prettier from 'prettier';
import { openapiDocument } from '../apps/gateway/src/openapi';
import { routes } from '../apps/gateway/src/routes';

const FILE = 'openapi.json';
const USAGE = 'tsx tools/openapi.ts [--check] [FILE]';

/** What a public validator (the schema of spec.openapis.org) holds against a document. */
async function problemsOf(text: string): Promise<string[]> {
  const result = await new Validator().validate(text);
  if (result.valid) return [];
  const { errors } = result;
  return (Array.isArray(errors) ? errors : [errors]).map((error) =>
    typeof error === 'string' ? error : JSON.stringify(error),
  );
}

const stored = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Writes the OpenAPI document of the gateway from its routes and contracts; with `--check` only compares. Either way
 * the document must pass the validator. Exits 1 when it does not or differs, 2 for a call that it does not know.
 */
async function main(args: readonly string[]): Promise<number> {
  const [file = FILE, ...others] = args.filter((arg) => arg !== '--check');
  if (others.length > 0 || file.startsWith('-')) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const config = await prettier.resolveConfig(FILE);
  const document = JSON.stringify(openapiDocument(routes, taskContracts));
  const text = await prettier.format(document, { ...config, parser: 'json' });
  const problems = await problemsOf(text);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length > 0) return 1;
  if (!args.includes('--check')) {
    writeFileSync(file, text);
    process.stdout.write(`${file}: written\n`);
    return 0;
  }
  const same = stored(file) === text;
  process.stdout.write(same ? `${file}: in step\n` : `${file}: out of step; run npm run docs\n`);
  return same ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
