import type { JsonObject } from '@userport/contracts';
import type { DemoBill } from './bill';
import { failureLines } from './failure';
import { textOf } from './json-field';
import type { Again } from './run-again';
import type { DemoResult, Repeated } from './run-demo';
import { demoOf } from './task-demo';
import { dollars, paint, type Style, wrap } from './terminal';
import type { Thrift } from './thrift';

const STATUS_STYLES: Readonly<Record<string, Style>> = {
  delivered: 'green',
  failed: 'red',
  parked: 'red',
  quarantined: 'red',
};

const callbackLine = ({ callbacks }: DemoResult): string => {
  const told = callbacks.map(
    ({ status, percent, stage, values, answer }) =>
      `${status} ${percent} %${stage === '' ? '' : ` ${stage}`}${values > 0 ? ` (${values} values)` : ''}${answer === 'skipped' ? ' (ignored)' : ''}`,
  );
  return wrap(`callbacks: ${told.join(' → ')}`, 5).trimStart();
};

/** What a job used and cost, in one line. */
export function costLine(cost: JsonObject): string {
  const units = (cost['units'] ?? {}) as JsonObject;
  const tokens = Number(units['input_tokens'] ?? 0) + Number(units['output_tokens'] ?? 0);
  return `${textOf(cost['calls'])} calls · ${tokens} tokens · ${dollars(cost['cost_usd'])} in all`;
}

/** The word of a job's status, in its colour. */
export const statusWord = (status: string): string => paint(STATUS_STYLES[status] ?? 'yellow', status);

/** One job as a card: what was asked, what came, what it cost, what was called back. */
export async function jobCard(result: DemoResult, number: number): Promise<string> {
  const { job, units, status, seconds, doneBefore, cost } = result;
  const before = doneBefore ? paint('cyan', ' · done before, nothing ran now') : '';
  const demo = await demoOf(job.taskName);
  return [
    `${paint('bold', `${String(number).padStart(2)}  ${job.sample}`)}  ${paint('dim', job.taskName)}  ${statusWord(status)} in ${seconds.toFixed(1)} s${before}`,
    ...units.flatMap((unit) => (status === 'failed' ? failureLines(unit) : demo.lines(unit))),
    paint('dim', `     ${costLine(cost)}`),
    paint('dim', `     ${callbackLine(result)}`),
    '',
  ].join('\n');
}

/** What the second delivery showed. */
export function repeatCard(repeated: Repeated): string {
  const { jobId, httpStatus, outcome, modelCalls, callbacks, sameBytes } = repeated;
  const bytes = sameBytes ? 'byte for byte' : paint('red', 'with OTHER bytes');
  return [
    paint('bold', 'The same job delivered a second time, as a queue may do at any time:'),
    `     ${jobId}: answered ${httpStatus} ${paint('green', outcome)} · ${paint('bold', `${modelCalls} calls`)} · ${callbacks} stored callbacks sent again, ${bytes}`,
    '',
  ].join('\n');
}

/** What the same request came to under a new job id. */
export function againCard({ jobId, status, paidCalls, savedUsd, callbacks, isEqual }: Again): string {
  const pages = isEqual
    ? `its ${callbacks} callbacks are equal but for job id and page numbers`
    : paint('red', `its ${callbacks} callbacks are NOT equal`);
  return [
    paint('bold', 'The same request under a new job id, as a user may ask again:'),
    `     ${jobId}: ${statusWord(status)} · ${paint('bold', `${paidCalls} paid calls`)}, ${dollars(savedUsd)} saved by kept answers · ${pages}`,
    '',
  ].join('\n');
}

/** What all jobs together have cost, and what this run paid for. */
export function billCard(bill: DemoBill): string {
  const { paidCallsNow, doneBefore, jobs, costUsd, savedUsd, byVendor, unknownCalls, addsUp } = bill;
  const vendors = Object.entries(byVendor).map(([vendor, usd]) => `${vendor} ${dollars(usd)}`);
  const before = doneBefore === 0 ? '' : ` · ${doneBefore} of ${jobs} jobs were done before`;
  const unknown = unknownCalls === 0 ? 'every call settled' : `${unknownCalls} calls at a price not known`;
  return [
    paint('bold', `Paid in this run: ${paidCallsNow} calls${before}`),
    `     all jobs: ${dollars(costUsd)} (${vendors.join(', ') || 'nobody was paid'}) · ${dollars(savedUsd)} saved by kept answers · ${unknown}`,
    `     ${addsUp ? 'the vendors’ sums are the jobs’ sums' : paint('red', 'the vendors’ sums are NOT the jobs’ sums')}`,
    '',
  ].join('\n');
}

/** What a budget changes about the demo. */
export const thriftLine = ({ budgetUsd, model }: Thrift): string =>
  `Each job may cost ${budgetUsd} dollars, in an empty store. ${model}, the cheapest model, is asked, so that it buys something.\n`;

/** The head of the demo: what one looks at, and whose words they are. */
export function head(real: readonly string[]): string {
  const source =
    real.length === 0
      ? 'Models and receiver are the sandbox: an invented world. No value below is about anyone who exists.\nSet GEMINI_API_KEY or OPENAI_API_KEY in .env to ask a real model.'
      : `${real.join(' and ')} answers for real and will be paid; the receiver is the sandbox.`;
  return `${paint('bold', 'Userport Workers')} · gateway, queue, functions and store in this process\n${paint('dim', source)}\n`;
}

/** What the first jobs show. */
export const chainHead = (): string =>
  paint('bold', 'One company, all tasks: each job is asked for with what the one before has found.\n');

/** What the other jobs show. */
export const samplesHead = (): string => paint('bold', 'What a column can hold, and how it says no.\n');

/** Why the chain went no further. */
export const stopCard = (reason: string): string =>
  `${paint('yellow', wrap(`Here it ends: ${reason}`, 4))}\n`;
