import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JsonObject } from '@userport/contracts';
import { createLogger } from '@userport/logging';
import { demoJobs } from './demo/demo-job';
import { openGatewayClient } from './demo/gateway-client';
import { head, jobCard, repeatCard } from './demo/print-demo';
import { type DemoResult, repeatJob, type Repeated, runJob } from './demo/run-demo';
import { readEnvFile, startLocally } from './local/start';

const USAGE = `npm run demo -- [TASK] [--json] [--fresh]
  Runs every sample job on this machine, shows values, cost and callbacks, then delivers one job a second time.
  TASK     only the samples of one task, such as custom_column
  --json   the same as one JSON document
  --fresh  new job ids, so that everything runs again`;

/** Store and receiver keep what was done, so that a second demo finds its jobs done. */
const FOLDER = '.local/demo';

const asJson = (real: readonly string[], results: readonly DemoResult[], repeated: Repeated): JsonObject => ({
  name: 'demo',
  answered_by: real.length === 0 ? 'sandbox (invented)' : real.join(' and '),
  jobs: results.map(({ job, status, seconds, doneBefore, cells, cost, callbacks }) => ({
    sample: job.sample,
    task_name: job.taskName,
    job_id: job.jobId,
    status,
    seconds: Math.round(seconds * 100) / 100,
    done_before: doneBefore,
    values: cells.map(({ entityId, status: cell, value, confidence, rationale, errorDetails }) => ({
      entity_id: entityId,
      status: cell,
      value,
      confidence,
      rationale,
      error: errorDetails,
    })),
    cost,
    callbacks: callbacks.map((callback) => ({ ...callback })),
  })),
  repeat: { ...repeated },
});

/** One line that is written over while jobs run; nothing where the output is no terminal. */
const showProgress = (percents: ReadonlyMap<string, number>): void => {
  if (!process.stderr.isTTY) return;
  const bars = [...percents.values()].map((percent) => `${String(percent).padStart(3)} %`).join('  ');
  process.stderr.write(`\r${bars}\x1b[K`);
};

async function main(): Promise<void> {
  const options = {
    json: { type: 'boolean' },
    fresh: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) return console.log(USAGE);
  readEnvFile();
  mkdirSync(FOLDER, { recursive: true });
  const log = createLogger({
    level: 'error',
    format: 'pretty',
    write: (line) => void process.stderr.write(line),
  });
  const files = { duckdbPath: `${FOLDER}/store.duckdb`, journalPath: `${FOLDER}/receiver.jsonl` };
  const started = await startLocally({ port: 0, log, ...files });
  try {
    const say = (text: string) => (values.json === true ? undefined : console.log(text));
    say(head(started.real));
    const client = openGatewayClient(started.stack);
    const jobs = demoJobs(positionals[0], values.fresh === true ? `-${Date.now()}` : '');
    if (jobs.length === 0) throw new Error(`No task is called ${positionals[0]}.\n${USAGE}`);
    const percents = new Map(jobs.map(({ jobId }) => [jobId, 0]));
    const running = jobs.map((job) =>
      runJob(started, client, job, (jobId, percent) => showProgress(percents.set(jobId, percent))),
    );
    const results = await Promise.all(running);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    results.forEach((result, index) => say(jobCard(result, index + 1)));
    const repeated = await repeatJob(started, client, (results[0] as DemoResult).job);
    say(repeatCard(repeated));
    if (values.json === true) console.log(JSON.stringify(asJson(started.real, results, repeated), null, 2));
    const good = results.every(({ status }) => status === 'delivered') && repeated.modelCalls === 0;
    if (!good) process.exitCode = 1;
  } finally {
    await started.stop();
  }
}

main().catch((error: unknown) => {
  console.error(`The demo did not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
