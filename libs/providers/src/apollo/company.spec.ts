import { type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openCompany } from './company';
import { openRequests } from './requests';

describe('openCompany', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  beforeEach(async () => {
    server = await startReplayServer([
      { path: '/organizations/enrich', answers: [{ json: { organization: null } }] },
    ]);
    kit = openKit({ APOLLO_API_KEY: 'k', APOLLO_BASE_URL: server.url });
  });
  afterEach(() => server.close());

  it('asks once for a company in all forms of its address, also when it is not known', async () => {
    const company = openCompany(kit.parts.cache, openRequests(kit.parts));
    for (const domain of ['quarrystone.example', 'https://WWW.quarrystone.example/about']) {
      expect(await company({ domain }, kit.call())).toBeNull();
    }
    expect(server.requests).toHaveLength(1);
  });

  it.each([[{ domain: '10.0.0.1' }], [{ linkedinUrl: 'https://www.linkedin.com/in/somebody' }]])(
    'refuses %j',
    async (which) => {
      const company = openCompany(kit.parts.cache, openRequests(kit.parts));
      await expect(company(which, kit.call())).rejects.toMatchObject({ code: 'address_refused' });
      expect(server.requests).toEqual([]);
    },
  );
});
