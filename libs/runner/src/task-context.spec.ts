import type { JsonObject } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { openForgetWatch } from './forget-watch';
import { openLease } from './lease';
import type { Env, PageAnswer } from './ports';
import { openContext } from './task-context';
import { openTestClock, openTestEnv, openTestStore } from './testing';

const unit = { jobId: 'job', entityId: 'entity', generation: 2, taskName: 'probe', fingerprint: 'f' };
const call = { vendor: 'jina', operation: 'reader', estimateUsd: 0.1 };

function open(more: Partial<Env> = {}, appendRaw = () => Promise.resolve()) {
  const store = { ...openTestStore(), appendRaw };
  const { clock, advance } = openTestClock();
  const warnings: string[] = [];
  const base = openTestEnv(store).env;
  const log = { ...base.log, warn: (message: string) => void warnings.push(message) };
  const env: Env = { ...base, clock, log, ...more };
  const lease = openLease(clock, clock.monotonicMs(), 1000, new AbortController().signal);
  const bill = env.openBill(unit);
  const attempt = { number: 1, last: false };
  const forget = openForgetWatch(store, unit, clock);
  return {
    ...openContext({
      env,
      store,
      unit,
      lease,
      forget,
      bill,
      memos: [],
      attempt,
      electedAtMs: 999_000,
      retried: false,
    }),
    lease,
    advance,
    warnings,
  };
}

/** A receiver that answers when the test lets it. */
function waitingReceiver(sent: JsonObject[]) {
  const answers: ((answer?: PageAnswer) => void)[] = [];
  const sendProgress = (body: JsonObject) => {
    sent.push(body);
    return new Promise<PageAnswer>((resolve) =>
      answers.push((answer = { kind: 'accepted', httpStatus: 200 }) => resolve(answer)),
    );
  };
  return { answers, sendProgress };
}

describe('openContext', () => {
  it('says whose work it is, which attempt, and what time', () => {
    const { context } = open();
    expect(context).toMatchObject({
      jobId: 'job',
      entityId: 'entity',
      generation: 2,
      attempt: { number: 1 },
    });
    expect([context.electedAtMs, context.now()]).toEqual([999_000, 1_000_000]);
  });

  it('lets no paid call begin once the lease is over', async () => {
    const { context, advance } = open();
    await expect(context.bill.reserve(call)).resolves.toBeDefined();
    advance(800);
    await expect(context.bill.reserve(call)).rejects.toMatchObject({ code: 'lease_over' });
  });

  it('gives a reservation back when the lease ended while it was stored', async () => {
    const released = jest.fn();
    const time: { end?: () => void } = {};
    const openBill: Env['openBill'] = (of) => ({
      ...openTestEnv(openTestStore()).env.openBill(of),
      reserve() {
        time.end?.();
        return Promise.resolve({ settle: () => undefined, release: released });
      },
    });
    const { context, advance } = open({ openBill });
    time.end = () => advance(800);
    await expect(context.bill.reserve(call)).rejects.toMatchObject({ code: 'lease_over' });
    expect(released).toHaveBeenCalledTimes(1);
  });

  it('sends progress one after another, and of those that wait the newest alone', async () => {
    const sent: JsonObject[] = [];
    const { answers, sendProgress } = waitingReceiver(sent);
    const { context, endProgress } = open({ callbacks: { send: jest.fn(), sendProgress } });
    for (const percent of [10, 20, 30]) context.progress({ percent });
    expect(sent).toEqual([{ percent: 10 }]);
    answers[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([{ percent: 10 }, { percent: 30 }]);
    const ended = endProgress();
    context.progress({ percent: 40 });
    answers[1]?.();
    await ended;
    expect(sent).toHaveLength(2);
  });

  it('answers what the receiver says to one body, and lets progress wait for it', async () => {
    const sent: JsonObject[] = [];
    const { answers, sendProgress } = waitingReceiver(sent);
    const { context, endProgress } = open({ callbacks: { send: jest.fn(), sendProgress } });
    const told = context.tell({ percent: 10 });
    await Promise.resolve();
    context.progress({ percent: 30 });
    expect(sent).toEqual([{ percent: 10 }]);
    answers[0]?.({ kind: 'skipped', httpStatus: 200, reason: 'known' });
    await expect(told).resolves.toMatchObject({ kind: 'skipped', reason: 'known' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([{ percent: 10 }, { percent: 30 }]);
    answers[1]?.();
    await endProgress();
  });

  it('waits for the answer to a body that is told when the run ends', async () => {
    const { answers, sendProgress } = waitingReceiver([]);
    const { context, endProgress } = open({ callbacks: { send: jest.fn(), sendProgress } });
    const order: string[] = [];
    const told = context.tell({}).then(() => order.push('told'));
    await Promise.resolve();
    const ended = endProgress().then(() => order.push('ended'));
    answers[0]?.();
    await Promise.all([told, ended]);
    expect(order).toEqual(['told', 'ended']);
  });

  it('tells nothing once the lease is over', async () => {
    const sent: JsonObject[] = [];
    const { sendProgress } = waitingReceiver(sent);
    const { context, advance } = open({ callbacks: { send: jest.fn(), sendProgress } });
    advance(800);
    await expect(context.tell({})).rejects.toMatchObject({ code: 'lease_over' });
    expect(sent).toEqual([]);
  });

  it('leaves raw material out that storage can never take, and says so', async () => {
    const tooLarge = () => Promise.reject(new TerminalError('too large', { code: 'row_invalid' }));
    const { context, rawStored, warnings } = open({}, tooLarge);
    context.recordRaw({ step: 'search', source: 'jina', raw: {} });
    await rawStored();
    expect(warnings).toHaveLength(1);
  });

  it('does not hide that storage is away, and tells it when all else is stored', async () => {
    const stored: string[] = [];
    const away = (_key: unknown, _generation: unknown, { step }: { readonly step: string }) =>
      step === 'search'
        ? Promise.reject(new RetryableError('away'))
        : new Promise<void>((resolve) => setImmediate(() => resolve(void stored.push(step))));
    const { context, rawStored } = open({}, away as never);
    context.recordRaw({ step: 'search', source: 'jina', raw: {} });
    context.recordRaw({ step: 'site', source: 'jina', raw: {} });
    await expect(rawStored()).rejects.toThrow('away');
    expect(stored).toEqual(['site']);
  });
});
