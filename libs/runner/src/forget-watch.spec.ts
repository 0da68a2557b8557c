import { RetryableError } from '@userport/errors';
import { openForgetWatch } from './forget-watch';
import { forgetName } from './names';
import { openTestClock, openTestStore } from './testing';

const key = { jobId: 'job', entityId: 'lead' };
const HOLDS_MS = 2_000;

function open() {
  const store = openTestStore();
  const time = openTestClock();
  const watch = openForgetWatch(store, key, time.clock);
  const forget = () => store.putIfAbsent(forgetName(key), 'operator', {});
  const looks = () => store.calls.filter((call) => call === 'holderOf').length;
  return { ...time, store, watch, forget, looks };
}

describe('openForgetWatch', () => {
  it('asks nothing as long as the look at the job holds', async () => {
    const { watch, forget, looks, pass } = open();
    await forget();
    pass(HOLDS_MS);
    expect(await watch.isForgotten()).toBe(false);
    expect(looks()).toBe(0);
  });

  it('looks once more after that, and so on', async () => {
    const { watch, forget, looks, pass } = open();
    pass(HOLDS_MS + 1);
    expect(await watch.isForgotten()).toBe(false);
    expect(await watch.isForgotten()).toBe(false);
    expect(looks()).toBe(1);
    await forget();
    pass(HOLDS_MS + 1);
    expect(await watch.isForgotten()).toBe(true);
    expect(await watch.isForgotten()).toBe(true);
    expect(looks()).toBe(2);
  });

  it('does not believe an answer that came too late', async () => {
    const { watch, store, forget, looks, pass } = open();
    const { holderOf } = store;
    Object.assign(store, {
      async holderOf(name: string) {
        const before = await holderOf(name);
        // The process stands still until the answer is old, and the job is forgotten meanwhile.
        if (looks() === 1) {
          await forget();
          pass(HOLDS_MS + 1);
        }
        return before;
      },
    });
    pass(HOLDS_MS + 1);
    expect(await watch.isForgotten()).toBe(true);
    expect(looks()).toBe(2);
  });

  it('gives up looking when nobody is interested any more', async () => {
    const { watch, looks, pass } = open();
    pass(HOLDS_MS + 1);
    expect(await watch.isForgotten(() => false)).toBe(false);
    expect(looks()).toBe(0);
  });

  it('says it when storage does not answer: who must not send without knowing, does not', async () => {
    const { watch, store, pass } = open();
    Object.assign(store, { holderOf: () => Promise.reject(new RetryableError('away')) });
    pass(HOLDS_MS + 1);
    await expect(watch.isForgotten()).rejects.toThrow('away');
  });
});
