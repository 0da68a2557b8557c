import { parseArgs } from 'node:util';
import { createLogger } from '@userport/logging';
import { estimateJob } from './estimate/estimate-job';
import { asJson, asText } from './estimate/print-estimate';
import { readRequest } from './estimate/read-request';
import { readEnvFile } from './local/start';

const USAGE = `npm run estimate -- TASK REQUEST.json [--json]
  Says what a job will call and cost, from the least to the most, without calling anything.
  TASK     such as custom_column
  REQUEST  the body of a create call, such as apps/custom-column/fixtures/request.json
  --json   the same as one JSON document`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [taskName, file] = positionals;
  if (values.help === true || taskName === undefined || file === undefined) {
    console.error(USAGE);
    return values.help === true ? 0 : 2;
  }
  readEnvFile();
  const log = createLogger({
    level: 'warn',
    format: 'pretty',
    write: (line) => void process.stderr.write(line),
  });
  const options = { environment: process.env, at: new Date(), log };
  const estimate = await estimateJob(taskName, readRequest(file), options);
  console.log(values.json === true ? JSON.stringify(asJson(estimate), null, 2) : asText(estimate));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
