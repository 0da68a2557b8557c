import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@userport/logging';
import type { StepName } from '../../apps/account-enhancement/src/attempts';
import { STEP_GRAPH } from '../../apps/account-enhancement/src/enhance';
import { openGatewayClient } from '../demo/gateway-client';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import { BENCH_LATENCY, type Sandbox, startSandbox, type VendorName } from '../sandbox';
import { countByName, type NotedCall, openCallNotes } from './account-calls';
import { accountIdOf, benchWorld, FEW, MALFORMED, numbered, TWENTY, WARM } from './account-world';
import { criticalPath } from './critical-path';
import { measure as readPages } from './read-page.bench';
import type { Row } from './report';

/** What the vendors take. Bright Data's synchronous call waits itself: it is never polled below a minute. */
const HTTP_MS = 100;
const SEARCH_MS = 1000;
const RECORDS_MS = 3000;

const latencyOf = (vendor: VendorName, endpoint: string): number =>
  vendor === 'brightdata' ? RECORDS_MS : endpoint === 'search' ? SEARCH_MS : HTTP_MS;

/** The vendor's call of each step that asks no model. */
const VENDOR_MS: Readonly<Partial<Record<StepName, number>>> = {
  ...{ site: HTTP_MS, pages: HTTP_MS, technologies: HTTP_MS },
  ...{ linkedin_search: SEARCH_MS, profile: SEARCH_MS, records: RECORDS_MS },
};

const MOST_MODEL_CALLS = 6;
const OVER_CRITICAL_PATH = 1.15;
/** Twenty at once on one instance over one alone. */
const OVER_ONE = 3;

/** The critical path of the steps, with the time that each model took for what it wrote. */
const pathOf = (calls: readonly NotedCall[]) =>
  criticalPath(STEP_GRAPH, (step) => {
    const written = calls.filter(({ operation }) => operation === `account_${step}`);
    const modelMs = written.map(
      ({ outputTokens }) => BENCH_LATENCY.fixedMs + BENCH_LATENCY.perOutputTokenMs * outputTokens,
    );
    return VENDOR_MS[step] ?? Math.max(0, ...modelMs);
  });

/** A stack on the sandbox, and what was called behind it. */
async function openPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const sandbox = await startSandbox({
    ...{ world: benchWorld(), latency: BENCH_LATENCY, vendorLatencyMs: latencyOf },
  });
  Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath: join(folder, 'bench.duckdb') }));
  const notes = openCallNotes();
  const log = createLogger({ level: 'error' });
  const stack = await startStack({ port: 0, log, minBackoffMs: 600_000, watch: notes.watch });
  return {
    ...{ sandbox, stack, notes, client: openGatewayClient(stack) },
    async close() {
      await stack.stop();
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Place = Awaited<ReturnType<typeof openPlace>>;

/** Pages that were fetched more than once. */
const fetchedTwice = ({ vendors }: Sandbox): number => {
  const addresses = vendors.jina.desk.calls.flatMap(({ address }) => address ?? []);
  return addresses.length - new Set(addresses).size;
};

/** One account, from the queue's call to its answer; the calls that were paid on the way. */
async function runOne({ client, stack, notes }: Place, domain: string) {
  const [jobId, entityId] = [`bench-${domain}`, accountIdOf(domain)];
  stack.queue.pause();
  const payload = { job_id: jobId, account_id: entityId, website: `https://${domain}` };
  const created = await client.post('create/account_enhancement', payload);
  if (created.status !== 200) throw new Error(`create was answered ${created.status}`);
  const beganMs = performance.now();
  const { body } = await client.deliverAgain('account-enhancement', jobId);
  const tookMs = performance.now() - beganMs;
  return {
    tookMs,
    outcome: body['outcome'],
    calls: notes.calls.filter((call) => call.entityId === entityId),
  };
}

/** Twenty accounts of one job, from its creation to the last delivery. */
async function runTwenty({ client, stack, sandbox }: Place): Promise<number> {
  const accounts = TWENTY.map((domain) => ({
    account_id: accountIdOf(domain),
    website: `https://${domain}`,
  }));
  stack.queue.resume();
  await stack.queue.idle();
  const beganMs = performance.now();
  const created = await client.post('create/account_enhancement', { job_id: 'bench-bulk', accounts });
  if (created.status !== 200) throw new Error(`create was answered ${created.status}`);
  await stack.queue.idle();
  const tookMs = performance.now() - beganMs;
  const ended = sandbox.receiver.callbacksOf('bench-bulk').map(({ body }) => JSON.stringify(body));
  const completed = ended.filter((body) => body.includes('"status":"completed"')).length;
  if (completed !== TWENTY.length)
    throw new Error(`${completed} of ${TWENTY.length} accounts were delivered`);
  return tookMs;
}

const modelCalls = (calls: readonly NotedCall[]): readonly NotedCall[] =>
  calls.filter(({ model }) => model !== undefined);

/** Calls of a model beyond the first of their name; one that breaks its shape is asked for once more. */
const repairRows = (what: string, calls: readonly NotedCall[], limit: number): Row[] =>
  [...countByName(modelCalls(calls))].map(([name, count]) => ({
    ...{ what: `  ${what}, repairs of ${name}`, value: count - 1, unit: '', limit },
  }));

/** Account enhancement against the critical path of its steps, in calls, in repairs, and twenty at once. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const place = await openPlace();
  try {
    say('HTTP 100 ms, search 1 s, Bright Data 3 s in one call (polled every 10 s only beyond a minute),');
    say('model 300 ms and 5 ms a token; some 40 s');
    await runOne(place, WARM);
    const one = await runOne(place, numbered(0));
    const few = await runOne(place, FEW);
    for (const { outcome } of [one, few])
      if (outcome !== 'delivered') throw new Error(`An account ended as ${JSON.stringify(outcome)}.`);
    const path = pathOf(one.calls);
    say(`the critical path: ${path.steps.join(', ')}`);
    const bulkMs = await runTwenty(place);
    // The last one: its delivery waits to be made again.
    const malformed = await runOne(place, MALFORMED);
    return [
      {
        what: 'one account over the critical path',
        value: one.tookMs / path.totalMs,
        unit: 'times',
        limit: OVER_CRITICAL_PATH,
      },
      { what: 'from the queue call to its 200', value: one.tookMs, unit: 'ms' },
      { what: 'the critical path', value: path.totalMs, unit: 'ms' },
      {
        ...{ what: 'model calls', value: modelCalls(one.calls).length, unit: 'calls' },
        limit: MOST_MODEL_CALLS,
      },
      {
        what: 'model calls where fewer than three technologies are known',
        ...{ value: modelCalls(few.calls).length, unit: 'calls', limit: modelCalls(one.calls).length + 1 },
      },
      ...repairRows('good answers', one.calls, 0),
      ...repairRows('answers that break their shape', malformed.calls, 1),
      { what: 'pages fetched more than once', value: fetchedTwice(place.sandbox), unit: '', limit: 0 },
      {
        what: `${TWENTY.length} accounts of one job over one account`,
        ...{ value: bulkMs / one.tookMs, unit: 'times', limit: OVER_ONE },
      },
      { what: `${TWENTY.length} accounts of one job`, value: bulkMs, unit: 'ms' },
      ...(await readPages(say)),
    ];
  } finally {
    await place.close();
  }
}
