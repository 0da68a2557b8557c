import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@userport/logging';
import { estimateJob } from '../estimate/estimate-job';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import type { Started } from '../local/start';
import { startSandbox } from '../sandbox';
import { type DemoJob, demoJobs } from './demo-job';
import { type GatewayClient, openGatewayClient } from './gateway-client';
import { runAgain } from './run-again';
import { repeatJob, runJob } from './run-demo';

const log = createLogger({ level: 'error' });
const ignore = (): void => undefined;
const sampleOf = (task: string): DemoJob =>
  demoJobs(task).find(({ sample }) => sample === 'request') as DemoJob;

describe('the same request under a new job id', () => {
  const folder = mkdtempSync(join(tmpdir(), 'userport-again-'));
  const environment = { ...process.env };
  let started: Started;
  let client: GatewayClient;

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

  it('is free for leads, and its pages are equal but for job id and page numbers', async () => {
    const first = await runJob(started, client, sampleOf('lead_identification_apollo'), ignore);
    expect(first.status).toBe('delivered');
    const again = await runAgain(started, client, first, '-again');
    expect(again).toMatchObject({
      ...{ jobId: `${first.job.jobId}-again`, status: 'delivered' },
      ...{ paidCalls: 0, callbacks: 2, isEqual: true },
    });
    // Judgements are kept one by one, without a price of their own.
    const cost = Number(first.cost['cost_usd']);
    expect(again?.savedUsd).toBeGreaterThan(0.99 * cost);
    expect(again?.savedUsd).toBeLessThan(cost);
    expect(await repeatJob(started, client, first.job)).toMatchObject({ modelCalls: 0, sameBytes: true });
    // What differs is seen: the figure above is no constant.
    const [unit] = first.units;
    const other = { ...first, units: unit === undefined ? [] : [{ ...unit, bodies: unit.bodies.slice(1) }] };
    expect(await runAgain(started, client, other, '-once-more')).toMatchObject({ isEqual: false });
  });

  it('is free for an account, and its one callback is equal but for the job and its time', async () => {
    const job = sampleOf('account_enhancement');
    const first = await runJob(started, client, job, ignore);
    expect(first.status).toBe('delivered');
    const about = { environment: {}, at: new Date(), log };
    const { total } = await estimateJob(job.taskName, job.payload, about);
    expect(first.cost['cost_usd']).toBeLessThanOrEqual(total.usd.most);
    // Of an account that has its result Django takes no second one.
    expect(await runAgain(started, client, first, '-again')).toMatchObject({
      ...{ jobId: `${first.job.jobId}-again`, status: 'not_taken' },
      ...{ paidCalls: 0, callbacks: 1, isEqual: true },
    });
    expect(await repeatJob(started, client, first.job)).toMatchObject({ modelCalls: 0, sameBytes: true });
  });

  it('is no repeat for columns, whose users want a new answer', async () => {
    const job = sampleOf('custom_column');
    const first = { job, units: [] } as unknown as Parameters<typeof runAgain>[2];
    expect(await runAgain(started, client, first)).toBeUndefined();
  });
});
