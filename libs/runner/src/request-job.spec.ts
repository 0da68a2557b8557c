import { taskEvent } from '@userport/contracts';
import { foldJob } from './job-state';
import { generationName, queueTaskName } from './names';
import { electGeneration, type GenerationRequest, nextEnqueueOf } from './request-job';
import { openTestStore } from './testing';

const key = { jobId: 'job', entityId: 'entity' };
const request: GenerationRequest = {
  jobId: 'job',
  entity: { entityId: 'entity', kind: 'lead' },
  taskName: 'probe',
  generation: 2,
  fingerprint: 'mine',
  payloadHash: 'h',
  maxRetries: 3,
  source: 'retry',
  at: new Date(5_000),
};
const requested = taskEvent({
  ...key,
  taskName: 'probe',
  generation: 2,
  kind: 'requested',
  fingerprint: 'mine',
  at: new Date(5_000),
  detail: { entity_kind: 'lead', payload_hash: 'h', max_retries: 3, source: 'retry' },
});

describe('electGeneration', () => {
  it('makes a generation: its name, then its event', async () => {
    const store = openTestStore();
    expect(await electGeneration(store, request, 'a')).toEqual({
      won: true,
      fingerprint: 'mine',
      requested,
    });
    expect(store.calls).toEqual(['putIfAbsent', 'appendEvents requested']);
    expect(store.events).toEqual([requested]);
    expect(await store.holderOf(generationName(key, 2))).toMatchObject({
      token: 'a',
      labels: { kind: 'generation', fingerprint: 'mine' },
    });
  });

  it('helps a winner of the same fingerprint that may have died, with the same row', async () => {
    const store = openTestStore();
    await electGeneration(store, request, 'a');
    const again = await electGeneration(store, { ...request, at: new Date(9_000) }, 'b');
    expect(again).toMatchObject({ won: false, fingerprint: 'mine' });
    expect(store.events.map(({ eventId }) => eventId)).toEqual([requested.eventId, requested.eventId]);
  });

  it('learns whose fingerprint stands, and writes nothing for another one', async () => {
    const store = openTestStore();
    await electGeneration(store, request, 'a');
    const lost = await electGeneration(store, { ...request, fingerprint: 'theirs' }, 'b');
    expect(lost).toMatchObject({ won: false, fingerprint: 'mine', requested: { fingerprint: 'mine' } });
    expect(store.events).toHaveLength(1);
  });

  it('elects each generation of each entity by itself', async () => {
    const store = openTestStore();
    await electGeneration(store, request, 'a');
    const next = await electGeneration(store, { ...request, generation: 3, fingerprint: 'theirs' }, 'b');
    const entity = { entityId: 'other', kind: 'lead' } as const;
    const other = await electGeneration(store, { ...request, entity, fingerprint: 'theirs' }, 'c');
    expect([next.won, other.won]).toEqual([true, true]);
  });
});

describe('nextEnqueueOf', () => {
  it('begins with the first enqueue of a generation that was never enqueued', () => {
    const { name, event } = nextEnqueueOf(undefined, requested, new Date(6_000));
    expect(name).toBe(queueTaskName(key, 2, 1));
    expect(event).toEqual(
      taskEvent({
        ...key,
        taskName: 'probe',
        generation: 2,
        kind: 'enqueued',
        try: 1,
        at: new Date(6_000),
        detail: { queue_task: name },
      }),
    );
  });

  it('goes on after the highest number that was used', () => {
    const first = nextEnqueueOf(undefined, requested, new Date(6_000)).event;
    const fifth = taskEvent({ ...first, try: 5 });
    const state = foldJob([requested, fifth, first]).generations[0];
    expect(nextEnqueueOf(state, requested, new Date(7_000))).toMatchObject({
      name: queueTaskName(key, 2, 6),
      event: { try: 6 },
    });
  });
});
