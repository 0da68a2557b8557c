import { createEnrichlayer, enrichlayerEnvironment } from './enrichlayer';
import { inventedWorld } from './world/world';

const NOW = Date.UTC(2026, 10, 23);

const ask = async (
  path: string,
  query: Readonly<Record<string, string>>,
  { fault, key = 'Bearer k' }: { fault?: string; key?: string } = {},
) => {
  const desk = createEnrichlayer(inventedWorld, { sleep: async () => undefined, now: () => NOW });
  const { status, body } = await desk.handle({
    method: 'GET',
    path,
    query: new URLSearchParams(query),
    headers: { authorization: key, ...(fault !== undefined && { 'x-sandbox-fault': fault }) },
    body: Buffer.alloc(0),
  });
  return { status, answer: body as Record<string, unknown>, calls: desk.calls };
};

const person = (slug: string, more: Readonly<Record<string, string>> = {}, fault?: string) =>
  ask(
    '/api/v2/profile',
    { profile_url: `https://www.linkedin.com/in/${slug}`, ...more },
    fault === undefined ? {} : { fault },
  );

describe('the sandbox’s Enrich Layer', () => {
  it('tells of a person, with dates in parts', async () => {
    const { status, answer } = await person('renske-vlaardingerwoud-demo');
    expect([status, answer]).toMatchObject([
      200,
      {
        full_name: 'Renske Vlaardingerwoud',
        headline: 'VP Warehouse Automation at Osterweel Fulfilment',
        summary: 'Chooses the machines for new sites in Europe. Took over in July.',
        experiences: [
          {
            company: 'Osterweel Fulfilment',
            starts_at: { year: 2026, month: 7, day: 1 },
            ends_at: null,
            company_linkedin_profile_url: 'https://www.linkedin.com/company/osterweel-fulfilment-demo',
          },
          { title: 'Director of Warehouse Engineering', ends_at: { year: 2026, month: 6, day: 30 } },
        ],
        meta: { last_updated: '2026-10-02T08:00:00Z', thin_profile: false },
      },
    ]);
  });

  it('knows of every move', async () => {
    const { answer } = await person('dietmar-hollerbusch-demo');
    expect(answer['experiences']).toMatchObject([
      { company: 'Zweibach Präzision', starts_at: { year: 2026, month: 8 }, ends_at: null },
      { company: 'Osterweel Fulfilment', ends_at: { year: 2026, month: 8 } },
    ]);
  });

  it('has one whose job began nobody knows when', async () => {
    const { answer } = await person('grazia-montefreddi-demo');
    expect(answer['experiences']).toMatchObject([{ starts_at: null, ends_at: null }]);
  });

  it.each([
    ['use_cache', 'if-recent'],
    ['live_fetch', 'force'],
  ])('looks again when asked by %s=%s', async (name, value) => {
    const { answer } = await person('aoife-brannelly-demo', { [name]: value });
    expect(answer['meta']).toMatchObject({ last_updated: '2026-11-23T00:00:00.000Z' });
  });

  it.each([
    [4200, [1001, 5000]],
    [85, [51, 200]],
  ])('tells of a company of %d people', async (employees, size) => {
    const company = inventedWorld.companies.find(({ employeeCount }) => employeeCount === employees);
    const url = `https://www.linkedin.com/company/${company?.linkedinSlug}`;
    const { answer } = await ask('/api/v2/company', { url });
    expect(answer).toMatchObject({ name: company?.name, company_size: size });
  });

  it('answers the same at ProxyCurl’s paths', async () => {
    const profileUrl = 'https://www.linkedin.com/in/aoife-brannelly-demo';
    const found = await ask('/proxycurl/api/v2/linkedin', { linkedin_profile_url: profileUrl });
    const company = await ask('/proxycurl/api/linkedin/company', {
      url: 'https://www.linkedin.com/company/quarrystone-demo',
    });
    expect([found.answer['full_name'], company.answer['name']]).toEqual(['Aoife Brannelly', 'Quarrystone']);
  });

  it('says 404 of nobody, and of paths that it does not have', async () => {
    expect((await person('nobody-demo')).status).toBe(404);
    expect((await ask('/api/v2/company', { url: 'https://www.linkedin.com/company/nobody' })).status).toBe(
      404,
    );
    expect((await ask('/api/v2/search/person', {})).status).toBe(404);
  });

  it.each([
    ['rate-limited', 429],
    ['out-of-quota', 403],
    ['bad-key', 401],
    ['unavailable', 503],
    ['not-found', 404],
    ['retired', 410],
    ['error-inside', 200],
  ])('answers %s with %d', async (fault, status) => {
    expect((await person('aoife-brannelly-demo', {}, fault)).status).toBe(status);
  });

  it('tells what is left of the credits', async () => {
    expect((await ask('/api/v2/credit-balance', {})).answer).toEqual({ credit_balance: 1234 });
  });

  it('wants a key', async () => {
    expect((await ask('/api/v2/profile', {}, { key: '' })).status).toBe(401);
  });

  it('tells next to nothing of a profile that is thin', async () => {
    const { answer } = await person('aoife-brannelly-demo', {}, 'thin-profile');
    expect(answer).toMatchObject({ experiences: [], meta: { thin_profile: true } });
    expect(answer).not.toHaveProperty('summary');
  });

  it('notes the company of whom it was asked about', async () => {
    const { calls } = await person('aoife-brannelly-demo');
    expect(calls).toMatchObject([{ endpoint: 'person', about: 'Quarrystone' }]);
  });

  it('names its variables', () => {
    expect(enrichlayerEnvironment('http://127.0.0.1:1')).toEqual({
      ENRICHLAYER_API_KEY: 'sandbox',
      ENRICHLAYER_BASE_URL: 'http://127.0.0.1:1/api/v2',
      PROXYCURL_API_KEY: 'sandbox',
      PROXYCURL_BASE_URL: 'http://127.0.0.1:1/proxycurl/api',
    });
  });
});
