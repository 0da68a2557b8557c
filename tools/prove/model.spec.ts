import { taskEvent } from '@userport/contracts';
import type { Monitor } from './monitor';
import { checkModel, openModel } from './model';
import * as runner from './proved';
import { openSimulation } from './simulation';

const key = { jobId: 'job_1', entityId: 'lead_7' };
const at = new Date(0);
const place = { ...key, taskName: 'probe', generation: 1, at };
const requested = taskEvent({ ...place, kind: 'requested', fingerprint: 'print' });
const settled = taskEvent({ ...place, kind: 'settled', detail: { kind: 'success', total: 1 } });
const accepted = taskEvent({ ...place, kind: 'page_accepted', round: 1, position: 1 });

/** A simulation in which these rows have taken effect, and what the model says of it. */
async function after(events: readonly (typeof requested)[]) {
  const simulation = openSimulation({ name: 'one', plan: { steps: [], items: 1 } }, runner, () => undefined);
  const model = openModel(simulation);
  const { world } = simulation;
  const actor = world.newActor('test', key, 0);
  const crossing = world.cross({ actor, side: 'store', deed: { op: 'appendEvents', events } }, () =>
    world.store.appendEvents(events),
  );
  for (const waiting of [...world.waiting]) await world.release(waiting);
  await crossing;
  return { simulation, model };
}

describe('the model', () => {
  it('answers a create by the fingerprint alone', async () => {
    const { model } = await after([requested]);
    expect(model.answerTo('create', 'print')).toBe('done');
    expect(model.answerTo('create', 'other')).toBe('refused');
  });

  it('lets nobody redeliver what has no result, nor cancel or retry what was delivered', async () => {
    expect((await after([requested])).model.answerTo('redeliver', 'print')).toBe('refused');
    const { model } = await after([requested, settled, accepted]);
    expect(model.answerTo('redeliver', 'print')).toBe('done');
    expect(model.answerTo('cancel', 'print')).toBe('refused');
    expect(model.answerTo('retry', 'print')).toBe('refused');
  });

  it('reports a fold that tells another result than the rows', async () => {
    const { simulation, model } = await after([requested, settled, accepted]);
    const reports: string[] = [];
    const monitor = {
      report: (_rule: string, what: string) => void reports.push(what),
    } as unknown as Monitor;
    checkModel(simulation, model, monitor);
    expect(reports).toEqual([]);
    const blind = { ...simulation, runner: { ...runner, foldJob: () => ({ generations: [] }) } };
    checkModel(blind, model, monitor);
    expect(reports).toContain('generation 1: the status tells another result than the rows');
    expect(reports).toContain('generation 1: the status tells other bodies');
  });
});
