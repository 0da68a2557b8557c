import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit } from '../provider-kit.suite';
import person from './fixtures/person.json';
import { type Dialect, openProfiles } from './profiles';

const dialect: Dialect = {
  vendor: 'enrichlayer',
  keyVariable: 'ENRICHLAYER_API_KEY',
  person: { path: '/people', parameter: 'who' },
  company: { path: '/firms', parameter: 'which' },
};
const url = 'https://www.linkedin.com/in/aoife-brannelly-demo';

describe('openProfiles', () => {
  let server: ReplayServer;
  beforeEach(async () => {
    server = await startReplayServer([{ path: '/people', answers: [{ json: person }] }]);
  });
  afterEach(() => server.close());

  const open = () => {
    const kit = openKit({ ENRICHLAYER_API_KEY: 'k' });
    return { kit, profiles: openProfiles(dialect, server.url, kit.parts) };
  };

  it('speaks the dialect that it is given', async () => {
    const { kit, profiles } = open();
    await profiles.person({ url }, kit.call());
    expect(server.requests.map(({ path, query }) => [path, query.get('who')])).toEqual([['/people', url]]);
  });

  it.each([
    ['stored', 1, 0.0196],
    ['recent', 2, 0.0392],
    ['live', 10, 0.196],
  ] as const)('sets aside and books the most that %s may cost', async (freshness, credits, costUsd) => {
    const { kit, profiles } = open();
    await profiles.person({ url, freshness }, kit.call());
    expect(kit.lines).toMatchObject([{ estimateUsd: costUsd, units: { credits }, costUsd }]);
  });

  it('has ten look-ups under way at a time', async () => {
    let under = 0;
    let most = 0;
    const fetch = async (): Promise<Response> => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return Response.json(person);
    };
    const { kit } = open();
    const parts = { ...kit.parts, http: { ...kit.parts.http, fetch } };
    const profiles = openProfiles(dialect, server.url, parts);
    const urls = Array.from({ length: 25 }, (_, index) => `linkedin.com/in/p${index}-demo`);
    await Promise.all(urls.map((one) => profiles.person({ url: one }, kit.call())));
    expect(most).toBe(10);
  });
});
