import { canonicalJson, sha256Base32, taskEvent } from '@userport/contracts';
import { openStores } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { readStoredJob } from './stored-job';

const at = new Date('2026-11-24T12:00:00Z');
const key = { jobId: 'job-1', entityId: 'account-1' };
const event = { ...key, taskName: 'account_enhancement', generation: 1, at };

describe('readStoredJob', () => {
  it('reads of each unit its request, the bodies of the settler who won, and its raw material', async () => {
    const stores = openStores(openMemoryWarehouse({ now: () => 0 }), {
      now: () => 0,
      randomId: () => 'word',
    });
    const payload = { website: 'quarrystone.example' };
    const hash = sha256Base32(canonicalJson(payload));
    await stores.payloads.put(payload, hash);
    const store = (token: string, text: string) => {
      const bytes = new TextEncoder().encode(text);
      const head = { token, kind: 'success', position: 1, total: 1, once: false, fingerprint: 'f' } as const;
      return stores.jobs.appendBodies(key, 1, [{ ...head, sha256: sha256Base32(bytes), bytes }]);
    };
    await store('loser', '{"status":"failed"}');
    await store('winner', '{"status":"completed"}');
    const material = { step: 'site', source: 'jina', raw: { pages: 1 }, processed: null };
    await stores.jobs.appendRaw(key, 1, material);
    await stores.events.append([
      taskEvent({ ...event, kind: 'requested', detail: { payload_hash: hash } }),
      taskEvent({ ...event, kind: 'settled', token: 'winner', detail: { kind: 'success', total: 1 } }),
    ]);
    expect(await readStoredJob(stores, 'job-1')).toEqual([
      {
        ...key,
        taskName: 'account_enhancement',
        status: 'delivering',
        payload,
        bodies: [{ status: 'completed' }],
        materials: [material],
      },
    ]);
  });

  it('knows nothing of a job that nobody asked for', async () => {
    const stores = openStores(openMemoryWarehouse({ now: () => 0 }), {
      now: () => 0,
      randomId: () => 'word',
    });
    expect(await readStoredJob(stores, 'job-2')).toEqual([]);
  });
});
