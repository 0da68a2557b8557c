import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { z } from 'zod';
import { openKit } from '../provider-kit.suite';
import { type ApolloQuestion, openRequests } from './requests';

const answer = z.object({ ids: z.array(z.union([z.string(), z.number()])) });
type Answer = z.infer<typeof answer>;

const question = (more: Partial<ApolloQuestion<Answer>> = {}): ApolloQuestion<Answer> => ({
  endpoint: 'people_search',
  schema: answer,
  mostCredits: 0,
  creditsOf: () => 0,
  ...more,
});

describe('openRequests', () => {
  let server: ReplayServer;
  beforeEach(async () => {
    server = await startReplayServer(
      ['/mixed_people/api_search', '/people/bulk_match'].map((path) => ({
        path,
        answers: [{ body: '{"ids": [7300000000000000001, 12]}' }],
      })),
    );
  });
  afterEach(() => server.close());

  const open = (instances = 1) => {
    const kit = openKit({ APOLLO_API_KEY: 'k', APOLLO_BASE_URL: server.url });
    const at: number[] = [];
    const fetch = async (): Promise<Response> => {
      at.push(kit.clock.now());
      return Response.json({ ids: [] });
    };
    const http = { ...kit.parts.http, fetch };
    return { kit, at, gated: openRequests({ ...kit.parts, instances, http }) };
  };

  it('loses no digit of an id', async () => {
    const { kit } = open();
    const { answer: told } = await openRequests(kit.parts).buy(question(), kit.call());
    expect(told).toEqual({ ids: ['7300000000000000001', 12] });
  });

  it('books credits where they are told, and says that it does not know where they are not', async () => {
    const { kit } = open();
    const { buy } = openRequests(kit.parts);
    const match = question({ endpoint: 'bulk_match', mostCredits: 10 });
    expect((await buy({ ...match, creditsOf: () => 3 }, kit.call())).costUsd).toBe(0.0588);
    expect((await buy({ ...match, creditsOf: () => undefined }, kit.call())).costUsd).toBeNull();
    expect(kit.lines).toMatchObject([
      { estimateUsd: 0.196, units: { credits: 3 }, costUsd: 0.0588 },
      { estimateUsd: 0.196, units: {}, costUsd: null },
    ]);
  });

  it('waits for the next minute when 200 searches are made', async () => {
    const { kit, at, gated } = open();
    const begun = kit.clock.now();
    await Promise.all(Array.from({ length: 200 }, () => gated.buy(question(), kit.call())));
    await gated.buy(question(), kit.call());
    expect([new Set(at.slice(0, 200)), at[200]]).toEqual([new Set([begun]), begun + 60_000]);
  });

  it('gives up for as long as the hour takes when its searches are made', async () => {
    // A two-hundredth of what is allowed: one a minute, thirty an hour.
    const { kit, at, gated } = open(200);
    for (let made = 0; made < 30; made += 1) await gated.buy(question(), kit.call());
    expect((at[29] ?? 0) - (at[0] ?? 0)).toBe(29 * 60_000);
    await expect(gated.buy(question(), kit.call())).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'rate_limited',
      retryAfterMs: 31 * 60_000,
    });
    expect(kit.lines.map(({ end }) => end)).toEqual([...Array<string>(30).fill('settled'), 'released']);
  });

  it('counts each endpoint for itself', async () => {
    const { kit, gated, at } = open(1_000);
    await gated.buy(question(), kit.call());
    await gated.buy(question({ endpoint: 'organization_search' }), kit.call());
    await gated.buy(question({ endpoint: 'bulk_match' }), kit.call());
    expect(new Set(at).size).toBe(1);
  });
});
