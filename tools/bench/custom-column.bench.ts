import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@userport/contracts';
import { createLogger } from '@userport/logging';
import { openGatewayClient } from '../demo/gateway-client';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import { inventedWorld } from '../sandbox';
import { percentile, type Row } from './report';
import { startSandboxProcess } from './sandbox-process';

const ENTITIES = 100;
const AT_ONCE = 10;
const MODEL_MS = 500;
/** 100 entities, 10 at once, 500 ms each: no schedule is shorter. */
const IDEAL_MS = (ENTITIES / AT_ONCE) * MODEL_MS;
const LIMIT = 1.06;
/**
 * Columns before those that are measured, many entities at once so that they take a second each. JavaScript that has
 * run some hundred times is compiled again, faster: the third to seventh column took 1.058, the ninth and later 1.048.
 */
const WARM_UPS = 10;
const WARM_UP_AT_ONCE = 50;
/** Single columns differ by 0.02. */
const MEASURED = 5;

const idOf = (index: number): string => `7f1c3e1e-0d55-4c0a-9f3e-${String(index).padStart(12, '0')}`;

function payloadOf(jobId: string, atOnce: number): JsonObject {
  const ids = Array.from({ length: ENTITIES }, (_, index) => idOf(index));
  const companies = inventedWorld.companies.filter(({ fault }) => fault == null);
  const context = Object.fromEntries(
    ids.map((id, index) => {
      const company = companies[index % companies.length];
      return [
        id,
        { account_info: { name: company?.name ?? '', website: `https://${company?.domain ?? ''}` } },
      ];
    }),
  );
  const columnId = 'c0a80101-0000-4000-8000-00000000be0c';
  const question = 'In which industry does the company work?';
  const config = {
    id: columnId,
    name: 'Industry',
    description: '',
    question,
    response_type: 'string',
    response_config: {},
    examples: [],
    validation_rules: [],
  };
  return {
    column_id: columnId,
    entity_ids: ids,
    column_config: config,
    context_data: context,
    job_id: jobId,
    batch_size: 10,
    concurrent_requests: atOnce,
  };
}

/** Columns of 100 entities, from the queue's call to its 200, callbacks included, against the ideal schedule. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const sandbox = await startSandboxProcess(MODEL_MS);
  Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath: join(folder, 'bench.duckdb') }));
  const stack = await startStack({ port: 0, log: createLogger({ level: 'error' }), minBackoffMs: 10_000 });
  try {
    const client = openGatewayClient(stack);
    const run = async (jobId: string, atOnce = AT_ONCE): Promise<number> => {
      stack.queue.pause();
      const created = await client.post('create/custom_column', payloadOf(jobId, atOnce));
      if (created.status !== 200) throw new Error(`create was answered ${created.status}`);
      const deliver = await client.prepareDelivery('custom-column', jobId);
      const beganMs = performance.now();
      const answer = await deliver();
      if (answer.body['outcome'] !== 'delivered')
        throw new Error(`the queue call was answered ${JSON.stringify(answer)}`);
      return performance.now() - beganMs;
    };
    say(`${WARM_UPS} columns of 100 entities to warm up, 1 s each; then ${MEASURED} to measure, 5 s each`);
    for (let number = 1; number <= WARM_UPS; number += 1)
      await run(`bench-warm-up-${number}`, WARM_UP_AT_ONCE);
    const callsBefore = await sandbox.geminiCalls();
    const each: number[] = [];
    for (let number = 1; number <= MEASURED; number += 1) each.push(await run(`bench-${number}`));
    const tookMs = percentile(each, 0.5);
    return [
      {
        what: `${ENTITIES} entities, ${AT_ONCE} at once, ${MODEL_MS} ms a call, over the ideal ${IDEAL_MS / 1000} s, median of ${MEASURED}`,
        value: tookMs / IDEAL_MS,
        unit: 'times',
        limit: LIMIT,
      },
      { what: 'from the queue call to its 200', value: tookMs, unit: 'ms' },
      {
        what: `model calls of the ${MEASURED}`,
        value: (await sandbox.geminiCalls()) - callsBefore,
        unit: 'calls',
        limit: MEASURED * ENTITIES,
      },
    ];
  } finally {
    await stack.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
