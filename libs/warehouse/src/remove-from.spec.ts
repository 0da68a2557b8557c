import { RetryableError } from '@userport/errors';
import { openRemoveFrom } from './remove-from';
import type { RowOf } from './tables';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.UTC(2026, 10, 23);
const BUFFER_MS = 90 * MINUTE_MS;

const part = (storedAtMs: number): RowOf<'task_payloads'> => ({
  ...{ payload_hash: 'h', part: 1, parts: 1, bytes: Buffer.from('x'), sha256: 's' },
  stored_at: new Date(storedAtMs),
});
const place = { table: 'task_payloads', where: { payload_hash: 'h' }, time: 'stored_at' } as const;

/** An engine that does not let go what was written in the last ninety minutes. */
async function openBuffered(...storedAtMs: number[]) {
  const memory = openMemoryWarehouse({ now: () => START });
  await memory.append('task_payloads', storedAtMs.map(part));
  const remove: Warehouse['remove'] = async (table, where) => {
    const { before } = { before: undefined, ...(where as { stored_at?: { before?: Date } }).stored_at };
    if (before === undefined || before.getTime() > START - BUFFER_MS)
      throw new RetryableError('Still in the buffer.', { code: 'streaming_buffer', retryAfterMs: BUFFER_MS });
    return memory.remove(table, where);
  };
  return openRemoveFrom({ find: memory.find, remove }, { now: () => START, rawExpiryDays: 90 });
}

describe('openRemoveFrom', () => {
  it('removes everything where the engine takes it', async () => {
    const memory = openMemoryWarehouse({ now: () => START });
    await memory.append('task_payloads', [part(START - 5), part(START - DAY_MS)]);
    const removeFrom = openRemoveFrom(memory, { now: () => START, rawExpiryDays: 90 });
    expect(await removeFrom(place)).toEqual({ table: 'task_payloads', removed: 2, left: 0 });
  });

  it('removes what is old enough, and says when the rest goes: on asking again, and by itself', async () => {
    const removeFrom = await openBuffered(START - DAY_MS, START - 10 * MINUTE_MS);
    expect(await removeFrom(place)).toEqual({
      ...{ table: 'task_payloads', removed: 1, left: 1 },
      againAt: new Date(START + 80 * MINUTE_MS),
      expiresAt: new Date(START - 10 * MINUTE_MS + 90 * DAY_MS),
    });
  });

  it('lets other trouble through', async () => {
    const memory = openMemoryWarehouse({ now: () => START });
    const away = new RetryableError('away', { code: 'storage' });
    const remove = () => Promise.reject(away);
    const removeFrom = openRemoveFrom({ find: memory.find, remove }, { now: () => START, rawExpiryDays: 90 });
    await expect(removeFrom(place)).rejects.toBe(away);
  });
});
