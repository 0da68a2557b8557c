import { getEventListeners } from 'node:events';
import { openWorld, type World } from './world';

const sleeping = (world: World, signal: AbortSignal) => {
  const actor = world.newActor('delivery 1', { jobId: 'job_1', entityId: 'lead_7' }, 0);
  return world.cross({ actor, side: 'sleep', deed: { op: 'sleep' } }, () => 'slept', signal);
};

describe('a world', () => {
  it('is not kept alive by the signal of a call that has its answer, or whose caller has died', async () => {
    const world = openWorld({ provesDeath: false, plan: () => undefined });
    const { signal } = new AbortController();
    const slept = sleeping(world, signal);
    void sleeping(world, signal);
    const [answered, dying] = world.waiting;
    expect(getEventListeners(signal, 'abort')).toHaveLength(2);
    if (answered !== undefined) await world.release(answered);
    if (dying !== undefined) world.kill(dying.actor);
    expect(await slept).toBe('slept');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('gives up a call when its signal is aborted', async () => {
    const world = openWorld({ provesDeath: false, plan: () => undefined });
    const controller = new AbortController();
    const slept = sleeping(world, controller.signal);
    controller.abort(new Error('stop'));
    await expect(slept).rejects.toThrow('stop');
    expect([world.waiting, getEventListeners(controller.signal, 'abort')]).toEqual([[], []]);
  });
});
