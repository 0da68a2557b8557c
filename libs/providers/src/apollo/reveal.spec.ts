import type { Bill } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openRequests } from './requests';
import { openReveal } from './reveal';

const told = (ids: readonly (string | null)[], credits: number | null = ids.length): ReplayAnswer => ({
  json: {
    status: 'success',
    credits_consumed: credits,
    matches: ids.map((id) => (id === null ? null : { id, first_name: id.toUpperCase() })),
  },
});

describe('openReveal', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  let answers: ReplayAnswer[];
  beforeEach(async () => {
    answers = [];
    const take = () => answers.shift() ?? { status: 501 };
    server = await startReplayServer([{ path: '/people/bulk_match', answers: take }]);
    kit = openKit({ APOLLO_API_KEY: 'k', APOLLO_BASE_URL: server.url });
  });
  afterEach(() => server.close());

  const reveal = async (ids: readonly string[], bill?: Bill) => {
    const outcomes = await openReveal(kit.parts.cache, openRequests(kit.parts))(
      ids,
      kit.call(bill && { bill }),
    );
    return outcomes.map((one) => [one.id, 'error' in one ? one.error.code : (one.person?.firstName ?? null)]);
  };

  it.each<[string, readonly (string | null)[], unknown]>([
    ['in their order', ['a', 'b', 'c'], ['A', 'B', 'C']],
    ['in another order', ['c', 'a', 'b'], ['A', 'B', 'C']],
    ['with null for a miss', ['a', null, 'c'], ['A', null, 'C']],
    ['with misses left out', ['c', 'a'], ['A', null, 'C']],
    ['with none', [], [null, null, null]],
    ['with somebody else in a place', ['a', 'x', 'c'], ['A', 'other_person', 'C']],
    ['with somebody else, and one left out', ['a', 'x'], ['A', 'other_person', 'other_person']],
  ])('reads matches %s', async (_how, matches, expected) => {
    answers = [told(matches)];
    expect((await reveal(['a', 'b', 'c'])).map(([, name]) => name)).toEqual(expected);
  });

  it('lets those be who were revealed when other calls fail', async () => {
    const ids = Array.from({ length: 11 }, (_, index) => `p${index}`);
    answers = [told(ids.slice(0, 10)), { status: 422, json: { error: 'no' } }];
    const outcomes = await reveal(ids);
    expect(outcomes.filter(([, name]) => name === 'vendor_refused')).toHaveLength(1);
    expect(outcomes.filter(([id, name]) => name === id?.toUpperCase())).toHaveLength(10);
  });

  it('delivers what was bought when the budget ends in the middle', async () => {
    const ids = Array.from({ length: 21 }, (_, index) => `p${index}`);
    answers = [told(ids.slice(0, 10))];
    let reserved = 0;
    const bill: Bill = {
      reserve: async () => {
        reserved += 1;
        if (reserved === 1) return { settle: () => undefined, release: () => undefined };
        throw new TerminalError('No budget is left.', { code: 'budget_exhausted' });
      },
    };
    const names = (await reveal(ids, bill)).map(([, name]) => name);
    expect(names.slice(0, 10)).toEqual(ids.slice(0, 10).map((id) => id.toUpperCase()));
    expect(new Set(names.slice(10))).toEqual(new Set(['budget_exhausted']));
    expect(server.requests).toHaveLength(1);
  });

  it('throws what failed for all', async () => {
    answers = [{ status: 401, body: 'Invalid API key' }];
    await expect(reveal(['a', 'b'])).rejects.toMatchObject({ code: 'vendor_unauthorized' });
  });

  it('remembers of each person their part of the price, and nothing of a miss', async () => {
    answers = [told(['a', 'b', null], 2)];
    await reveal(['a', 'b', 'c']);
    await reveal(['a', 'b', 'c']);
    expect(kit.lines.slice(1)).toMatchObject([
      { units: { saved_usd: 0.0196 }, costUsd: 0 },
      { units: { saved_usd: 0.0196 }, costUsd: 0 },
      { units: { saved_usd: 0 }, costUsd: 0 },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('does not know the price when the answer does not tell it', async () => {
    answers = [told(['a'], null)];
    await reveal(['a']);
    expect(kit.lines).toMatchObject([{ units: {}, costUsd: null }]);
  });
});
