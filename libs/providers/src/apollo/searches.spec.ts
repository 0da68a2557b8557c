import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import organizationSearch from './fixtures/organization-search.json';
import peopleSearch from './fixtures/people-search.json';
import whole from './fixtures/people-search-whole.json';
import { openRequests } from './requests';
import { openSearches } from './searches';

describe('openSearches', () => {
  let server: ReplayServer;
  let kit: ProviderKit;
  let json: unknown;
  beforeEach(async () => {
    const answers = (): ReplayAnswer => ({ json });
    server = await startReplayServer(
      ['/mixed_people/api_search', '/mixed_companies/search'].map((path) => ({ path, answers })),
    );
    kit = openKit({ APOLLO_API_KEY: 'k', APOLLO_BASE_URL: server.url });
  });
  afterEach(() => server.close());

  const open = () => openSearches(kit.parts.cache, openRequests(kit.parts));
  const people = (more: object = {}) => open().searchPeople({ organizationIds: ['a'], ...more }, kit.call());
  const companies = () => open().searchOrganizations({ name: 'Quarrystone' }, kit.call());

  it('reads the shape that the older search had, with saved people among them', async () => {
    json = whole;
    const found = await people();
    expect([found.total, found.pages]).toEqual([2, 1]);
    expect(found.people.map(({ id, name }) => [id, name])).toEqual([
      ['b1c48859a3c7365633e6b262', 'Aoife Brannelly'],
      ['be9d5545ed7a7be2bd019256', 'Tadeusz Rolnik'],
    ]);
  });

  it.each([
    [0, 100, 0],
    [100, 100, 1],
    [101, 100, 2],
    [26, 25, 2],
    [1_000_000, 100, 500],
  ])('of %d people, %d a page, gives %d pages', async (total, perPage, pages) => {
    json = { ...peopleSearch, total_entries: total };
    expect(await people({ perPage })).toMatchObject({ total, pages });
  });

  it('finds nobody without taking it for a fault', async () => {
    json = { total_entries: 0, people: [] };
    expect(await people()).toEqual({ people: [], total: 0, pages: 0 });
  });

  it('reads saved companies and the others', async () => {
    const [row] = organizationSearch.organizations;
    const saved = { ...row, id: 'account-1', organization_id: '5f00000000000000000000ff' };
    json = { ...organizationSearch, accounts: [saved] };
    const { organizations } = await companies();
    expect(organizations.map(({ id }) => id)).toEqual([
      '5f00000000000000000000ff',
      '0ae1d26f601fc2f83e89e541',
    ]);
  });

  it('pays nothing for a page without companies', async () => {
    json = { ...organizationSearch, organizations: [], pagination: { total_entries: 0, total_pages: 0 } };
    expect(await companies()).toEqual({ organizations: [], total: 0, pages: 0 });
    expect(kit.lines).toMatchObject([{ estimateUsd: 0.0196, units: { credits: 0 }, costUsd: 0 }]);
  });

  it('serves a page again for a day', async () => {
    json = peopleSearch;
    for (const hours of [0, 23, 2]) {
      kit.clock.advance(hours * 60 * 60 * 1000);
      await people();
    }
    expect(kit.lines.map(({ cached = false }) => cached)).toEqual([false, true, false]);
  });
});
