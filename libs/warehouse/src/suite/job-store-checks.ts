import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sha256Base32, taskEvent } from '@userport/contracts';
import type { JobStore } from '../job-store';

/** One thing that every store of jobs does; the check rejects when it does not. */
export interface JobStoreCheck {
  readonly what: string;
  readonly check: (store: JobStore) => Promise<void>;
}

const RACERS = 50;
/** A result of 10 MB, in parts that each fit one request to any engine. */
const PARTS = 5;
const PART_BYTES = 2 * 1024 * 1024;

const newKey = () => ({ jobId: `job-${randomUUID()}`, entityId: 'lead-7' });

const eventOf = (key: ReturnType<typeof newKey>, epoch: number) =>
  taskEvent({
    ...key,
    taskName: 'probe',
    kind: 'claimed',
    generation: 1,
    epoch,
    token: 'one',
    at: new Date(0),
  });

function bodyOf(position: number, total: number, bytes: Uint8Array) {
  const head = { token: 'one', kind: 'success' as const, position, total, once: false, fingerprint: 'print' };
  return { ...head, bytes, sha256: sha256Base32(bytes) };
}

const ids = (events: readonly { readonly eventId: string }[]): string[] => [
  ...new Set(events.map(({ eventId }) => eventId)),
];

/** What the runner's promise asks of any store. Keys are fresh, so that one store may serve all checks at once. */
export const jobStoreChecks: readonly JobStoreCheck[] = [
  {
    what: `lets one of ${RACERS} racers have a name and tells the others who it is`,
    async check(store) {
      const name = `claim_${randomUUID()}`;
      const racers = Array.from({ length: RACERS }, (_, index) => `racer-${index}`);
      const holders = await Promise.all(
        racers.map((token) => store.putIfAbsent(name, token, { kind: 'claim' })),
      );
      assert.equal(holders.filter(({ won }) => won).length, 1);
      assert.equal(new Set(holders.map(({ token }) => token)).size, 1);
      assert.equal((await store.holderOf(name))?.token, holders[0]?.token);
    },
  },
  {
    what: 'reads what was written just before',
    async check(store) {
      const key = newKey();
      const body = bodyOf(1, 1, new TextEncoder().encode('{"page":1}'));
      const memo = { step: 'ask', inputHash: 'input', contentHash: 'content', answer: { text: 'kept' } };
      for (let epoch = 1; epoch <= 3; epoch += 1) {
        await store.appendEvents([eventOf(key, epoch)]);
        assert.equal(ids((await store.lookup(key, 1)).events).length, epoch);
      }
      await store.appendBodies(key, 1, [body]);
      await store.appendMemo(key, 1, memo);
      const { bodies, memos } = await store.lookup(key, 1);
      assert.deepEqual(
        bodies.map(({ position, sha256 }) => ({ position, sha256 })),
        [{ position: 1, sha256: body.sha256 }],
      );
      assert.deepEqual(memos, [memo]);
      assert.deepEqual((await store.lookup(key, 2)).memos, []);
    },
  },
  {
    what: 'takes a repeat after an unclear answer for the same thing',
    async check(store) {
      const key = newKey();
      const name = `settle_${randomUUID()}`;
      const first = await store.putIfAbsent(name, 'one', { kind: 'success' });
      assert.deepEqual(await store.putIfAbsent(name, 'one', { kind: 'success' }), first);
      assert.equal((await store.putIfAbsent(name, 'two', { kind: 'failure' })).won, false);
      const bytes = new TextEncoder().encode('{}');
      for (let tries = 0; tries < 2; tries += 1) {
        await store.appendEvents([eventOf(key, 1)]);
        await store.appendBodies(key, 1, [bodyOf(1, 1, bytes)]);
      }
      assert.equal(ids((await store.lookup(key, 1)).events).length, 1);
      assert.equal((await store.readBodies(key, 1, 'one', [1])).length, 1);
    },
  },
  {
    what: 'keeps a result of 10 MB byte by byte, and apart from that of a loser',
    async check(store) {
      const key = newKey();
      const bodies = Array.from({ length: PARTS }, (_, index) =>
        bodyOf(
          index + 1,
          PARTS,
          new Uint8Array(PART_BYTES).map((_zero, at) => (at * 31 + index) % 251),
        ),
      );
      for (const body of bodies) await store.appendBodies(key, 1, [body]);
      await store.appendBodies(key, 1, [{ ...bodyOf(1, 1, new Uint8Array([1])), token: 'loser' }]);
      for (const { position, sha256 } of bodies) {
        const [read] = await store.readBodies(key, 1, 'one', [position]);
        assert.equal(sha256Base32(read?.bytes ?? new Uint8Array()), sha256);
      }
      assert.equal((await store.lookup(key, 1)).bodies.length, PARTS + 1);
    },
  },
];

/** What every engine says of things that it can never take. */
export const engineChecks: readonly JobStoreCheck[] = [
  {
    what: 'refuses for good what no repeat can mend',
    async check(store) {
      const final = { name: 'TerminalError' };
      await assert.rejects(store.putIfAbsent('two words', 'one', {}), final);
      const key = { ...newKey(), entityId: 'half a pair: \uD800' };
      await assert.rejects(store.appendEvents([eventOf(key, 1)]), final);
    },
  },
];
