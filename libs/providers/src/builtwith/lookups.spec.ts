import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openLookups } from './lookups';

describe('openLookups', () => {
  let server: ReplayServer;
  let answer: (domains: readonly string[]) => ReplayAnswer;
  let kit: ProviderKit;
  beforeEach(async () => {
    server = await startReplayServer([
      {
        path: '/v23/api.json',
        answers: ({ query }) => answer((query.get('LOOKUP') ?? '').split(',')),
      },
    ]);
    kit = openKit({ BUILTWITH_API_KEY: 'k', BUILTWITH_BASE_URL: server.url });
  });
  afterEach(() => server.close());

  const lookUp = (...domains: string[]) => openLookups(kit.parts).lookUp(domains, kit.call());
  const known = (domains: readonly string[]): ReplayAnswer => ({
    json: { Results: domains.map((Lookup) => ({ Lookup })), Errors: [] },
  });
  const sizes = () => server.requests.map(({ query }) => query.get('LOOKUP')?.split(',').length);

  it('asks for sixteen at a time', async () => {
    answer = known;
    const domains = Array.from({ length: 40 }, (_, index) => `d${index}.example`);
    const found = await lookUp(...domains);
    expect(found.map((one) => 'facts' in one && one.facts.domain)).toEqual(domains);
    expect(sizes()).toEqual([16, 16, 8]);
  });

  it('finds results by their name, in any order, with or without www', async () => {
    answer = () => known(['WWW.b.example', 'a.example']);
    const found = await lookUp('a.example', 'b.example', 'c.example');
    expect(found.map((one) => 'facts' in one && one.facts.isKnown)).toEqual([true, true, false]);
  });

  it('takes a lone result for the lone domain, although it redirects elsewhere', async () => {
    answer = () => known(['moved.example']);
    expect(await lookUp('a.example')).toMatchObject([{ facts: { domain: 'a.example', isKnown: true } }]);
  });

  it('fails the domain that is refused by name, and charges the others', async () => {
    answer = () => ({
      json: { Results: [{ Lookup: 'a.example' }], Errors: [{ Code: -8, Message: 'x', Lookup: 'b.example' }] },
    });
    const found = await lookUp('a.example', 'b.example');
    expect(found).toMatchObject([{ facts: { isKnown: true } }, { error: { code: 'lookup_refused' } }]);
    expect(kit.lines).toMatchObject([{ units: { credits: 1 }, costUsd: 0.00995 }]);
  });

  it('asks for each alone when one spoils the request without being named', async () => {
    answer = (domains) =>
      domains.includes('bad.example')
        ? { json: { Results: [], Errors: [{ Code: -8, Message: 'x' }] } }
        : known(domains);
    const found = await lookUp('a.example', 'bad.example', 'c.example');
    expect(found.map((one) => ('facts' in one ? one.facts.isKnown : one.error.code))).toEqual([
      true,
      'lookup_refused',
      true,
    ]);
    expect(sizes()).toEqual([3, 1, 1, 1]);
    expect(kit.lines.map(({ costUsd }) => costUsd).sort()).toEqual([0, 0, 0.00995, 0.00995]);
  });

  it('fails a request as a whole and the other requests not', async () => {
    answer = (domains) => (domains.includes('d0.example') ? { status: 401 } : known(domains));
    const found = await lookUp(...Array.from({ length: 17 }, (_, index) => `d${index}.example`));
    expect(found.filter((one) => 'error' in one)).toHaveLength(16);
    expect(found[16]).toMatchObject({ facts: { isKnown: true } });
  });

  it('makes at most ten calls a second', async () => {
    answer = known;
    const lookups = openLookups(kit.parts);
    for (let index = 0; index < 11; index += 1) await lookups.lookUp([`d${index}.example`], kit.call());
    expect(kit.clock.sleeps).toEqual([1000]);
  });
});
