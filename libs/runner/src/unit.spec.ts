import { taskEvent } from '@userport/contracts';
import { unitEvent } from './unit';

const unit = { jobId: 'job', entityId: 'entity', taskName: 'probe', generation: 2, fingerprint: 'f' };

describe('unitEvent', () => {
  it('tells an event of the unit at the given moment, with an empty detail', () => {
    expect(unitEvent(unit, 'delivered', 1_700_000_000_000)).toEqual({
      ...unit,
      kind: 'delivered',
      at: new Date('2023-11-14T22:13:20.000Z'),
      eventId: taskEvent({ ...unit, kind: 'delivered', at: new Date(0) }).eventId,
      detail: {},
    });
  });

  it('puts it where it stands in the life of the unit', () => {
    const place = { epoch: 3, round: 1, position: 4, try: 5, token: 'a', detail: { why: 'x' } };
    expect(unitEvent(unit, 'page_refused', 0, place)).toMatchObject(place);
  });

  it('takes the key, the task and the generation alone from what is given as a unit', () => {
    const more = { ...unit, budgetUsd: 4, epoch: 9 };
    expect(unitEvent(more, 'settled', 0)).not.toHaveProperty('budgetUsd');
    expect(unitEvent(more, 'settled', 0).epoch).toBeUndefined();
  });
});
