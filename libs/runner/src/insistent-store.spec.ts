import { RetryableError, TerminalError } from '@userport/errors';
import { insistentStore, isStorageError } from './insistent-store';
import type { JobStore } from './ports';
import { openTestEnv, openTestStore } from './testing';

const key = { jobId: 'job', entityId: 'entity' };
const memo = { step: 'ask', inputHash: 'i', contentHash: 'c', answer: 1 };

/** A store whose every operation fails as often as told before it works. */
function openFailing(failures: number, error: Error) {
  const inner = openTestStore();
  const sleptMs: number[] = [];
  let calls = 0;
  const failing = new Proxy<JobStore>(inner, {
    get:
      (target, name: keyof JobStore) =>
      async (...args: readonly unknown[]) => {
        calls += 1;
        if (calls <= failures) throw error;
        return (target[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
      },
  });
  const { clock } = openTestEnv(inner).env;
  const sleep = (ms: number) => {
    sleptMs.push(ms);
    return Promise.resolve();
  };
  return { inner, sleptMs, calls: () => calls, store: insistentStore(failing, { ...clock, sleep }) };
}

const operations: readonly (readonly [string, (store: JobStore) => Promise<unknown>])[] = [
  ['lookup', (store) => store.lookup(key, 1)],
  ['putIfAbsent', (store) => store.putIfAbsent('name', 'a', {})],
  ['holderOf', (store) => store.holderOf('name')],
  ['appendEvents', (store) => store.appendEvents([])],
  ['appendBodies', (store) => store.appendBodies(key, 1, [])],
  ['readBodies', (store) => store.readBodies(key, 1, 'a', [1])],
  ['appendMemo', (store) => store.appendMemo(key, 1, memo)],
  ['appendRaw', (store) => store.appendRaw(key, 1, { step: 'ask', source: 's', raw: 1 })],
];

describe('insistentStore', () => {
  it.each(operations)('asks a third time for %s, after 50 ms and 250 ms', async (_name, ask) => {
    const { store, sleptMs, calls } = openFailing(2, new Error('reset'));
    await ask(store);
    expect(calls()).toBe(3);
    expect(sleptMs).toEqual([50, 250]);
  });

  it.each(operations)('gives up %s after three tries and keeps the cause', async (name, ask) => {
    const cause = new Error('reset');
    const { store, calls } = openFailing(4, cause);
    await expect(ask(store)).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'storage',
      message: `Storage did not take ${name} in 3 tries.`,
      cause,
    });
    expect(calls()).toBe(3);
  });

  it('does not ask again for what storage can never take', async () => {
    const error = new TerminalError('The row is too large.', { code: 'row_too_large' });
    const { store, calls, sleptMs } = openFailing(1, error);
    await expect(store.appendEvents([])).rejects.toBe(error);
    expect([calls(), sleptMs]).toEqual([1, []]);
  });

  it('answers what the store answers and hands on what it was given', async () => {
    const { store, inner } = openFailing(0, new Error('never'));
    await store.appendMemo(key, 2, memo);
    expect(await store.putIfAbsent('name', 'a', { kind: 'claim' })).toMatchObject({ won: true, token: 'a' });
    expect(await store.holderOf('name')).toMatchObject({ token: 'a', labels: { kind: 'claim' } });
    expect(await inner.lookup(key, 2)).toMatchObject({ memos: [memo] });
  });
});

describe('isStorageError', () => {
  it.each([
    ['a failure of storage', new RetryableError('m', { code: 'storage' }), true],
    ['another failure that passes', new RetryableError('m', { code: 'vendor' }), false],
    ['a final failure of that code', new TerminalError('m', { code: 'storage' }), false],
    ['nothing', undefined, false],
  ])('knows %s', (_what, error, expected) => {
    expect(isStorageError(error)).toBe(expected);
  });
});
