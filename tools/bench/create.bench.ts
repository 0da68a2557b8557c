import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, type JsonObject, sha256Base32, taskEvent } from '@userport/contracts';
import { createLogger } from '@userport/logging';
import { openStores, openWarehouse } from '@userport/warehouse';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import { startSandbox } from '../sandbox';
import { percentile, type Row } from './report';

const CALLS = 500;
const WARM_UP = 50;
const PAYLOAD_BYTES = 2048;
const LIMIT = 3;

function payloadOf(jobId: string): JsonObject {
  const entityId = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
  const columnId = 'c0a80101-0000-4000-8000-0000000c7ea7';
  const config = {
    id: columnId,
    name: 'Industry',
    description: '',
    question: 'In which industry does the company work?',
    response_type: 'string',
    response_config: {},
    examples: [],
    validation_rules: [],
  };
  const payload = {
    column_id: columnId,
    entity_ids: [entityId],
    column_config: config,
    context_data: { [entityId]: { account_info: { name: 'Quarrystone' }, note: '' } },
    job_id: jobId,
  };
  const missing = PAYLOAD_BYTES - JSON.stringify(payload).length;
  return {
    ...payload,
    context_data: {
      [entityId]: { account_info: { name: 'Quarrystone' }, note: 'x'.repeat(Math.max(0, missing)) },
    },
  };
}

async function timed(calls: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < calls + WARM_UP; index += 1) {
    const beganMs = performance.now();
    await call(index);
    if (index >= WARM_UP) took.push(performance.now() - beganMs);
  }
  return took;
}

/** The store's work of one create, bare: look up and keep the payload, elect, `requested`, `enqueued`. */
async function bareStatements(path: string, post: (body: string) => Promise<void>): Promise<number[]> {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  await warehouse.ensureTables();
  const stores = openStores(warehouse, { now: Date.now, randomId: () => 'unused' });
  try {
    return await timed(CALLS, async (index) => {
      const key = { jobId: `bare-${index}`, entityId: 'entity' };
      const payload = payloadOf(key.jobId);
      const text = canonicalJson(payload);
      await post(text);
      const event = { ...key, taskName: 'custom_column', generation: 1, at: new Date(0) } as const;
      await Promise.all([stores.jobs.lookup(key, 1), stores.payloads.put(payload, sha256Base32(text))]);
      await stores.jobs.putIfAbsent(`gen_${index}`, `token${index}`, { kind: 'generation' });
      await stores.jobs.appendEvents([taskEvent({ ...event, kind: 'requested' })]);
      await stores.jobs.appendEvents([taskEvent({ ...event, kind: 'enqueued', try: 1 })]);
    });
  } finally {
    await warehouse.close();
  }
}

/** An HTTP server that takes a body and answers with nothing: what no create can do without. */
async function openEmptyServer() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (body: string): Promise<void> =>
    void (await (await fetch(url, { method: 'POST', body })).text());
  return { post, close: () => server.close() };
}

/** 500 creates one after another with the queue paused, against the same statements plus an empty HTTP call. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const empty = await openEmptyServer();
  const sandbox = await startSandbox();
  Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath: join(folder, 'create.duckdb') }));
  const stack = await startStack({ port: 0, log: createLogger({ level: 'error' }), minBackoffMs: 10_000 });
  try {
    stack.queue.pause();
    say(`${CALLS} bare creates, then ${CALLS} through the gateway`);
    const bare = await bareStatements(join(folder, 'bare.duckdb'), empty.post);
    const headers = {
      authorization: `Bearer ${await stack.tokenFor(stack.gatewayUrl)}`,
      'content-type': 'application/json',
    };
    const creates = await timed(CALLS, async (index) => {
      const body = JSON.stringify(payloadOf(`create-${index}`));
      const response = await fetch(`${stack.gatewayUrl}/api/v1/tasks/create/custom_column`, {
        method: 'POST',
        headers,
        body,
      });
      if (response.status !== 200)
        throw new Error(`create was answered ${response.status}: ${await response.text()}`);
      await response.text();
    });
    const [p95, barePercentile] = [percentile(creates, 0.95), percentile(bare, 0.95)];
    return [
      {
        what: `p95 of ${CALLS} creates over the bare statements and an empty HTTP call`,
        value: p95 / barePercentile,
        unit: 'times',
        limit: LIMIT,
      },
      { what: 'p50 of a create', value: percentile(creates, 0.5), unit: 'ms' },
      { what: 'p95 of a create', value: p95, unit: 'ms' },
      { what: 'p95 of the bare statements', value: barePercentile, unit: 'ms' },
    ];
  } finally {
    await stack.stop();
    await sandbox.stop();
    empty.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
