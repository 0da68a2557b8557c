import { parseArgs } from 'node:util';
import { openStores, openWarehouse } from '@userport/warehouse';
import { costLine, statusWord } from './demo/print-demo';
import { readStoredJob } from './demo/stored-job';
import { demoOf } from './demo/task-demo';
import { paint } from './demo/terminal';
import { namedStore } from './local/named-store';
import { readEnvFile } from './local/start';

const USAGE = `npm run explain -- JOB_ID [--lead ID] [--store FILE] [--json]
  Shows what became of a job and why, from the store alone: nothing is called.
  --lead ID     why one lead, by its id or its name, has its score: criterion by criterion
  --store FILE  a DuckDB file; else the store of .env (BIGQUERY_DATASET, DUCKDB_PATH), else the one of the demo
  --json        the same as one JSON document`;

async function main(args: readonly string[]): Promise<number> {
  const options = {
    store: { type: 'string' },
    lead: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [jobId] = positionals;
  if (values.help === true || jobId === undefined) {
    console.error(USAGE);
    return values.help === true ? 0 : 2;
  }
  readEnvFile();
  const warehouse = await openWarehouse(namedStore(values.store));
  try {
    // Nothing is written, so no word is ever drawn.
    const stores = openStores(warehouse, { now: Date.now, randomId: () => '' });
    const units = await readStoredJob(stores, jobId);
    if (units.length === 0) throw new Error(`The store knows no job ${jobId}.`);
    const total = await stores.costOf(jobId);
    const cost = { calls: total.calls, cost_usd: total.costUsd, units: total.units };
    const cards = await Promise.all(
      units.map(async (unit) => {
        const { lines, json, detail } = await demoOf(unit.taskName);
        const { entityId, taskName, status } = unit;
        const head = `${paint('bold', jobId)}  ${paint('dim', `${taskName} · ${entityId}`)}  ${statusWord(status)}`;
        const data = { entity_id: entityId, task_name: taskName, status, ...json(unit) };
        const shown =
          values.lead === undefined || detail === undefined ? lines(unit) : detail(unit, values.lead);
        return { text: [head, ...shown, ''].join('\n'), data };
      }),
    );
    const whole = { job_id: jobId, units: cards.map(({ data }) => data), cost };
    if (values.json === true) console.log(JSON.stringify(whole, null, 2));
    else console.log([...cards.map(({ text }) => text), `     ${costLine(cost)}`].join('\n'));
    return 0;
  } finally {
    await warehouse.close();
  }
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
