import { taskEvent } from '@userport/contracts';
import { currentLogContext, withLogContext } from '@userport/logging';
import { detailText, readJob, readJobWithCost, unitsOf } from './known-job';
import { openTestGateway } from './testing';

const event = (entityId: string, kind: 'requested' | 'enqueued', generation = 1) =>
  taskEvent({
    jobId: 'job-1',
    entityId,
    taskName: 'probe',
    kind,
    generation,
    at: new Date(Date.UTC(2026, 4, 4)),
    detail: { queue_task: 'q' },
  });

describe('unitsOf', () => {
  it('folds the events of each unit apart, in order of entity, and points to the latest generation', () => {
    const units = unitsOf([event('b', 'requested'), event('a', 'requested'), event('b', 'requested', 2)]);
    expect(units.map(({ entityId, latest, events }) => [entityId, latest.generation, events.length])).toEqual(
      [
        ['a', 1, 1],
        ['b', 2, 2],
      ],
    );
  });

  it('is empty for no events', () => {
    expect(unitsOf([])).toEqual([]);
  });
});

describe('detailText', () => {
  it('reads texts alone', () => {
    expect(detailText(event('a', 'enqueued'), 'queue_task')).toBe('q');
    expect(detailText({ detail: { queue_task: 7 } }, 'queue_task')).toBe('');
    expect(detailText(undefined, 'queue_task')).toBe('');
  });
});

describe('readJob', () => {
  it('puts job, task and the one account onto every later line', async () => {
    const gateway = await openTestGateway();
    const asked = event('account-1', 'requested');
    await gateway.stores.jobs.appendEvents([
      { ...asked, detail: { ...asked.detail, entity_kind: 'account' } },
    ]);
    const context = await withLogContext({}, async () => {
      await readJob(gateway.services, 'job-1');
      return currentLogContext();
    });
    expect(context).toEqual({ job_id: 'job-1', task_name: 'probe', account_id: 'account-1' });
    await gateway.close();
  });

  it('asks storage for possible ids alone', async () => {
    const gateway = await openTestGateway();
    await gateway.stores.jobs.appendEvents([event('a', 'requested')]);
    expect((await readJob(gateway.services, 'job-1'))?.units[0].entityId).toBe('a');
    expect((await readJobWithCost(gateway.services, 'job-1'))?.total.calls).toBe(0);
    await gateway.warehouse.close();
    for (const id of ['x'.repeat(501), 'nul\0', 'half \ud800']) {
      expect(await readJob(gateway.services, id)).toBeUndefined();
      expect(await readJobWithCost(gateway.services, id)).toBeUndefined();
    }
    await gateway.close();
  });
});
