import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { type Bought, eachOf, oneOf } from './each-of';
import { keptQuery } from './kept-query';
import { openKit } from './provider-kit.suite';

describe('several things of one kind', () => {
  const kit = () => {
    const { parts, call, lines } = openKit({});
    const asked: (readonly string[])[] = [];
    const things = (answer: (key: string) => Bought<string>) => ({
      cache: parts.cache,
      queryOf: (key: string) =>
        keptQuery(
          {
            vendor: 'v',
            method: 'm',
            schemaVersion: 1,
            request: { thing: key },
            schema: z.string(),
            maxAgeMs: 1e6,
          },
          call(),
        ),
      buy: async (missing: readonly string[]) => {
        asked.push(missing);
        return missing.map(answer);
      },
    });
    return { asked, things, lines };
  };
  const found = (key: string): Bought<string> => ({
    loaded: { answer: `the ${key}`, kept: `the ${key}`, costUsd: 1 },
  });
  const gone = new TerminalError('gone', { code: 'not_found' });

  it('asks for all that are missing together, each once', async () => {
    const { asked, things } = kit();
    const each = await eachOf({ ...things(found), keys: ['a', 'b', 'a'] });
    expect([...each]).toEqual([
      ['a', { value: 'the a' }],
      ['b', { value: 'the b' }],
    ]);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('asks only for those that are not kept', async () => {
    const { asked, things, lines } = kit();
    await eachOf({ ...things(found), keys: ['a', 'b'] });
    await eachOf({ ...things(found), keys: ['a', 'c', 'b'] });
    expect(asked).toEqual([['a', 'b'], ['c']]);
    expect(lines.filter(({ cached }) => cached === true)).toHaveLength(2);
  });

  it('leaves the others alone when one fails', async () => {
    const { things } = kit();
    const each = await eachOf({
      ...things((key) => (key === 'b' ? { error: gone } : found(key))),
      keys: ['a', 'b'],
    });
    expect([...each.values()]).toEqual([{ value: 'the a' }, { error: gone }]);
  });

  it('throws what failed for all: the call, and not one of them', async () => {
    const { things } = kit();
    const busy = new RetryableError('busy');
    const all = { ...things(found), buy: () => Promise.reject(busy), keys: ['a', 'b'] };
    await expect(eachOf(all)).rejects.toBe(busy);
  });

  it('tells apart what failed for each in its own way', async () => {
    const { things } = kit();
    const each = await eachOf({
      ...things(() => ({ error: new TerminalError('gone', { code: 'not_found' }) })),
      keys: ['a', 'b'],
    });
    expect([...each.values()].map((one) => 'error' in one && one.error.code)).toEqual([
      'not_found',
      'not_found',
    ]);
  });

  it('throws a fault of ours, whatever else came of it', async () => {
    const { things } = kit();
    const bug = { ...things(found), buy: () => Promise.reject(new RangeError('bug')), keys: ['a'] };
    await expect(eachOf(bug)).rejects.toThrow('bug');
  });

  it('answers nothing for nothing', async () => {
    const { asked, things } = kit();
    expect(await eachOf({ ...things(found), keys: [] })).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  it('gives the one thing, or throws its error', async () => {
    const { things } = kit();
    expect(await oneOf({ ...things(found), key: 'a' })).toBe('the a');
    await expect(oneOf({ ...things(() => ({ error: gone })), key: 'b' })).rejects.toBe(gone);
  });
});
