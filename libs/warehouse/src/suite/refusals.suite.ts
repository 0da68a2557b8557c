import type { AnyFind, Find } from '../warehouse';
import { eventRow, type EventRow, eventsOf, fresh, type Suite, usageRow } from './sample-rows';

/** What is wrong is refused, what is closed stays closed. */
export const describeRefusals = ({ warehouse, open }: Suite) => {
  const wrongRows: [string, Partial<Record<keyof EventRow, unknown>>][] = [
    ['no value for a required column', { kind: null }],
    ['a number as text', { kind: 5 }],
    ['half a surrogate pair', { job_id: 'x\uD800' }],
    ['an integer beyond 2^53', { epoch: 2 ** 53 }],
    ['a fraction as integer', { generation: 1.5 }],
    ['an invalid date', { at: new Date(Number.NaN) }],
    ['a bigint inside JSON', { detail: { count: 5n } }],
  ];

  it.each(wrongRows)('refuses a row with %s and stores nothing of its append', async (_what, wrong) => {
    const key_hash = fresh('key');
    const rows = [eventRow({ key_hash }), { ...eventRow({ key_hash }), ...wrong } as EventRow];
    await expect(warehouse().append('task_events', rows)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'row_invalid',
      message: expect.stringContaining(`column ${Object.keys(wrong)[0]}`) as string,
    });
    const found = await warehouse().find(eventsOf(key_hash));
    expect(found.rows[0]).toEqual([]);
  });

  it('refuses numbers that are not finite', async () => {
    const row = usageRow({ key_hash: fresh('key'), cost_usd: Number.NaN });
    await expect(warehouse().append('provider_usage', [row])).rejects.toMatchObject({ code: 'row_invalid' });
  });

  const wrongFinds: [string, Partial<Record<keyof Find<'task_events'>, unknown>>][] = [
    ['a column that the table lacks', { where: { colour: 'red' } }],
    ['a bound of another type', { where: { generation: 'one' } }],
    ['a search by JSON text', { where: { detail: '{}' } }],
    ['an empty range', { where: { at: {} } }],
    ['a field of a column that is no JSON', { fields: { kind: { a: 'b' } } }],
    ['no limit', { limit: 0 }],
    ['a keyset without order', { after: ['x'] }],
    ['a keyset over a column that may be empty', { orderBy: [{ column: 'round' }], after: [1] }],
  ];

  it.each(wrongFinds)('refuses %s', async (_what, wrong) => {
    const find = { table: 'task_events', where: {}, limit: 1, ...wrong } as AnyFind;
    await expect(warehouse().find(find)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'find_invalid',
    });
  });

  it('makes its tables a second time without touching what is in them', async () => {
    const key_hash = fresh('key');
    await warehouse().append('task_events', [eventRow({ key_hash })]);
    await warehouse().ensureTables();
    const { rows } = await warehouse().find(eventsOf(key_hash));
    expect(rows[0]).toHaveLength(1);
  });

  it('asks to come again elsewhere once it is closed', async () => {
    const other = await open();
    await other.ensureTables();
    await other.close();
    await other.close();
    const closed = { name: 'RetryableError', code: 'warehouse_closed' };
    await expect(other.find(eventsOf('none'))).rejects.toMatchObject(closed);
    await expect(other.append('task_events', [eventRow({ key_hash: 'none' })])).rejects.toMatchObject(closed);
    await expect(other.putIfAbsent('name', 'token', {})).rejects.toMatchObject(closed);
  });
};
