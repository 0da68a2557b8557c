import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@userport/logging';
import { estimateJob } from '../estimate/estimate-job';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import type { Started } from '../local/start';
import { startSandbox } from '../sandbox';
import { billOf } from './bill';
import { taskDemo } from './custom-column.demo';
import { type DemoJob, demoJobs } from './demo-job';
import { type GatewayClient, openGatewayClient } from './gateway-client';
import { repeatJob, runJob } from './run-demo';
import type { StoredUnit } from './stored-job';
import { thrifty } from './thrift';

const log = createLogger({ level: 'error' });
const ignore = (): void => undefined;
const thrift = { budgetUsd: 0.0005, model: 'gpt-6-luna' };

const sampleOf = (sample: string, suffix = ''): DemoJob =>
  demoJobs('custom_column', suffix).find((job) => job.sample === sample) as DemoJob;

describe('the jobs of the demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'userport-demo-'));
  const environment = { ...process.env };
  let started: Started;
  let client: GatewayClient;
  const asked = () => [...started.sandbox.gemini.calls, ...started.sandbox.openai.calls];

  beforeAll(async () => {
    const sandbox = await startSandbox();
    Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath: join(folder, 'demo.duckdb') }));
    const stack = await startStack({ port: 0, log, minBackoffMs: 10 });
    const stop = async () => void (await Promise.all([stack.stop(), sandbox.stop()]));
    started = { stack, sandbox, real: [], stop };
    client = openGatewayClient(stack);
  });
  afterAll(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
    process.env = environment;
  });

  it('cost what lies inside the estimate, and nothing when they are asked for once more', async () => {
    const job = sampleOf('request');
    const estimate = await estimateJob('custom_column', job.payload, {
      environment: {},
      at: new Date(),
      log,
    });
    const first = await runJob(started, client, job, ignore);
    expect([first.status, first.doneBefore, first.paidCallsNow]).toEqual(['delivered', false, 3]);
    const { least, most } = estimate.total.usd;
    expect(first.cost['cost_usd']).toBeGreaterThanOrEqual(least);
    expect(first.cost['cost_usd']).toBeLessThanOrEqual(most);
    const calls = asked().length;
    const second = await runJob(started, client, job, ignore);
    expect([second.status, second.doneBefore, second.paidCallsNow]).toEqual(['delivered', true, 0]);
    expect(await repeatJob(started, client, job)).toMatchObject({
      ...{ httpStatus: 200, modelCalls: 0 },
      sameBytes: true,
    });
    expect(asked()).toHaveLength(calls);
  });

  it('stop in the middle of a small budget, deliver what was bought, and their bill adds up', async () => {
    const before = asked().length;
    const result = await runJob(started, client, thrifty(sampleOf('request', '-thrifty'), thrift), ignore);
    expect(result.status).toBe('delivered');
    const [unit] = result.units as [StoredUnit];
    const shown = taskDemo.json(unit)['values'] as readonly { status: string; error: object | null }[];
    const cells = shown.map(({ status, error }) => `${status} ${JSON.stringify(error)}`);
    expect(cells.filter((cell) => cell.startsWith('completed'))).toHaveLength(2);
    expect(cells.filter((cell) => cell.startsWith('error'))).toEqual([
      expect.stringMatching(/budget of this job is 0\.000500 .* are spent, and column_value at openai needs/),
    ]);
    const bill = billOf([result]);
    expect(bill).toMatchObject({ paidCallsNow: 2, unknownCalls: 0, addsUp: true });
    expect(bill.costUsd).toBeLessThanOrEqual(thrift.budgetUsd);
    const calls = asked().slice(before);
    expect(calls).toHaveLength(2);
    expect(result.cost['units']).toMatchObject({
      input_tokens: calls.reduce((sum, call) => sum + call.inputTokens, 0),
    });
  });
});
