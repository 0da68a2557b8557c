import { taskEvent } from '@userport/contracts';
import { openEventStore } from './event-store';
import { openMemoryWarehouse } from './testing';

const at = new Date('2026-03-01T08:30:00.123Z');
const event = (jobId: string, entityId: string, kind: 'requested' | 'parked' = 'requested') =>
  taskEvent({ jobId, entityId, taskName: 'custom_column', kind, generation: 1, at });

const setUp = async () => {
  const events = openEventStore(openMemoryWarehouse({ now: () => 5000 }));
  await events.append([event('job-1', 'a'), event('job-1', 'b'), event('job-2', 'a')]);
  await events.append([event('job-1', 'a'), event('job-1', 'a', 'parked')]);
  return events;
};

describe('openEventStore', () => {
  it('answers what happened to one unit, each event once', async () => {
    const { nowMs, events } = await (await setUp()).ofKey({ jobId: 'job-1', entityId: 'a' });
    expect(nowMs).toBe(5000);
    expect(events).toHaveLength(2);
    expect(events).toEqual(expect.arrayContaining([event('job-1', 'a'), event('job-1', 'a', 'parked')]));
  });

  it('answers what happened to all units of a job', async () => {
    const { events } = await (await setUp()).ofJob('job-1');
    expect(events.map(({ entityId, kind }) => `${entityId} ${kind}`).sort()).toEqual([
      'a parked',
      'a requested',
      'b requested',
    ]);
  });

  it('answers what happened to an entity in all jobs', async () => {
    const { events } = await (await setUp()).ofEntity('a');
    expect(events.map(({ jobId, kind }) => `${jobId} ${kind}`).sort()).toEqual([
      'job-1 parked',
      'job-1 requested',
      'job-2 requested',
    ]);
  });

  it('answers nothing for a job that nobody asked for', async () => {
    expect(await (await setUp()).ofJob('job-3')).toEqual({ nowMs: 5000, events: [] });
  });

  it('lists what failed and what is stuck', async () => {
    const events = await setUp();
    const query = {
      from: at,
      before: new Date(at.getTime() + 1),
      overdueBefore: new Date(at.getTime() + 1),
      limit: 9,
    };
    const names = (page: Awaited<ReturnType<typeof events.failing>>) =>
      page.units.map(({ jobId, entityId }) => `${jobId} ${entityId}`).sort();
    expect(names(await events.failing(query))).toEqual(['job-1 a', 'job-1 b', 'job-2 a']);
    expect(names(await events.stalled(query))).toEqual(['job-1 b', 'job-2 a']);
  });
});
