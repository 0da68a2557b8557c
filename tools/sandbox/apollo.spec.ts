import { apolloEnvironment, createApollo } from './apollo';
import { listingsOf, organizationIdOf } from './apollo-records';
import type { SandboxReply } from './serve-loopback';
import { inventedWorld } from './world/world';

const NOW = Date.UTC(2026, 10, 23);
const osterweel = inventedWorld.companyByDomain('osterweel.example');
const OSTERWEEL = osterweel === undefined ? '' : organizationIdOf(osterweel);
const staff = listingsOf(inventedWorld).filter(({ company }) => company === osterweel);

const textOf = ({ body }: SandboxReply): string => (typeof body === 'string' ? body : '');

const ask = async (
  path: string,
  query: readonly [name: string, value: string][] = [],
  { fault, body, key = 'k' }: { fault?: string; body?: object; key?: string } = {},
) => {
  const desk = createApollo(inventedWorld, { sleep: async () => undefined, now: () => NOW });
  const reply = await desk.handle({
    method: path.startsWith('/organizations') ? 'GET' : 'POST',
    path: `/api/v1${path}`,
    query: new URLSearchParams([...query]),
    headers: { 'x-api-key': key, ...(fault !== undefined && { 'x-sandbox-fault': fault }) },
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  });
  return { ...reply, text: textOf(reply), calls: desk.calls };
};

interface People {
  total_entries: number;
  people: { id: string; first_name: string; title: string; email?: string | null }[];
}
const people = async (query: readonly [string, string][], fault?: string): Promise<People> => {
  const { text } = await ask('/mixed_people/api_search', query, fault === undefined ? {} : { fault });
  return JSON.parse(text) as People;
};

interface Matches {
  credits_consumed: number;
  missing_records: number;
  matches: ({ id: string; email: string | null; linkedin_url: string | null } | null)[];
}
const match = async (ids: readonly string[], fault?: string): Promise<Matches> => {
  const body = { details: ids.map((id) => ({ id })) };
  const { text } = await ask('/people/bulk_match', [], { body, ...(fault !== undefined && { fault }) });
  return JSON.parse(text) as Matches;
};

const idsOf = ({ people: rows }: People) => rows.map(({ id }) => id);

describe('the sandbox’s Apollo', () => {
  it('finds people page by page, each line once', async () => {
    const page = (number: number) =>
      people([
        ['organization_ids[]', OSTERWEEL],
        ['per_page', '25'],
        ['page', String(number)],
      ]);
    const pages = await Promise.all([page(1), page(2), page(3), page(4)]);
    expect(pages.map(({ total_entries: total, people: rows }) => [total, rows.length])).toEqual([
      [54, 25],
      [54, 25],
      [54, 4],
      [54, 0],
    ]);
    expect(new Set(pages.flatMap(idsOf)).size).toBe(54);
  });

  it('finds people by seniority, title and place', async () => {
    const of = async (...query: [string, string][]) => {
      const found = await people([['organization_ids[]', OSTERWEEL], ['per_page', '100'], ...query]);
      return found.people.map(({ first_name: name }) => name);
    };
    expect(await of(['person_seniorities[]', 'intern'], ['person_seniorities[]', 'c_suite'])).toEqual([
      'Mayuko',
      'Wilhelmina',
      'Ikuto',
    ]);
    expect(await of(['person_titles[]', 'WAREHOUSE automation'])).toEqual(['Renske']);
    expect(await of(['person_locations[]', 'Poland'])).toEqual(['Bogumił', 'Seweryn', 'Zbigniew']);
  });

  it('writes an id of too many digits as a number', async () => {
    const { text } = await ask('/mixed_people/api_search', [
      ['organization_ids[]', OSTERWEEL],
      ['person_titles[]', 'fulfilment'],
    ]);
    expect(text).toContain('"id":7300000000000000001,');
  });

  it('refuses pages that are too large or too far', async () => {
    const beyond: [string, string][] = [
      ['per_page', '101'],
      ['page', '501'],
    ];
    for (const bound of beyond) {
      expect((await ask('/mixed_people/api_search', [bound])).status).toBe(422);
      expect((await ask('/mixed_companies/search', [bound])).status).toBe(422);
    }
  });

  it('finds companies by name, domain, id and country', async () => {
    const names = async (...query: [string, string][]) => {
      const { text } = await ask('/mixed_companies/search', query);
      return (JSON.parse(text) as { organizations: { name: string }[] }).organizations.map(
        ({ name }) => name,
      );
    };
    expect(await names(['q_organization_name', 'osterweel'])).toEqual(['Osterweel Fulfilment']);
    expect(await names(['q_organization_domains_list[]', 'quarrystone.example'])).toEqual(['Quarrystone']);
    expect(await names(['organization_ids[]', OSTERWEEL])).toEqual(['Osterweel Fulfilment']);
    expect(await names(['organization_locations[]', 'Belgium'])).toContain('Osterweel Fulfilment');
  });

  it('tells of a company by domain, profile or name, and nothing of another', async () => {
    for (const [name, value] of [
      ['domain', 'osterweel.example'],
      ['linkedin_url', 'https://www.linkedin.com/company/osterweel-fulfilment-demo'],
      ['name', 'Osterweel Fulfilment'],
    ] as const) {
      expect((await ask('/organizations/enrich', [[name, value]])).text).toContain(`"id":"${OSTERWEEL}"`);
    }
    expect((await ask('/organizations/enrich', [['domain', 'nobody.example']])).text).toBe('{}');
  });

  it('reveals in the order asked for, with null and no credit for a miss', async () => {
    const [first, second] = staff;
    const told = await match([second?.id ?? '', 'nobody', first?.id ?? '']);
    expect(told.matches.map((one) => one?.id)).toEqual([second?.id, undefined, first?.id]);
    expect([told.credits_consumed, told.missing_records]).toEqual([2, 1]);
  });

  it('refuses eleven at a time, and none', async () => {
    const eleven = await ask('/people/bulk_match', [], { body: { details: Array(11).fill({ id: 'a' }) } });
    const none = await ask('/people/bulk_match', [], { body: { details: [] } });
    expect([eleven.status, eleven.text, none.status]).toEqual([
      400,
      expect.stringContaining('RECORD_LIMIT_EXCEEDED'),
      400,
    ]);
  });

  it('says how many calls are left, with nothing for a window that the plan lacks', async () => {
    const { headers } = await ask('/organizations/enrich', [['domain', 'osterweel.example']]);
    expect(headers).toMatchObject({ 'x-minute-requests-left': '199', 'x-24-hour-requests-left': '' });
  });

  it.each([
    ['hour-used-up', 429, 'per hour'],
    ['day-used-up', 429, 'per day'],
    ['rate-limited', 429, 'per minute'],
    ['endpoint-not-allowed', 403, 'API_INACCESSIBLE'],
    ['plan-too-small', 403, 'paid plans'],
    ['out-of-quota', 422, 'insufficient credits'],
    ['failed', 422, 'UNKNOWN_ERROR'],
    ['unavailable', 503, 'unavailable'],
  ])('answers %s with %d', async (fault, status, words) => {
    const reply = await ask('/mixed_people/api_search', [['organization_ids[]', OSTERWEEL]], { fault });
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(words)]);
  });

  it('refuses a key in plain text', async () => {
    const reply = await ask('/mixed_people/api_search', [], { key: '' });
    expect([reply.status, reply.headers]).toEqual([401, { 'content-type': 'text/plain' }]);
  });

  it('answers in the older shape, whole and with locked addresses, when told so', async () => {
    const { people: rows, ...rest } = await people([['organization_ids[]', OSTERWEEL]], 'older-shape');
    expect(rest).toMatchObject({ pagination: { total_entries: 54 }, contacts: [] });
    expect(rows[0]).toMatchObject({ last_name: 'Tsurugane', email: 'email_not_unlocked@domain.com' });
  });

  it('shuffles, locks or leaves out what a reveal tells, when told so', async () => {
    const ids = staff.slice(0, 3).map(({ id }) => id);
    const shuffled = await match([...ids, 'nobody'], 'matches-shuffled');
    expect(shuffled.matches.map((one) => one?.id)).toEqual(ids.toReversed());
    const locked = await match(ids, 'locked-emails');
    expect(locked.matches.map((one) => one?.email)).toContain('email_not_unlocked@domain.com');
    expect(await match(ids, 'nothing-enriched')).toMatchObject({
      credits_consumed: 0,
      matches: [null, null, null],
    });
  });

  it('notes which company it was asked about', async () => {
    const asked = [
      ask('/mixed_people/api_search', [['organization_ids[]', OSTERWEEL]]),
      ask('/organizations/enrich', [['domain', 'osterweel.example']]),
      ask('/people/bulk_match', [], { body: { details: [{ id: staff[0]?.id }] } }),
      ask('/mixed_people/api_search'),
    ];
    const about = (await Promise.all(asked)).map(({ calls }) => [calls[0]?.endpoint, calls[0]?.about]);
    expect(about).toEqual([
      ['mixed_people/api_search', 'Osterweel Fulfilment'],
      ['organizations/enrich', 'Osterweel Fulfilment'],
      ['people/bulk_match', 'Osterweel Fulfilment'],
      ['mixed_people/api_search', null],
    ]);
  });

  it('tells what is left to a master key alone', async () => {
    expect((await ask('/usage_stats/credit_usage_stats')).status).toBe(403);
  });

  it('knows no other endpoint, as the one that the vendor took away', async () => {
    expect((await ask('/mixed_people/search')).status).toBe(404);
  });

  it('names its variables', () => {
    expect(apolloEnvironment('http://127.0.0.1:1')).toEqual({
      APOLLO_API_KEY: 'sandbox',
      APOLLO_BASE_URL: 'http://127.0.0.1:1/api/v1',
    });
  });
});
