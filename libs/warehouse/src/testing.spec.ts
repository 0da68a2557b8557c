import { eventRow, eventsOf } from './suite/sample-rows';
import { openMemoryWarehouse } from './testing';
import { describeWarehouse } from './warehouse.suite';

describeWarehouse('memory', async () => openMemoryWarehouse({ now: Date.now }));

describe('openMemoryWarehouse', () => {
  it('tells the time that it is given', async () => {
    let nowMs = 1000;
    const warehouse = openMemoryWarehouse({ now: () => nowMs });
    const { at } = await warehouse.putIfAbsent('name', 'token', {});
    nowMs = 2000;
    expect([at, (await warehouse.find(eventsOf('none'))).now]).toEqual([new Date(1000), new Date(2000)]);
  });

  it('cannot know whether a holder is gone, unless it is told who holds the store', async () => {
    const unknown = openMemoryWarehouse({ now: () => 0 });
    await unknown.putIfAbsent('name', 'token', {});
    expect((await unknown.holderOf('name'))?.holderGone).toBe(false);

    let word = 'first';
    const known = openMemoryWarehouse({ now: () => 0, incarnation: () => word });
    await known.putIfAbsent('name', 'token', {});
    expect((await known.holderOf('name'))?.holderGone).toBe(false);
    word = 'second';
    expect((await known.holderOf('name'))?.holderGone).toBe(true);
  });

  it('keeps what it was given apart from what the caller does with it later', async () => {
    const warehouse = openMemoryWarehouse({ now: () => 0 });
    const detail = { list: [1] };
    await warehouse.append('task_events', [eventRow({ key_hash: 'key', detail })]);
    detail.list.push(2);
    const read = async () => (await warehouse.find(eventsOf('key'))).rows[0][0]?.detail as { list: number[] };
    expect(await read()).toEqual({ list: [1] });
    const given = await read();
    expect(() => given.list.push(3)).toThrow(TypeError);
  });
});
