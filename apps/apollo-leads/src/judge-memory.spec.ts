import { scriptedModel } from '@userport/ai/testing';
import type { Cache, SharedFact } from '@userport/cache';
import type { Bill, JsonObject, PlannedCall, SettledCall } from '@userport/contracts';
import { type Judgement, makeRubric } from '@userport/lead-score';
import { criterion, emptyProposal, leadFacts } from '@userport/lead-score/testing';
import { openMemory } from './judge-memory';
import type { JudgeUnit } from './judge-units';
import { memoryCache, NOW_MS } from './testing';

const DAY_MS = 24 * 60 * 60 * 1000;
const { rubric } = makeRubric([{ persona: 'buyer', roles: ['VP Operations'] }], emptyProposal);
const unit = (key: string): JudgeUnit => ({
  key,
  criteria: [criterion({ id: 'signal_1' })],
  fields: ['about'],
  facts: leadFacts({ id: key }),
});
const judged = (answer: Judgement['answer']) => ({
  signal_1: { answer, by: 'model', field: null, words: null, note: null } as const,
});

/** A memory over a cache, with what it looked up and what it put on the bill. */
function opened(kept = new Map<string, unknown>(), more: Partial<Cache> = {}) {
  const cache = { ...memoryCache(kept), ...more };
  const lines: (PlannedCall & SettledCall)[] = [];
  const looked: JsonObject[] = [];
  const bill: Bill = {
    reserve: async (planned) => ({
      settle: (settled) => void lines.push({ ...planned, ...settled }),
      release: () => undefined,
    }),
  };
  const memory = openMemory({
    rubric,
    model: scriptedModel([]),
    cache: {
      ...cache,
      recall: (identity, maxAgeMs, which) => {
        looked.push(identity.request as JsonObject);
        return cache.recall(identity, maxAgeMs, which);
      },
    },
    context: { now: () => NOW_MS, bill },
  });
  return { memory, lines, looked };
}

describe('openMemory', () => {
  it('knows what another job was told, looks for it once, and puts it on the bill at zero', async () => {
    const kept = new Map<string, unknown>();
    await opened(kept).memory.keep(unit('a'), judged('yes'));
    const { memory, lines, looked } = opened(kept);
    await memory.recall([unit('a'), unit('b')], false);
    await memory.recall([unit('a'), unit('b')], false);
    expect([...memory.known]).toEqual([['a', judged('yes')]]);
    expect(looked).toHaveLength(2);
    expect(lines).toEqual([
      {
        ...{ vendor: 'openai', operation: 'lead_judgements', model: 'gpt-6.1-terra', estimateUsd: 0 },
        ...{ units: { judgements: 1 }, costUsd: 0, cached: true },
      },
    ]);
  });

  it('serves under no other rubric, model or facts', async () => {
    const kept = new Map<string, unknown>();
    await opened(kept).memory.keep(unit('a'), judged('yes'));
    const { memory, looked } = opened(kept);
    await memory.recall([unit('b')], false);
    expect(memory.known.size).toBe(0);
    expect(looked).toEqual([{ rubric: memory.rubricHash, facts: 'b', model: 'gpt-6.1-terra' }]);
  });

  it('compares what this job was told with what counts at its next look-up, and at the last one in any case', async () => {
    const kept = new Map<string, unknown>();
    const { memory, looked, lines } = opened(kept);
    await opened(kept).memory.keep(unit('a'), judged('no'));
    memory.tell(unit('a'), judged('yes'));
    await memory.recall([], false);
    expect([looked.length, memory.known.get('a')]).toEqual([0, judged('yes')]);
    await memory.recall([], true);
    expect([looked.length, memory.known.get('a')]).toEqual([1, judged('no')]);
    await memory.recall([], true);
    expect([looked.length, lines.length]).toEqual([1, 0]);
  });

  it.each([
    [14.9, 0],
    [15.1, 1],
  ])('keeps a judgement of %d days anew %d times, so that one which is used stands', async (days, times) => {
    const remembered: unknown[] = [];
    const fact: SharedFact = { value: judged('yes'), storedAtMs: NOW_MS - days * DAY_MS };
    const { memory } = opened(new Map(), {
      recall: async () => fact,
      remember: async (_identity, value) => void remembered.push(value),
    });
    await memory.recall([unit('a')], false);
    expect(remembered).toEqual(Array.from({ length: times }, () => judged('yes')));
  });

  it('knows nothing of what has another form', async () => {
    const { memory, lines } = opened(new Map(), {
      recall: async () => ({ value: { signal_1: 'yes' }, storedAtMs: NOW_MS }),
    });
    await memory.recall([unit('a')], false);
    expect([memory.known.size, lines.length]).toEqual([0, 0]);
  });
});
