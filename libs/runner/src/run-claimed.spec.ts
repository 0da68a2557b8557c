import { defineContract, type SettledCall } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { defineTask, type Task, type TaskContext, type TaskResult } from './define-task';
import type { BillFor, Env } from './ports';
import { runTask } from './run-task';
import { openTestEnv, openTestStore, probeContract, probeDelivery } from './testing';

const contract = defineContract({ ...probeContract, budgetUsd: () => 0.5 });
const result: TaskResult = { bodies: [{ body: { page: 1 } }], total: 1, summary: { done: true } };
const call = { vendor: 'jina', operation: 'reader', estimateUsd: 0.1 };
const settled: SettledCall = { units: {}, costUsd: 0.05 };

/** A bill that notes for whom it is opened and how many settlements each flush finds. */
function notingBill() {
  const openedFor: BillFor[] = [];
  const flushed: number[] = [];
  let held = 0;
  const openBill: Env['openBill'] = (of) => {
    openedFor.push(of);
    return {
      reserve: () => Promise.resolve({ settle: () => void (held += 1), release: () => undefined }),
      flush() {
        flushed.push(held);
        held = 0;
        return Promise.resolve();
      },
      total: () => ({ costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    };
  };
  return { openBill, openedFor, flushed };
}

function open(run: (context: TaskContext) => Promise<TaskResult> | TaskResult, more: Partial<Env> = {}) {
  const store = openTestStore();
  const { env, sent } = openTestEnv(store);
  const task: Task = defineTask({ contract, run: async (_payload, context) => run(context) });
  const warnings: string[] = [];
  const log = { ...env.log, warn: (message: string) => void warnings.push(message) };
  const deliver = () => runTask(task, probeDelivery(), { ...env, log, ...more });
  return { store, deliver, sent, warnings, kinds: () => store.events.map(({ kind }) => kind) };
}

describe('runClaimed', () => {
  it('opens the bill with the budget of the payload', async () => {
    const bill = notingBill();
    const { deliver } = open(() => result, { openBill: bill.openBill });
    await deliver();
    expect(bill.openedFor).toMatchObject([
      { jobId: 'job', entityId: 'entity', generation: 1, budgetUsd: 0.5 },
    ]);
  });

  it('stores what a run paid before its result is sent, and what a stream of bodies paid after it', async () => {
    const bill = notingBill();
    const { deliver } = open(
      async (context) => {
        (await context.bill.reserve(call)).settle(settled);
        async function* bodies() {
          (await context.bill.reserve(call)).settle(settled);
          yield { body: { page: 1 } };
        }
        return { ...result, bodies: bodies() };
      },
      { openBill: bill.openBill },
    );
    expect(await deliver()).toMatchObject({ name: 'delivered' });
    expect(bill.flushed).toEqual([1, 1]);
  });

  it('delivers although the settlements cannot be stored, and says so', async () => {
    const bill = notingBill().openBill;
    const openBill: Env['openBill'] = (of) => ({
      ...bill(of),
      flush: () => Promise.reject(new RetryableError('The disk is full.')),
    });
    const { deliver, warnings } = open(() => result, { openBill });
    expect(await deliver()).toMatchObject({ name: 'delivered' });
    expect(warnings.join()).toMatch(/Settled prices could not be stored.*unknown/);
  });

  it('stores raw material beside the bodies, and settles when both are stored', async () => {
    const { deliver, store } = open((context) => {
      context.recordRaw({ step: 'search', source: 'jina', raw: {} });
      return result;
    });
    const appendRaw = () =>
      new Promise<void>((resolve) => setImmediate(() => resolve(void store.calls.push('raw stored'))));
    Object.assign(store, { appendRaw });
    expect(await deliver()).toMatchObject({ name: 'delivered' });
    const from = store.calls.indexOf('appendBodies');
    expect(store.calls.slice(from, from + 3)).toEqual(['appendBodies', 'raw stored', 'putIfAbsent']);
  });

  it('settles nothing and spends no attempt when storage does not take raw material', async () => {
    const { deliver, store, sent, kinds } = open((context) => {
      context.recordRaw({ step: 'search', source: 'jina', raw: {} });
      return result;
    });
    Object.assign(store, { appendRaw: () => Promise.reject(new RetryableError('away')) });
    expect(await deliver()).toMatchObject({ name: 'storage_unreachable' });
    expect([sent.length, kinds()]).toEqual([0, ['requested', 'claimed', 'claim_ended']]);
  });

  it('waits for the raw material of a run that failed', async () => {
    const { deliver, store } = open((context) => {
      context.recordRaw({ step: 'search', source: 'jina', raw: {} });
      throw new RetryableError('busy', { code: 'rate_limited' });
    });
    const appendRaw = () =>
      new Promise<void>((resolve) => setImmediate(() => resolve(void store.calls.push('raw stored'))));
    Object.assign(store, { appendRaw });
    expect(await deliver()).toMatchObject({ name: 'retry' });
    expect(store.calls).toContain('raw stored');
  });

  it('stores a failed attempt and asks to be delivered again, as long as attempts are left', async () => {
    const { deliver, kinds, sent } = open(() => {
      throw new RetryableError('busy', { code: 'rate_limited' });
    });
    expect(await deliver()).toMatchObject({ name: 'retry', error: { code: 'rate_limited' } });
    expect([kinds().at(-1), sent.length]).toEqual(['attempt_failed', 0]);
  });

  it('closes the job with the bodies of its contract at the last attempt', async () => {
    const { deliver, sent } = open(() => {
      throw new RetryableError('busy', { code: 'rate_limited' });
    });
    await deliver();
    expect(await deliver()).toMatchObject({ name: 'failed', summary: { status: 'failure' } });
    expect(sent.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      '{"kind":"failure","reason":"busy"}',
    ]);
  });

  it('closes the job at once after a final error, such as a spent budget', async () => {
    const { deliver, sent } = open(() => {
      throw new TerminalError('The budget of this job is spent.', { code: 'budget_exhausted' });
    });
    expect(await deliver()).toMatchObject({ name: 'failed', summary: { status: 'failure' } });
    expect(Buffer.from(sent[0]?.bytes ?? []).toString()).toContain('The budget of this job is spent.');
  });
});
