import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openStop, type Stop } from './stop';

const MINUTE_MS = 60_000;

describe('openStop', () => {
  let kit: ProviderKit;
  /** Another instance on the same warehouse. */
  let open: () => Stop;
  beforeEach(() => {
    kit = openKit({});
    open = () => openStop(kit.parts.cache, kit.clock.now);
  });

  it('lets calls through, also after one refusal', async () => {
    const stop = open();
    await stop.check();
    await stop.refused();
    await expect(stop.check()).resolves.toBeUndefined();
  });

  it('stops at the second refusal within five minutes, for five minutes', async () => {
    const stop = open();
    await stop.refused();
    kit.clock.advance(4 * MINUTE_MS);
    await stop.refused();
    kit.clock.advance(MINUTE_MS);
    await expect(stop.check()).rejects.toMatchObject({
      code: 'vendor_stopped',
      retryAfterMs: 4 * MINUTE_MS,
    });
    await expect(stop.check()).rejects.toThrow('no call is made before 2026-11-23T09:09:00.000Z');
    kit.clock.advance(4 * MINUTE_MS);
    await expect(stop.check()).resolves.toBeUndefined();
  });

  it('does not stop at two refusals that lie further apart', async () => {
    const stop = open();
    await stop.refused();
    kit.clock.advance(5 * MINUTE_MS);
    await stop.refused();
    await expect(stop.check()).resolves.toBeUndefined();
  });

  it('tells other instances by a row, which they read before their first call', async () => {
    const stop = open();
    await stop.refused();
    await stop.refused();
    await expect(open().check()).rejects.toMatchObject({
      code: 'vendor_stopped',
      retryAfterMs: 5 * MINUTE_MS,
    });
    const where = { vendor: 'brightdata' };
    const { rows } = await kit.warehouse.find({ table: 'api_request_cache', where, limit: 9 });
    expect(rows[0].map(({ scope, answer }) => [scope, answer])).toEqual([
      ['shared', { value: { stopped_until: kit.clock.now() + 5 * MINUTE_MS }, cost_usd: 0 }],
    ]);
  });

  it('is seen within half a minute by an instance that is at work', async () => {
    const [working, refused] = [open(), open()];
    await working.check();
    await refused.refused();
    await refused.refused();
    kit.clock.advance(29_000);
    await expect(working.check()).resolves.toBeUndefined();
    kit.clock.advance(1_000);
    await expect(working.check()).rejects.toMatchObject({ code: 'vendor_stopped' });
  });
});
