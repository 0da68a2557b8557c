import { taskContracts } from '@userport/contracts';
import { columnJob, itemsIn, leadsJob } from './jobs';
import { leadsContract } from './leads-task';

describe('jobs under proof', () => {
  it('are requests that their contracts take, each for one unit of work', () => {
    for (const { taskName, payload, entityId } of [columnJob(3), leadsJob(4)]) {
      const contract = taskContracts[taskName] ?? leadsContract;
      const read = contract.payload.parse(payload) as never;
      expect(contract.entities(read).map((entity) => entity.entityId)).toEqual([entityId]);
    }
  });

  it('differ by their number in all that a receiver keeps', () => {
    const [first, second] = [columnJob(1), columnJob(2)];
    expect(first.items.filter((item) => second.items.includes(item))).toEqual([]);
    expect(first.startsNext).not.toBe(second.startsNext);
    expect(leadsJob(1).items.filter((item) => leadsJob(2).items.includes(item))).toEqual([]);
  });
});

describe('itemsIn', () => {
  it('names cells and leads, and nothing in progress', () => {
    const values = [{ column_id: 'c', entity_id: 'e' }];
    expect(itemsIn({ processed_data: { values } })).toEqual(['c/e']);
    expect(itemsIn({ processed_data: { structured_leads: [{ id: 'l' }] } })).toEqual(['l']);
    expect(itemsIn({ processed_data: { stage: 'initialization' } })).toEqual([]);
    expect(itemsIn(undefined)).toEqual([]);
  });
});
