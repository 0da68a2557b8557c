import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { openForgetWatch } from './forget-watch';
import { openLease } from './lease';
import { forgetName, settlingName } from './names';
import type { StepMemo } from './ports';
import { openSteps, type StepParts } from './steps';
import { openTestClock, openTestEnv, openTestStore } from './testing';

const unit = { jobId: 'job', entityId: 'entity', generation: 1, taskName: 'probe', fingerprint: 'f' };
const LOOK_MS = 15_000;

const memo = (answer: unknown, step = 'search', input: unknown = { q: 1 }): StepMemo => ({
  step,
  inputHash: sha256Base32(canonicalJson(input)),
  contentHash: sha256Base32(canonicalJson(answer)),
  answer,
});

function open(memos: readonly StepMemo[] = [], more: Partial<StepParts['store']> = {}) {
  const store = openTestStore();
  const { clock, advance } = openTestClock();
  const { env } = openTestEnv(store);
  const warnings: string[] = [];
  const log = { ...env.log, warn: (message: string) => void warnings.push(message) };
  const lease = openLease(clock, clock.monotonicMs(), 600_000, new AbortController().signal);
  const bill = env.openBill(unit);
  const used = { ...store, ...more };
  const forget = openForgetWatch(used, unit, clock);
  const step = openSteps({ env: { clock, log }, store: used, unit, lease, forget, bill, memos });
  return { store, step, lease, advance, warnings };
}

describe('openSteps', () => {
  it('pays once and keeps the answer, which is what the task goes on with', async () => {
    const { step, store } = open();
    const call = jest.fn(async () => ({ found: new Date(0), missing: undefined }));
    const first = await step('search', { q: 1 }, call);
    expect(first).toEqual({ found: '1970-01-01T00:00:00.000Z' });
    expect((await store.lookup(unit, 1)).memos).toEqual([memo(first)]);
  });

  it('reads what an earlier delivery kept and pays nothing', async () => {
    const { step } = open([memo('kept')]);
    const call = jest.fn(async () => 'new');
    expect(await step('search', { q: 1 }, call)).toBe('kept');
    expect(call).not.toHaveBeenCalled();
    expect(await step('search', { q: 2 }, call)).toBe('new');
    expect(await step('other', { q: 1 }, call)).toBe('new');
  });

  it('writes no memo of an answer that is kept elsewhere, and asks for it once a run', async () => {
    const { step, store } = open();
    const call = jest.fn(async () => ({ found: 1 }));
    const keptElsewhere = ({ found }: { readonly found: number }) => found > 0;
    const ask = () => step('search', 1, call, { keptElsewhere });
    expect([await ask(), await ask()]).toEqual([{ found: 1 }, { found: 1 }]);
    expect(call).toHaveBeenCalledTimes(1);
    expect((await store.lookup(unit, 1)).memos).toEqual([]);
    await step('search', 2, async () => ({ found: 0 }), { keptElsewhere });
    expect((await store.lookup(unit, 1)).memos).toEqual([memo({ found: 0 }, 'search', 2)]);
  });

  it('takes of two kept answers the one that every reader takes', async () => {
    const [a, b] = [memo('a'), memo('b')];
    const smaller = a.contentHash < b.contentHash ? 'a' : 'b';
    for (const memos of [
      [a, b],
      [b, a],
    ]) {
      expect(await open(memos).step('search', { q: 1 }, async () => 'new')).toBe(smaller);
    }
  });

  it('pays once for what is asked twice at the same time, under one key', async () => {
    const { step } = open();
    const keys: string[] = [];
    const call = async ({ idempotencyKey }: { readonly idempotencyKey: string }) => {
      keys.push(idempotencyKey);
      return 1;
    };
    expect(await Promise.all([step('search', { q: 1 }, call), step('search', { q: 1 }, call)])).toEqual([
      1, 1,
    ]);
    await step('search', { q: 2 }, call);
    expect(new Set(keys).size).toBe(2);
  });

  it('keeps no error: whoever asks next pays for another try', async () => {
    const { step } = open();
    await expect(step('search', 1, () => Promise.reject(new RetryableError('busy')))).rejects.toThrow('busy');
    expect(await step('search', 1, async () => 'new')).toBe('new');
  });

  it('refuses an answer that JSON cannot say', async () => {
    await expect(open().step('search', 1, async () => undefined)).rejects.toMatchObject({
      code: 'step_answer',
    });
  });

  it('goes on when an answer cannot be kept, and says that it would be paid for again', async () => {
    const away = () => Promise.reject(new RetryableError('away'));
    const { step, warnings } = open([], { appendMemo: away });
    expect(await step('search', 1, async () => 'paid')).toBe('paid');
    expect(warnings.join()).toMatch(/pay for it again/);
  });

  it('pays nothing once the lease is over', async () => {
    const { step, advance } = open();
    advance(480_000);
    const call = jest.fn(async () => 1);
    await expect(step('search', 1, call)).rejects.toMatchObject({ code: 'lease_over' });
    expect(call).not.toHaveBeenCalled();
  });

  it('holds one slot for all calls of a step, until its answer is kept or it fails', async () => {
    const happened: string[] = [];
    const appendMemo = async () => void happened.push('kept');
    const { step } = open([], { appendMemo });
    const takeSlot = async () => {
      happened.push('taken');
      return () => void happened.push('given back');
    };
    const reserve = { vendor: 'jina', operation: 'reader', estimateUsd: 0.1 };
    await step(
      'search',
      1,
      async ({ bill }) => {
        (await bill.reserve(reserve)).settle({ units: {}, costUsd: 0.1 });
        (await bill.reserve(reserve)).settle({ units: {}, costUsd: 0.1 });
        return happened.push('answered');
      },
      { takeSlot },
    );
    expect(happened.splice(0)).toEqual(['taken', 'answered', 'kept', 'given back']);
    const failing = step(
      'search',
      2,
      async ({ bill }) => {
        (await bill.reserve(reserve)).release();
        throw new RetryableError('busy');
      },
      { takeSlot },
    );
    await expect(failing).rejects.toThrow('busy');
    expect(happened).toEqual(['taken', 'given back']);
  });

  it('pays nothing when the lease ended while the call waited for its slot', async () => {
    const { step, advance } = open();
    const slot = Promise.withResolvers<() => void>();
    const sent = jest.fn();
    const answer = step(
      'search',
      1,
      async ({ bill }) => {
        await bill.reserve({ vendor: 'jina', operation: 'reader', estimateUsd: 0.1 });
        sent();
      },
      { takeSlot: () => slot.promise },
    );
    await new Promise((resolve) => setImmediate(resolve));
    advance(480_000);
    slot.resolve(() => undefined);
    await expect(answer).rejects.toMatchObject({ code: 'lease_over' });
    expect(sent).not.toHaveBeenCalled();
  });

  it('looks every 15 seconds whether the job was settled elsewhere, and then stops', async () => {
    const { step, store, advance, lease } = open();
    await store.putIfAbsent(settlingName(unit, 1), 'operator', {});
    advance(LOOK_MS - 1);
    expect(await step('search', 1, async () => 'paid')).toBe('paid');
    advance(1);
    await expect(step('search', 2, async () => 'paid')).rejects.toMatchObject({ code: 'settled_elsewhere' });
    expect(lease.stopReason()).toBe('settled_elsewhere');
  });

  it('looks at the same time whether the job was forgotten, and then stops', async () => {
    const { step, store, advance, lease } = open();
    await store.putIfAbsent(forgetName(unit), 'operator', {});
    advance(LOOK_MS - 1);
    expect(await step('search', 1, async () => 'paid')).toBe('paid');
    advance(1);
    const call = jest.fn(async () => 'paid');
    await expect(step('search', 2, call)).rejects.toMatchObject({ code: 'forgotten' });
    expect(call).not.toHaveBeenCalled();
    expect(lease.stopReason()).toBe('forgotten');
  });

  it('stops for the one when it cannot look for the other', async () => {
    const { step, advance, lease } = open([], {
      holderOf: async (name) => {
        if (name !== forgetName(unit)) throw new RetryableError('away');
        return { won: false, token: 'operator', labels: {}, at: new Date(0), holderGone: false };
      },
    });
    advance(LOOK_MS);
    await expect(step('search', 1, async () => 'paid')).rejects.toMatchObject({ code: 'forgotten' });
    expect(lease.stopReason()).toBe('forgotten');
  });

  it('goes on when that look fails', async () => {
    const away = () => Promise.reject(new RetryableError('away'));
    const { step, advance, warnings } = open([], { holderOf: away });
    advance(LOOK_MS);
    expect(await step('search', 1, async () => 'paid')).toBe('paid');
    expect(warnings).toHaveLength(2);
  });
});
