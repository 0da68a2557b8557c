import { readJob } from './known-job';
import { openRoundOf } from './open-round';
import { openTestGateway, type TestGateway } from './testing';

describe('openRoundOf', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
    await gateway.call('POST', '/api/v1/tasks/create/probe', { job_id: 'job-1', entity_ids: ['a'] });
  });
  afterEach(() => gateway.close());

  const unit = async () => {
    const job = await readJob(gateway.services, 'job-1');
    if (job === undefined) throw new Error('the job is known');
    return job.units[0];
  };

  it('opens the next round after each delivery, and names what is applied again', async () => {
    await gateway.run();
    expect(await openRoundOf(gateway.services, await unit())).toMatchObject({
      round: 2,
      opened: true,
      enqueued: true,
      onceAgain: [2],
    });
    await gateway.run();
    expect(await openRoundOf(gateway.services, await unit())).toMatchObject({ round: 3, opened: true });
  });

  it('warns of nothing when the body that is marked once was never accepted', async () => {
    gateway.receiver.answer = (position) =>
      position === 1
        ? { kind: 'accepted', httpStatus: 200 }
        : { kind: 'refused', httpStatus: 404, answer: 'gone', forGood: true };
    expect(await gateway.run()).toEqual(['parked']);
    expect(await openRoundOf(gateway.services, await unit())).toMatchObject({ opened: true, onceAgain: [] });
  });

  it('writes the round into the event of its delivery', async () => {
    await gateway.run();
    await openRoundOf(gateway.services, await unit());
    const { latest } = await unit();
    expect(latest.enqueued.map(({ try: n, detail }) => [n, detail['round'], detail['source']])).toEqual([
      [1, undefined, 'create'],
      [2, 2, 'redeliver'],
    ]);
  });
});
