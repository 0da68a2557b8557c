import { allRows } from './all-rows';
import { eventRow, fresh } from './suite/sample-rows';
import { openMemoryWarehouse } from './testing';
import type { Find } from './warehouse';

const setUp = async (count: number, limit: number) => {
  const warehouse = openMemoryWarehouse({ now: () => 0 });
  const key_hash = fresh('key');
  await warehouse.append(
    'task_events',
    Array.from({ length: count }, (_, index) => eventRow({ key_hash, event_id: `e${index}` })),
  );
  const find: Find<'task_events'> = {
    table: 'task_events',
    where: { key_hash },
    orderBy: [{ column: 'at' }, { column: 'event_id' }],
    limit,
  };
  const asked = jest.spyOn(warehouse, 'find');
  const first = (await warehouse.find(find)).rows[0];
  const rows = await allRows(warehouse, find, first);
  return { requests: asked.mock.calls.length, ids: rows.map(({ event_id }) => event_id).join() };
};

describe('allRows', () => {
  it('asks no more when the first request was not full', async () => {
    expect(await setUp(2, 3)).toEqual({ requests: 1, ids: 'e0,e1' });
  });

  it('asks on in order until a request is not full', async () => {
    expect(await setUp(5, 2)).toEqual({ requests: 3, ids: 'e0,e1,e2,e3,e4' });
  });

  it('asks once more when the last request was just full', async () => {
    expect(await setUp(4, 2)).toEqual({ requests: 3, ids: 'e0,e1,e2,e3' });
  });
});
