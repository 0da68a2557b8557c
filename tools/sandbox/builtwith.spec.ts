import { builtwithEnvironment, createBuiltwith } from './builtwith';
import { inventedWorld } from './world/world';

const NOW = Date.UTC(2026, 10, 23);

const ask = async (lookup: string, headers: Record<string, string> = {}, path = '/v23/api.json') => {
  const desk = createBuiltwith(inventedWorld, { sleep: async () => undefined, now: () => NOW });
  const { status, body } = await desk.handle({
    method: 'GET',
    path,
    query: new URLSearchParams({ LOOKUP: lookup }),
    headers: { authorization: 'API k', ...headers },
    body: Buffer.alloc(0),
  });
  return { status, answer: body as { Results: { Lookup: string }[]; Errors: { Code: number }[] } };
};

describe('the sandbox’s BuiltWith', () => {
  it('tells the domains that it knows and leaves the others out', async () => {
    const { status, answer } = await ask('nobody.example,quarrystone.example');
    expect([status, answer.Results.map(({ Lookup }) => Lookup), answer.Errors]).toEqual([
      200,
      ['quarrystone.example'],
      [],
    ]);
  });

  it('tells how many credits are left', async () => {
    const { status, answer } = await ask('', {}, '/usagev2/api.json');
    expect([status, answer]).toEqual([200, { used: 750, purchased: 100_000, remaining: 99_250 }]);
  });

  it('repeats technologies on a sub-domain, one of them long not seen', async () => {
    const { answer } = await ask('quarrystone.example');
    expect(answer.Results[0]).toMatchObject({
      Result: {
        IsDB: 'True',
        Paths: [
          {
            SubDomain: '',
            Technologies: [
              { Name: 'Django' },
              { Name: 'PostgreSQL', Tag: 'server' },
              { Name: 'React' },
              { Name: 'AWS', LastDetected: NOW - 130 * 24 * 60 * 60 * 1000 },
            ],
          },
          { SubDomain: 'app', Technologies: [{ Name: 'Django' }, { Name: 'PostgreSQL' }] },
        ],
      },
      Meta: { CompanyName: 'Quarrystone', Country: 'IE' },
    });
  });

  it('puts its errors into a 200, with the domain that they are about', async () => {
    expect((await ask('localhost,quarrystone.example')).answer).toMatchObject({
      Results: [{ Lookup: 'quarrystone.example' }],
      Errors: [{ Code: -8, Lookup: 'localhost' }],
    });
    expect((await ask(Array(17).fill('a.example').join(','))).answer.Errors).toMatchObject([{ Code: -1 }]);
  });

  it.each([
    ['out-of-quota', -3],
    ['bad-key', -2],
    ['unavailable', -99],
    ['plan-too-small', -5],
    ['one-lookup-only', -7],
  ])('answers %s with its own code', async (fault, code) => {
    const { status, answer } = await ask('quarrystone.example', { 'x-sandbox-fault': fault });
    expect([status, answer.Errors[0]?.Code]).toEqual([200, code]);
  });

  it('tells the delay of a 429 in its body', async () => {
    expect(await ask('quarrystone.example', { 'x-sandbox-fault': 'rate-limited' })).toMatchObject({
      status: 429,
      answer: { retryAfterSeconds: 1 },
    });
  });

  it('serves v21 to v23 and nothing else', async () => {
    const statuses = await Promise.all(
      ['/v21/api.json', '/v22/api.json', '/v20/api.json', '/v23/api.xml'].map(
        async (path) => (await ask('quarrystone.example', {}, path)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404, 404]);
  });

  it('names its variables', () => {
    expect(builtwithEnvironment('http://127.0.0.1:1')).toEqual({
      BUILTWITH_API_KEY: 'sandbox',
      BUILTWITH_BASE_URL: 'http://127.0.0.1:1',
    });
  });
});
