import { parseArgs } from 'node:util';
import type { JsonObject } from '@userport/contracts';
import { describeError } from '@userport/errors';
import { textOf } from './demo/json-field';
import { forgetInStore } from './forget/forget-in-store';
import { forgottenText } from './forget/print-forgotten';
import { callerHeaders } from './local/caller-headers';
import { readEnvFile } from './local/start';

const USAGE = `npm run forget -- --lead ID [--gateway URL | --store FILE] [--json]
  Ends every job about a lead for good and removes what they left behind: requests with their captured pages, raw
  material, results. Run again, it removes what the engine did not take the first time.
  --lead ID      the lead, as Django calls it
  --gateway URL  asks this gateway; needed where a running stack holds the DuckDB file
  --store FILE   a DuckDB file; else the store of .env (BIGQUERY_DATASET, DUCKDB_PATH), else the one of the demo
  --json         the answer as one JSON document
  Exits 0 when nothing is left, 3 when something can only go later, 1 when nothing was done.`;

const DONE = 0;
const NOT_DONE = 1;
const USAGE_ASKED = 2;
const LATER = 3;

/** Asks a gateway; its problem's own words are the error. */
async function forgetAt(gateway: string, leadId: string): Promise<JsonObject> {
  const url = new URL(`/api/v1/leads/${encodeURIComponent(leadId)}/forget`, gateway);
  const response = await fetch(url, { method: 'POST', headers: await callerHeaders(url) });
  const body = (await response.json()) as JsonObject;
  if (response.ok) return body;
  throw new Error(`${url.origin} answered ${response.status}: ${textOf(body['detail'] ?? body['title'])}`);
}

async function forgetHere(file: string | undefined, leadId: string): Promise<JsonObject> {
  try {
    const report = await forgetInStore(file, leadId);
    if (report !== undefined) return report;
  } catch (error) {
    const { code, message } = describeError(error);
    if (code !== 'warehouse_locked') throw error;
    throw new Error(`${message} Or ask the stack that has it: --gateway http://127.0.0.1:8080`, {
      cause: error,
    });
  }
  throw new Error(
    'The store knows no job about a lead of this id. Nothing was removed, and nothing is prevented.',
  );
}

async function main(args: readonly string[]): Promise<number> {
  const options = {
    lead: { type: 'string' },
    gateway: { type: 'string' },
    store: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const { lead, gateway, store } = values;
  if (
    values.help === true ||
    lead === undefined ||
    lead === '' ||
    (gateway !== undefined && store !== undefined)
  ) {
    console.error(USAGE);
    return values.help === true ? DONE : USAGE_ASKED;
  }
  readEnvFile();
  const report = await (gateway === undefined ? forgetHere(store, lead) : forgetAt(gateway, lead));
  console.log(values.json === true ? JSON.stringify(report, null, 2) : forgottenText(report));
  return report['complete'] === true ? DONE : LATER;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const { message, causes = [] } = describeError(error);
    console.error([message, ...causes.slice(0, 1)].join(' '));
    process.exitCode = error instanceof TypeError && 'code' in error ? USAGE_ASKED : NOT_DONE;
  },
);
