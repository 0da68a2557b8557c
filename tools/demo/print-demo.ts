import { styleText } from 'node:util';
import type { Json, JsonObject } from '@userport/contracts';
import type { DemoBill } from './bill';
import { type DemoResult, type Repeated, textOf } from './run-demo';
import type { Thrift } from './thrift';

type Style = Parameters<typeof styleText>[0];

/** Widths at which a table still fits a terminal of 100 columns. */
const WIDTH = 100;
const NAME_WIDTH = 26;
const VALUE_WIDTH = 28;

const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

const wrap = (text: string, indent: number): string => {
  const lines: string[] = [''];
  for (const word of text.replaceAll('\n', ' ').split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > WIDTH - indent) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
};

const dollars = (value: Json | undefined): string =>
  typeof value === 'number' ? `$${value.toFixed(5)}` : 'price not known';

const STATUS_STYLES: Readonly<Record<string, Style>> = {
  delivered: 'green',
  failed: 'red',
  parked: 'red',
  quarantined: 'red',
};

const wordOf = (value: Json): string => {
  if (value === null) return '(not known)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const nameOf = (payload: JsonObject, entityId: string): string => {
  const context = (payload['context_data'] as JsonObject | undefined)?.[entityId] as JsonObject | undefined;
  const info = (context?.['account_info'] ?? context?.['lead_info']) as JsonObject | undefined;
  return textOf(info?.['name']) || entityId;
};

function cellLines(result: DemoResult): string[] {
  return result.cells.flatMap(({ entityId, status, value, confidence, rationale, errorDetails }) => {
    const failed = status === 'error';
    const shown = failed ? 'failed' : wordOf(value);
    const sure = typeof confidence === 'number' ? `${Math.round(confidence * 100)} % sure` : '';
    const why = failed ? textOf((errorDetails as JsonObject | null)?.['error']) : textOf(rationale);
    const name = cut(nameOf(result.job.payload, entityId), NAME_WIDTH).padEnd(NAME_WIDTH);
    const style: Style = failed ? 'red' : value === null ? 'dim' : 'bold';
    return [
      `     ${name} ${paint(style, cut(shown, VALUE_WIDTH).padEnd(VALUE_WIDTH))} ${sure}`,
      paint('dim', wrap(why, 8)),
    ];
  });
}

const callbackLine = ({ callbacks }: DemoResult): string => {
  const told = callbacks.map(
    ({ status, percent, values }) => `${status} ${percent} %${values > 0 ? ` (${values} values)` : ''}`,
  );
  return wrap(`callbacks: ${told.join(' → ')}`, 5).trimStart();
};

/** One job as a card: what was asked, what came, what it cost, what was called back. */
export function jobCard(result: DemoResult, number: number): string {
  const { job, status, seconds, doneBefore, cost } = result;
  const config = job.payload['column_config'] as JsonObject | undefined;
  const ended = paint(STATUS_STYLES[status] ?? 'yellow', status);
  const units = (cost['units'] ?? {}) as JsonObject;
  const tokens = Number(units['input_tokens'] ?? 0) + Number(units['output_tokens'] ?? 0);
  const before = doneBefore ? paint('cyan', ' · done before, nothing ran now') : '';
  return [
    `${paint('bold', `${String(number).padStart(2)}  ${job.sample}`)}  ${paint('dim', job.taskName)}  ${ended} in ${seconds.toFixed(1)} s${before}`,
    `     ${paint('italic', textOf(config?.['question']))} ${paint('dim', `(${textOf(config?.['response_type'])})`)}`,
    ...cellLines(result),
    paint(
      'dim',
      `     ${textOf(cost['calls'])} model calls · ${tokens} tokens · ${dollars(cost['cost_usd'])} in all`,
    ),
    paint('dim', `     ${callbackLine(result)}`),
    '',
  ].join('\n');
}

/** What the second delivery showed. */
export const repeatCard = ({ jobId, httpStatus, outcome, modelCalls, callbacks }: Repeated): string =>
  [
    paint('bold', 'The same job delivered a second time, as a queue may do at any time:'),
    `     ${jobId}: answered ${httpStatus} ${paint('green', outcome)} · ${paint('bold', `${modelCalls} model calls`)} · ${callbacks} stored callbacks sent again, byte for byte`,
    '',
  ].join('\n');

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
