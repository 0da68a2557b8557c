import { gunzipSync } from 'node:zlib';
import type { SandboxReply, SandboxRequest } from './serve-loopback';
import { openVendorDesk, type Vendor } from './vendor-desk';
import { inventedWorld } from './world/world';

const request = (fault?: string, more: Partial<SandboxRequest> = {}): SandboxRequest => ({
  method: 'GET',
  path: '/companies',
  query: new URLSearchParams('name=a'),
  headers: { authorization: 'Bearer any', ...(fault !== undefined && { 'x-sandbox-fault': fault }) },
  body: Buffer.alloc(0),
  ...more,
});

const status = (code: number) => (): SandboxReply => ({ status: code });

const vendor: Vendor = {
  name: 'acme',
  words: {
    rateLimited: status(429),
    outOfCredits: status(402),
    badKey: status(401),
    unavailable: status(503),
  },
  faults: ['of-its-own'],
  hasKey: ({ headers }) => 'authorization' in headers,
  subjectOf: ({ query }) => ({
    endpoint: 'companies',
    company: inventedWorld.companyByDomain(query.get('domain') ?? ''),
  }),
  answer: (_request, fault) => ({ status: 200, body: { fault: fault ?? null } }),
};

const open = (slept: number[] = [], latencyMs = 0) =>
  openVendorDesk(vendor, { sleep: async (ms) => void slept.push(ms), slowMs: 5000, latencyMs });

describe('a vendor’s desk', () => {
  it('answers, and lists what it was asked', async () => {
    const desk = open();
    const about = { query: new URLSearchParams('domain=quarrystone.example') };
    expect(await desk.handle(request(undefined, about))).toEqual({ status: 200, body: { fault: null } });
    const calls = [{ vendor: 'acme', endpoint: 'companies', about: 'Quarrystone', fault: null, status: 200 }];
    expect(desk.calls).toEqual(calls);
    expect(await desk.handle(request(undefined, { path: '/_sandbox/calls' }))).toEqual({
      status: 200,
      body: { calls, count: 1 },
    });
  });

  it.each([
    ['rate-limited', 429],
    ['out-of-quota', 402],
    ['bad-key', 401],
    ['unavailable', 503],
  ])('answers %s in the vendor’s own words', async (fault, code) => {
    expect((await open().handle(request(fault))).status).toBe(code);
  });

  it('takes its time by the endpoint, where that is told', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => void slept.push(ms);
    const desk = openVendorDesk(vendor, { sleep, latencyMs: (endpoint) => endpoint.length });
    await desk.handle(request());
    expect(slept).toEqual(['companies'.length]);
  });

  it('refuses a request without a key', async () => {
    expect((await open().handle(request(undefined, { headers: {} }))).status).toBe(401);
  });

  it('strikes once with a fault that says so, each request for itself', async () => {
    const desk = open();
    const statuses = [];
    for (const query of ['a', 'a', 'b', 'a']) {
      const { status: code } = await desk.handle(
        request('rate-limited-once', { query: new URLSearchParams({ query }) }),
      );
      statuses.push(code);
    }
    expect(statuses).toEqual([429, 200, 429, 200]);
  });

  it('takes the fault of the company that it is asked about', async () => {
    const query = new URLSearchParams('domain=brownout-energy.example');
    expect((await open().handle(request(undefined, { query }))).status).toBe(503);
  });

  it('lets the request’s own fault win', async () => {
    const query = new URLSearchParams('domain=brownout-energy.example');
    expect(await open().handle(request('of-its-own', { query }))).toMatchObject({
      status: 200,
      body: { fault: 'of-its-own' },
    });
  });

  it('refuses a fault that it does not have, and says which ones it has', async () => {
    const desk = open();
    const { status: code, body } = await desk.handle(request('rate-limitted'));
    expect([code, JSON.stringify(body)]).toEqual([400, expect.stringContaining(desk.faults.join(', '))]);
    expect(desk.faults).toEqual(expect.arrayContaining(['rate-limited', 'reset', 'slow', 'of-its-own']));
    expect(desk.calls).toEqual([]);
  });

  it('leaves a fault alone that is the affair of other servers', async () => {
    expect((await open().handle(request('ungrounded'))).status).toBe(200);
  });

  it('is slow when told so', async () => {
    const slept: number[] = [];
    expect((await open(slept).handle(request('slow'))).status).toBe(200);
    expect(slept).toEqual([0, 5000]);
  });

  it('takes as long as it is told for every answer, good or bad', async () => {
    const slept: number[] = [];
    const desk = open(slept, 100);
    await desk.handle(request());
    await desk.handle(request('unavailable'));
    expect(slept).toEqual([100, 100]);
  });

  it.each([
    ['reset', 'half-answer'],
    ['no-answer', 'no-answer'],
  ])('ends the connection with %s', async (fault, ending) => {
    expect((await open().handle(request(fault))).ending).toBe(ending);
  });

  it('answers HTML where JSON belongs', async () => {
    expect(await open().handle(request('html-page'))).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html' },
    });
  });

  it('answers with 200 MB that are made while they are read', async () => {
    const { stream } = await open().handle(request('huge-body'));
    let bytes = 0;
    for (const chunk of stream ?? []) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(200 * 1024 * 1024);
  });

  it('answers with a small file that unfolds to 200 MB', async () => {
    const { body } = await open().handle(request('gzip-bomb'));
    const bomb = body as Buffer;
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(gunzipSync(bomb).length).toBe(200 * 1024 * 1024);
  });
});
