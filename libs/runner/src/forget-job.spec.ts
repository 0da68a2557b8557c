import { forgetJob } from './forget-job';
import { foldJob } from './job-state';
import { forgetName } from './names';
import { openTestStore } from './testing';

const job = { jobId: 'job', entityId: 'lead', taskName: 'probe', generations: [1, 2] };
const by = (token: string, at = new Date(0)) => ({ token, at });

describe('forgetJob', () => {
  it('takes the name at which everyone looks before it writes the tombstones', async () => {
    const store = openTestStore();
    await forgetJob(store, job, by('a'));
    expect(store.calls).toEqual(['putIfAbsent', 'appendEvents forgotten forgotten']);
    expect(await store.holderOf(forgetName(job))).toMatchObject({ token: 'a' });
    expect(store.events.map(({ generation, kind, detail }) => [generation, kind, detail])).toEqual([
      [1, 'forgotten', {}],
      [2, 'forgotten', {}],
    ]);
  });

  it('may be repeated: the same tombstones, of the same moment', async () => {
    const store = openTestStore();
    await forgetJob(store, job, by('a', new Date(1)));
    await forgetJob(store, job, by('b', new Date(2)));
    expect(new Set(store.events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(foldJob(store.events).generations.map(({ forgotten }) => forgotten?.at)).toEqual([
      new Date(1),
      new Date(1),
    ]);
  });
});
