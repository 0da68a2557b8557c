import { RetryableError } from '@userport/errors';
import { openCacheStore } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import fc from 'fast-check';
import { z } from 'zod';
import type { RequestIdentity } from './cache-key';
import { openCache } from './cached';

const START_MS = Date.UTC(2026, 10, 23);
const HOUR_MS = 60 * 60 * 1000;

const question = { prompt: 'a', model: 'm', temperature: 0, thinking: 'low', schema: { type: 'object' } };
const base: RequestIdentity = {
  vendor: 'gemini',
  method: 'object',
  schemaVersion: 1,
  scope: 'shared',
  request: question,
};

/** Requests that differ from the first in one thing each. */
const requests: readonly RequestIdentity[] = [
  base,
  { ...base, vendor: 'openai' },
  { ...base, method: 'text' },
  { ...base, schemaVersion: 2 },
  { ...base, scope: 'tenant:1' },
  ...Object.keys(question).map((field) => ({ ...base, request: { ...question, [field]: 'other' } })),
];

/** What the vendor does when it is asked: a whole answer, one that must not serve again, or a failure. */
const outcomes = ['whole', 'partial', 'failure'] as const;

const asking = fc.record({
  request: fc.nat(requests.length - 1),
  outcome: fc.constantFrom(...outcomes),
  maxAgeMs: fc.constantFrom(HOUR_MS, 24 * HOUR_MS),
  fresh: fc.boolean(),
  /** Time that passes before it. */
  waitMs: fc.constantFrom(1, HOUR_MS / 2, HOUR_MS, 12 * HOUR_MS),
});

describe('a kept answer', () => {
  it('serves the same request alone, while it is young enough, and was a whole answer (I19)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asking, { maxLength: 40 }), async (all) => {
        let nowMs = START_MS;
        let asked = 0;
        const now = () => nowMs;
        const store = openCacheStore(openMemoryWarehouse({ now }), 'ai_prompt_cache', { now });
        const cache = openCache({ store, now, log: { warn: () => undefined } });
        const bill = { reserve: async () => ({ settle: () => undefined, release: () => undefined }) };
        const kept = new Map<number, { readonly answer: number; readonly atMs: number }>();

        for (const { request, outcome, maxAgeMs, fresh, waitMs } of all) {
          nowMs += waitMs;
          const known = kept.get(request);
          const serves = !fresh && known !== undefined && nowMs - known.atMs <= maxAgeMs;
          const before = asked;
          const got = await cache
            .cached(
              {
                identity: requests[request] as RequestIdentity,
                maxAgeMs,
                fresh,
                parse: (value) => z.number().parse(value),
                operation: 'ask',
                bill,
                signal: new AbortController().signal,
              },
              async () => {
                asked += 1;
                if (outcome === 'failure') throw new RetryableError('cut off', { code: 'answer_cut' });
                return { answer: asked, kept: outcome === 'whole' ? asked : undefined, costUsd: 0.01 };
              },
            )
            .catch(() => 'failure' as const);
          const anew = outcome === 'failure' ? 'failure' : before + 1;
          expect([got, asked - before]).toEqual(serves ? [known.answer, 0] : [anew, 1]);
          if (!serves && outcome === 'whole') kept.set(request, { answer: asked, atMs: nowMs });
        }
      }),
      { numRuns: 60 },
    );
  });
});
