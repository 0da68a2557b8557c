import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@userport/logging';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import type { Started } from '../local/start';
import { startSandbox } from '../sandbox';
import { openGatewayClient } from './gateway-client';
import { fieldOf } from './json-field';
import { SAMPLE_IDS } from './one-company';
import { type ChainRun, runChain } from './run-chain';
import { type DemoResult, runJob } from './run-demo';

const log = createLogger({ level: 'error' });

describe('all tasks on one company', () => {
  const folder = mkdtempSync(join(tmpdir(), 'userport-chain-'));
  const environment = { ...process.env };
  let started: Started;

  beforeAll(async () => {
    const sandbox = await startSandbox();
    Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath: join(folder, 'demo.duckdb') }));
    const stack = await startStack({ port: 0, log, minBackoffMs: 10 });
    const stop = async () => void (await Promise.all([stack.stop(), sandbox.stop()]));
    started = { stack, sandbox, real: [], stop };
  });
  afterAll(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
    process.env = environment;
  });

  const run = (run?: (job: DemoResult['job']) => Promise<DemoResult>): Promise<ChainRun> => {
    const client = openGatewayClient(started.stack);
    return runChain({
      ids: SAMPLE_IDS,
      suffix: '',
      adapt: (job) => job,
      run: run ?? ((job) => runJob(started, client, job, () => undefined)),
      onResult: async () => undefined,
    });
  };

  it('ends with an answer that stands on the research, and costs nothing when it runs again', async () => {
    const first = await run();
    expect(first.stopped).toBeUndefined();
    expect(first.results.map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
    const [value] = (fieldOf(first.results[3]?.units[0]?.bodies[0], 'processed_data', 'values') ??
      []) as unknown as Record<string, unknown>[];
    expect(value).toMatchObject({ value_string: 'night shift', status: 'completed' });
    expect(first.results.every(({ paidCallsNow }) => paidCallsNow > 0)).toBe(true);

    const again = await run();
    expect(again.results.map(({ doneBefore, paidCallsNow }) => [doneBefore, paidCallsNow])).toEqual(
      Array(4).fill([true, 0]),
    );
  }, 60_000);

  it('stops where a job has found nothing for the next, and says what is missing', async () => {
    const nothing = (job: DemoResult['job']) =>
      Promise.resolve({ job, units: [], status: 'failed' } as unknown as DemoResult);
    const { results, stopped } = await run(nothing);
    expect(results.map(({ job }) => job.sample)).toEqual(['account']);
    expect(stopped).toBe('The account was not recognised, so nobody is looked for.');
  });
});
