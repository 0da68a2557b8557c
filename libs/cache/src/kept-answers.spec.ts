import { RetryableError } from '@userport/errors';
import { type CacheStore, type KeptAnswer, openCacheStore } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { openKeptAnswers } from './kept-answers';

const HOUR_MS = 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 23);

describe('openKeptAnswers', () => {
  let nowMs: number;
  let said: unknown[][];
  const log = { warn: (...line: unknown[]) => void said.push(line) };
  const about = { vendor: 'jina', scope: 'shared' };

  beforeEach(() => {
    nowMs = START;
    said = [];
  });

  const open = (broken: Partial<CacheStore> = {}) => {
    const now = () => nowMs;
    const store = openCacheStore(openMemoryWarehouse({ now }), 'api_request_cache', { now });
    const counts = { reads: 0, keeps: 0, cleanings: 0 };
    const counted: CacheStore = {
      read: (keys, notBefore) => {
        counts.reads += 1;
        return (broken.read ?? store.read)(keys, notBefore);
      },
      keep: (answers) => {
        counts.keeps += 1;
        return (broken.keep ?? store.keep)(answers);
      },
      removeExpired: () => {
        counts.cleanings += 1;
        return (broken.removeExpired ?? store.removeExpired)();
      },
    };
    return { counts, answers: openKeptAnswers(counted, log, now) };
  };

  it('reads what was kept, with its cost and time', async () => {
    const { answers } = open();
    await answers.keep({ ...about, key: 'a', value: { text: 'A' }, costUsd: 0.01 });
    nowMs += 1000;
    expect(await answers.read('a', 2000)).toEqual({ value: { text: 'A' }, costUsd: 0.01, storedAtMs: START });
  });

  it('reads the look-ups of one turn together, each by its own age', async () => {
    const { answers, counts } = open();
    await answers.keep({ ...about, key: 'a', value: 1, costUsd: null });
    nowMs += 1000;
    const found = await Promise.all([
      answers.read('a', 999),
      answers.read('a', 1000),
      answers.read('b', 9e9),
    ]);
    expect(found.map((kept) => kept?.value)).toEqual([undefined, 1, undefined]);
    expect(counts.reads).toBe(1);
  });

  it('lets the call through when the store cannot be read, and says so without the keys', async () => {
    const read = () => Promise.reject(new RetryableError('the store is away'));
    const { answers } = open({ read });
    expect(await Promise.all([answers.read('a', 1), answers.read('b', 1)])).toEqual([undefined, undefined]);
    expect(said).toEqual([
      ['Kept answers cannot be read: the vendors are asked instead.', { error: 'the store is away' }],
    ]);
  });

  it('loses nothing when the store cannot be written, and says so', async () => {
    const { answers } = open({ keep: () => Promise.reject(new RetryableError('the store is full')) });
    await answers.keep({ ...about, key: 'a', value: 1, costUsd: 0 });
    expect(said).toEqual([
      [
        'Answers cannot be kept: they are used and asked for again the next time.',
        { error: 'the store is full' },
      ],
    ]);
  });

  it.each([null, 'text', { value: 1 }, { value: 1, cost_usd: 'much' }])(
    'takes a row of another form, %j, for none',
    async (answer) => {
      const rows = new Map([['a', { answer, storedAt: new Date(START) }]]);
      expect(await open({ read: async () => rows }).answers.read('a', HOUR_MS)).toBeUndefined();
    },
  );

  it('removes expired rows once an hour, after writing', async () => {
    const { answers, counts } = open();
    const keep = () => answers.keep({ ...about, key: 'a', value: 1, costUsd: 0 });
    await keep();
    await keep();
    expect(counts.cleanings).toBe(1);
    nowMs += HOUR_MS;
    await keep();
    expect(counts.cleanings).toBe(2);
  });

  it('goes on when expired rows cannot be removed', async () => {
    const removeExpired = () => Promise.reject(new RetryableError('busy'));
    const { answers } = open({ removeExpired });
    await answers.keep({ ...about, key: 'a', value: 1, costUsd: 0 });
    expect(await answers.read('a', HOUR_MS)).toMatchObject({ value: 1 });
    expect(said).toHaveLength(1);
  });

  it('gathers what comes while it writes into one further write', async () => {
    const written: (readonly KeptAnswer[])[] = [];
    const { answers } = open({ keep: async (rows) => void written.push(rows) });
    const keep = (key: string) => answers.keep({ ...about, key, value: 1, costUsd: 0 });
    await Promise.all(['a', 'b', 'c', 'd'].map(keep));
    expect(written.map((rows) => rows.length)).toEqual([4]);
  });
});
