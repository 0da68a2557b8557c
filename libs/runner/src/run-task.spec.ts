import { canonicalJson, fingerprintOf, sha256Base32 } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { defineTask, type TaskContext } from './define-task';
import { forgetName } from './names';
import type { PageAnswer } from './ports';
import { forgetJob } from './forget-job';
import { runTask } from './run-task';
import { openTestEnv, openTestStore, probeBody, probeContract as contract } from './testing';

const body = probeBody();

function openProbe(
  work: (context: TaskContext) => Promise<void> | void = () => undefined,
  answer?: () => PageAnswer,
) {
  const store = openTestStore();
  const { env, sent } = openTestEnv(store, answer);
  let runs = 0;
  const task = defineTask({
    contract,
    async run(_payload, context) {
      runs += 1;
      await work(context);
      return {
        bodies: [{ body: { page: 1 } }, { body: { page: 2 }, once: true }],
        total: 2,
        summary: { done: true },
      };
    },
  });
  const deliver = (more: Partial<typeof body> = {}) =>
    runTask(
      task,
      { body: { ...body, ...more }, deadlineMs: 600_000, drain: new AbortController().signal },
      env,
    );
  const texts = () => sent.map(({ bytes }) => Buffer.from(bytes).toString());
  return { store, deliver, sent, texts, runs: () => runs, kinds: () => store.events.map(({ kind }) => kind) };
}

describe('runTask', () => {
  it('runs nothing for a delivered result and sends it again without what must not be applied twice', async () => {
    const probe = openProbe();
    expect(await probe.deliver()).toMatchObject({ name: 'delivered', summary: { done: true } });
    expect(await probe.deliver()).toMatchObject({ name: 'replayed' });
    expect(probe.runs()).toBe(1);
    expect(probe.texts()).toEqual(['{"page":1}', '{"page":2}', '{"page":1}']);
  });

  it('sends only what is missing of a stored result', async () => {
    let taken = 0;
    const probe = openProbe(undefined, () => {
      taken += 1;
      return taken === 2 ? { kind: 'unanswered', reason: 'reset' } : { kind: 'accepted', httpStatus: 200 };
    });
    expect(await probe.deliver()).toMatchObject({ name: 'callback_failed' });
    expect(await probe.deliver()).toMatchObject({ name: 'resumed' });
    expect(probe.runs()).toBe(1);
    expect(probe.sent.map(({ position }) => position)).toEqual([1, 2, 2]);
    expect(probe.sent[1]?.webhookId).toBe(probe.sent[2]?.webhookId);
  });

  it('stands back while somebody else holds the claim, and says how long', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const probe = openProbe(() => held);
    const first = probe.deliver();
    expect(await probe.deliver()).toEqual({ name: 'held', retryAfterMs: 630_000 });
    release();
    expect(await first).toMatchObject({ name: 'delivered' });
    expect(probe.runs()).toBe(1);
  });

  it("takes over when the lease is over by the store's clock", async () => {
    const probe = openProbe();
    const stuck = openProbe(() => new Promise<void>(() => undefined));
    void runTask(
      defineTask({ contract, run: () => new Promise(() => undefined) }),
      { body, deadlineMs: 600_000, drain: new AbortController().signal },
      openTestEnv(probe.store).env,
    );
    await new Promise(setImmediate);
    probe.store.nowMs += 630_001;
    expect(await probe.deliver()).toMatchObject({ name: 'delivered' });
    expect(stuck.runs()).toBe(0);
    expect(probe.runs()).toBe(1);
  });

  it('asks its store seven times for one delivered body: look-up, claim, claimed, bodies, vote, settled, accepted', async () => {
    const store = openTestStore();
    const { env } = openTestEnv(store);
    const run = () => Promise.resolve({ bodies: [{ body: {} }], total: 1, summary: {} });
    await store.appendEvents([]);
    store.calls.length = 0;
    const delivery = { body, deadlineMs: 600_000, drain: new AbortController().signal };
    await runTask(defineTask({ contract, run }), delivery, env);
    const elected = store.calls.filter((call) => call === 'appendEvents requested').length;
    expect(elected).toBe(1);
    // A function called without the gateway elects its generation itself: one name and one row more.
    expect(store.calls).toHaveLength(7 + 2);
    expect(store.calls.at(-1)).toBe('appendEvents page_accepted delivered claim_ended');
  });

  it('stores and settles before it sends', async () => {
    const probe = openProbe();
    let before: string[] = [];
    const store = probe.store;
    const { env } = openTestEnv(store, () => {
      before = before.length > 0 ? before : store.events.map(({ kind }) => kind);
      return { kind: 'accepted', httpStatus: 200 };
    });
    const run = () => Promise.resolve({ bodies: [{ body: {} }], total: 1, summary: {} });
    await runTask(
      defineTask({ contract, run }),
      { body, deadlineMs: 600_000, drain: new AbortController().signal },
      env,
    );
    expect(before).toContain('settled');
    expect(before).not.toContain('page_accepted');
  });

  it("settles the contract's closing bodies as a failure when the error is final", async () => {
    const probe = openProbe(() => {
      throw new TerminalError('No such company.');
    });
    expect(await probe.deliver()).toMatchObject({ name: 'failed' });
    expect(probe.texts()).toEqual(['{"kind":"failure","reason":"No such company."}']);
    expect(await probe.deliver()).toMatchObject({ name: 'replayed' });
    expect(probe.runs()).toBe(1);
  });

  it('stores a failed attempt and lets the queue come again, until the attempts are used up', async () => {
    const probe = openProbe(() => {
      throw new RetryableError('Busy.', { retryAfterMs: 7_000 });
    });
    expect(await probe.deliver()).toMatchObject({
      name: 'retry',
      error: { message: 'Busy.', retry_after_ms: 7_000 },
    });
    expect(await probe.deliver()).toMatchObject({ name: 'failed' });
    expect(probe.runs()).toBe(2);
    expect(probe.kinds().filter((kind) => kind === 'attempt_failed')).toHaveLength(2);
  });

  it('spends no attempt on a failing callback, and parks what is refused for good', async () => {
    const probe = openProbe(undefined, () => ({
      kind: 'refused',
      httpStatus: 404,
      answer: 'no such account',
      forGood: true,
    }));
    expect(await probe.deliver()).toMatchObject({ name: 'parked' });
    expect(await probe.deliver()).toMatchObject({ name: 'parked' });
    expect(probe.kinds()).not.toContain('attempt_failed');
    expect(probe.sent).toHaveLength(1);
  });

  it('keeps the answer of a paid step for the next delivery', async () => {
    let paid = 0;
    let attempts = 0;
    const probe = openProbe(async (context) => {
      await context.step('ask', { q: 1 }, () => Promise.resolve({ answer: (paid += 1) }));
      attempts += 1;
      if (attempts === 1) throw new RetryableError('Later.');
    });
    await probe.deliver();
    expect(await probe.deliver()).toMatchObject({ name: 'delivered' });
    expect(paid).toBe(1);
  });

  const forget = (store: Parameters<typeof forgetJob>[0], generations = [1]) =>
    forgetJob(
      store,
      { jobId: 'job', entityId: 'entity', taskName: 'probe', generations },
      { token: 'operator', at: new Date(0) },
    );

  it('neither runs nor sends what was forgotten, and gives back the claim that it won', async () => {
    const probe = openProbe();
    await forget(probe.store);
    expect(await probe.deliver()).toEqual({
      name: 'forgotten',
      reason: 'This job was forgotten: it is never run, sent or retried again.',
    });
    expect(await probe.deliver({ generation: 2 })).toMatchObject({ name: 'forgotten' });
    expect([probe.runs(), probe.sent]).toEqual([0, []]);
    expect(new Set(probe.kinds())).toEqual(new Set(['forgotten', 'claim_ended']));
  });

  it('does not send a delivered result again once it was forgotten', async () => {
    const probe = openProbe();
    await probe.deliver();
    await forget(probe.store);
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    expect(probe.sent).toHaveLength(2);
  });

  it('sends nothing of a job that was forgotten while it ran', async () => {
    const probe = openProbe(async () => {
      await forget(probe.store);
      probe.store.nowMs += 2_001;
    });
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    expect(probe.sent).toEqual([]);
    expect(probe.kinds().at(-1)).toBe('claim_ended');
  });

  it('stops at the next body when it is forgotten while it sends, and keeps what it knows of the last', async () => {
    const forgotten: Promise<void>[] = [];
    const probe = openProbe(undefined, () => {
      forgotten.push(forget(probe.store));
      probe.store.nowMs += 2_001;
      return { kind: 'accepted', httpStatus: 200 };
    });
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    await Promise.all(forgotten);
    expect(probe.texts()).toEqual(['{"page":1}']);
    expect(probe.kinds().slice(-3)).toEqual(['page_accepted', 'forgotten', 'claim_ended']);
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
  });

  it('writes the tombstone where whoever forgot the job died after it took the name', async () => {
    const probe = openProbe(async () => {
      await probe.store.putIfAbsent(forgetName({ jobId: 'job', entityId: 'entity' }), 'operator', {});
      probe.store.nowMs += 2_001;
    });
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    expect(probe.kinds().slice(-2)).toEqual(['forgotten', 'claim_ended']);
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    expect([probe.runs(), probe.sent]).toEqual([1, []]);
  });

  it('stops a replay in the same way', async () => {
    let [replays, answers] = [false, 0];
    const probe = openProbe(undefined, () => {
      answers += 1;
      return { kind: 'accepted', httpStatus: 200 };
    });
    await probe.deliver();
    const { readBodies } = probe.store;
    Object.assign(probe.store, {
      async readBodies(...args: Parameters<typeof readBodies>) {
        replays = true;
        await forget(probe.store);
        probe.store.nowMs += 2_001;
        return readBodies(...args);
      },
    });
    expect(await probe.deliver()).toMatchObject({ name: 'forgotten' });
    expect([replays, answers]).toEqual([true, 2]);
    expect(probe.kinds().at(-1)).toBe('claim_ended');
  });

  it('rejects the same job with another payload', async () => {
    const probe = openProbe();
    await probe.deliver();
    const other = { id: 'entity', more: true };
    const answer = await probe.deliver({
      payload: other,
      payload_hash: sha256Base32(canonicalJson(other)),
      fingerprint: fingerprintOf('probe', other, []),
    });
    expect(answer.name).toBe('rejected');
    expect(probe.runs()).toBe(1);
  });

  it('begins nothing while the instance drains or when no time is left', async () => {
    const store = openTestStore();
    const { env } = openTestEnv(store);
    const task = defineTask({ contract, run: () => Promise.reject(new TypeError('ran')) });
    expect(await runTask(task, { body, deadlineMs: 600_000, drain: AbortSignal.abort() }, env)).toEqual({
      name: 'draining',
    });
    expect(await runTask(task, { body, deadlineMs: 0, drain: new AbortController().signal }, env)).toEqual({
      name: 'too_late',
    });
    expect(store.calls).toEqual([]);
  });
});
