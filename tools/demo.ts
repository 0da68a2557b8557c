import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JsonObject } from '@userport/contracts';
import { createLogger } from '@userport/logging';
import { billOf, type DemoBill } from './demo/bill';
import { type DemoJob, demoJobs } from './demo/demo-job';
import { costsAhead, costsCard } from './demo/cost-ahead';
import { openGatewayClient } from './demo/gateway-client';
import { CHAIN, SAMPLE_IDS } from './demo/one-company';
import {
  againCard,
  billCard,
  chainHead,
  head,
  jobCard,
  repeatCard,
  samplesHead,
  stopCard,
  thriftLine,
} from './demo/print-demo';
import { type Again, runAgain } from './demo/run-again';
import { runChain } from './demo/run-chain';
import { type DemoResult, repeatJob, type Repeated, runJob } from './demo/run-demo';
import { demoOf } from './demo/task-demo';
import { cheapestModel, rolesOf, type Thrift, thrifty } from './demo/thrift';
import { readEnvFile, type Started, startLocally } from './local/start';

const USAGE = `npm run demo -- [TASK] [--json] [--fresh] [--budget USD]
  Runs all tasks on one company, each with what the one before found, and the samples of custom columns on this machine;
  shows values, cost and callbacks, then delivers one job a second time.
  TASK     the samples of one task instead, such as account_enhancement
  --json   the same as one JSON document
  --fresh  new job ids, so that everything runs again
  --budget what each job may cost, in US dollars, such as 0.0005: new job ids, an empty store, the cheapest model`;

/** Store and receiver keep what was done, so that a second demo finds its jobs done. */
const FOLDER = '.local/demo';
/** Emptied before each run with a budget. */
const BUDGET_FOLDER = '.local/demo-budget';

interface Report {
  readonly real: readonly string[];
  readonly results: readonly DemoResult[];
  /** Why the chain of tasks ended before its last job. */
  readonly stopped?: string;
  readonly bill: DemoBill;
  readonly again?: Again;
  readonly repeated?: Repeated;
}

const jobJson = async (result: DemoResult): Promise<JsonObject> => {
  const { job, units, status, seconds, doneBefore, cost, paidCallsNow, callbacks } = result;
  const { json } = await demoOf(job.taskName);
  return {
    sample: job.sample,
    task_name: job.taskName,
    job_id: job.jobId,
    status,
    seconds: Math.round(seconds * 100) / 100,
    done_before: doneBefore,
    units: units.map((unit) => ({ entity_id: unit.entityId, status: unit.status, ...json(unit) })),
    cost,
    paid_calls_now: paidCallsNow,
    callbacks: callbacks.map((callback) => ({ ...callback })),
  };
};

const asJson = async ({ real, results, stopped, bill, again, repeated }: Report): Promise<JsonObject> => ({
  name: 'demo',
  answered_by: real.length === 0 ? 'sandbox (invented)' : real.join(' and '),
  jobs: await Promise.all(results.map(jobJson)),
  ...(stopped === undefined ? {} : { stopped }),
  bill: {
    paid_calls_now: bill.paidCallsNow,
    cost_usd: bill.costUsd,
    saved_usd: bill.savedUsd,
    by_vendor: bill.byVendor,
    unknown_calls: bill.unknownCalls,
    adds_up: bill.addsUp,
  },
  ...(again === undefined ? {} : { again: { ...again } }),
  ...(repeated === undefined ? {} : { repeat: { ...repeated } }),
});

/** The budget that was asked for. */
function thriftOf(budget: string | undefined): Thrift | undefined {
  if (budget === undefined) return undefined;
  const budgetUsd = Number(budget);
  if (!(budgetUsd >= 0)) throw new Error(`--budget takes US dollars, such as 0.0005.\n${USAGE}`);
  return { budgetUsd, model: cheapestModel(new Date()) };
}

/** Of an account that has its result, Django takes no second one: a new job for it ends as not taken. */
const DONE = new Set(['delivered', 'not_taken']);

/** Whether the run showed what it is there to show; with a budget, jobs may end without a result. */
const isGood = ({ results, stopped, bill, again, repeated }: Report): boolean =>
  bill.addsUp &&
  (again === undefined || (again.isEqual && again.paidCalls === 0)) &&
  (repeated === undefined
    ? results.every(({ status }) => ['delivered', 'failed'].includes(status))
    : stopped === undefined &&
      results.every(({ status }) => DONE.has(status)) &&
      repeated.modelCalls === 0 &&
      repeated.sameBytes);

/** One line that is written over while jobs run; nothing where the output is no terminal. */
const showProgress = (percents: ReadonlyMap<string, number>): void => {
  if (!process.stderr.isTTY) return;
  const bars = [...percents.values()].map((percent) => `${String(percent).padStart(3)} %`).join('  ');
  process.stderr.write(`\r${bars}\x1b[K`);
};

/** What is to be run. */
interface Jobs {
  readonly task: string | undefined;
  readonly fresh: boolean;
  readonly thrift: Thrift | undefined;
}

/** Without a task: the chain, and beside it what stands alone. */
function samplesOf({ task, thrift }: Jobs, suffix: string): readonly DemoJob[] {
  const chained = new Set(CHAIN.slice(0, -1).map(({ taskName }) => taskName));
  const samples = demoJobs(task, suffix).filter(
    ({ taskName }) => task !== undefined || !chained.has(taskName),
  );
  if (samples.length === 0) throw new Error(`No task is called ${task}.\n${USAGE}`);
  return thrift === undefined ? samples : samples.map((job) => thrifty(job, thrift));
}

/** Runs chain and samples side by side and shows each job when it has ended, those of the chain first. */
async function runJobs(
  started: Started,
  jobs: Jobs,
  say: (text: string) => void,
): Promise<{ report: Report; first: DemoJob }> {
  const { task, fresh, thrift } = jobs;
  const isNew = fresh || thrift !== undefined;
  const suffix = isNew ? `-${Date.now()}` : '';
  const client = openGatewayClient(started.stack);
  const percents = new Map<string, number>();
  const run = (job: DemoJob): Promise<DemoResult> =>
    runJob(started, client, job, (jobId, percent) => showProgress(percents.set(jobId, percent)));
  const results: DemoResult[] = [];
  const show = async (result: DemoResult): Promise<void> => {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    say(await jobCard(result, results.push(result)));
  };
  const running = samplesOf(jobs, suffix).map(run);
  // A sample that fails at once must not end the process while the chain still runs.
  const ended = Promise.all(running);
  ended.catch(() => undefined);
  if (task === undefined) say(chainHead());
  const chain =
    task !== undefined
      ? { results: [] }
      : await runChain({
          ids: isNew ? { accountId: crypto.randomUUID(), leadId: crypto.randomUUID() } : SAMPLE_IDS,
          suffix,
          adapt: (job) => (thrift === undefined ? job : thrifty(job, thrift)),
          run,
          onResult: show,
        });
  if (chain.stopped !== undefined) say(stopCard(chain.stopped));
  if (task === undefined) say(samplesHead());
  for (const result of await ended) await show(result);
  const bill = billOf(results);
  say(billCard(bill));
  const { stopped } = chain;
  const report = { real: started.real, results, bill, ...(stopped === undefined ? {} : { stopped }) };
  return { report, first: (results.at(task === undefined ? CHAIN.length - 1 : 0) as DemoResult).job };
}

/** Before anything real is called: what each job may cost. The chain's jobs are like the samples of their tasks. */
async function sayCosts(
  real: readonly string[],
  jobs: readonly DemoJob[],
  say: (text: string) => void,
): Promise<void> {
  if (real.length === 0) return;
  const log = createLogger({ level: 'error' });
  const options = { environment: process.env, at: new Date(), log };
  say(costsCard(await costsAhead(jobs, real, options), real));
}

async function main(): Promise<void> {
  const options = {
    json: { type: 'boolean' },
    fresh: { type: 'boolean' },
    budget: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help === true) return console.log(USAGE);
  const thrift = thriftOf(values.budget);
  readEnvFile();
  if (thrift !== undefined) {
    rmSync(BUDGET_FOLDER, { recursive: true, force: true });
    Object.assign(process.env, rolesOf(thrift.model));
  }
  const folder = thrift === undefined ? FOLDER : BUDGET_FOLDER;
  mkdirSync(folder, { recursive: true });
  const log = createLogger({
    level: 'error',
    format: 'pretty',
    write: (line) => void process.stderr.write(line),
  });
  const files = { duckdbPath: `${folder}/store.duckdb`, journalPath: `${folder}/receiver.jsonl` };
  const started = await startLocally({ port: 0, log, ...files });
  try {
    const say = (text: string) => (values.json === true ? undefined : console.log(text));
    say(head(started.real));
    if (thrift !== undefined) say(thriftLine(thrift));
    const jobs: Jobs = { task: positionals[0], fresh: values.fresh === true, thrift };
    await sayCosts(started.real, demoJobs(jobs.task), say);
    const { report, first } = await runJobs(started, jobs, say);
    const client = openGatewayClient(started.stack);
    const [result] = report.results;
    const again =
      thrift !== undefined || jobs.task === undefined || result?.status !== 'delivered'
        ? undefined
        : await runAgain(started, client, result);
    if (again !== undefined) say(againCard(again));
    const repeated = thrift === undefined ? await repeatJob(started, client, first) : undefined;
    if (repeated !== undefined) say(repeatCard(repeated));
    const whole = { ...report, ...(again && { again }), ...(repeated && { repeated }) };
    if (values.json === true) console.log(JSON.stringify(await asJson(whole), null, 2));
    if (!isGood(whole)) process.exitCode = 1;
  } finally {
    await started.stop();
  }
}

main().catch((error: unknown) => {
  console.error(`The demo did not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
