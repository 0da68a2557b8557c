import { loadConfig } from '@userport/config';
import { type ReplayAnswer, startReplayServer } from '@userport/http/testing';
import { probeVendor, stateOf, withoutProbe } from './probe-vendor';
import { VENDOR_PROBES, type VendorProbe } from './vendor-probes';

const SECRET = 'key-that-nobody-may-see';
const AT = new Date('2026-11-24T12:00:00Z');

const probeOf = (title: string): VendorProbe =>
  VENDOR_PROBES.find((probe) => probe.title === title) as VendorProbe;

/** Probes BuiltWith on a server that answers so. */
async function probed(answer: ReplayAnswer, environment: Readonly<Record<string, string>> = {}) {
  const server = await startReplayServer([{ path: '/usagev2/api.json', answers: [answer] }]);
  const variables = { BUILTWITH_API_KEY: SECRET, BUILTWITH_BASE_URL: server.url, ...environment };
  let nowMs = 0;
  const end = await probeVendor(
    loadConfig(['ai', 'providers'], variables),
    probeOf('BuiltWith'),
    () => nowMs++,
  );
  await server.close();
  return { end, requests: server.requests };
}

describe('probeVendor', () => {
  it('makes one call with the key and tells the balance', async () => {
    const { end, requests } = await probed({ json: { remaining: 1200 } });
    expect(end).toEqual({ reached: true, tookMs: 1, told: { balance: '1200 credits' } });
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([`API ${SECRET}`]);
  });

  it('does not call a vendor without a key', async () => {
    const { end, requests } = await probed({ json: {} }, { BUILTWITH_API_KEY: '' });
    expect([end, requests]).toEqual([undefined, []]);
  });

  it.each<[string, ReplayAnswer, RegExp]>([
    ['a refused key', { status: 401, body: SECRET }, /key was refused \(401\)/],
    ['a vendor in trouble, without another try', { status: 503 }, /answered 503/],
    ['a broken connection', { fault: 'reset' }, /BuiltWith/],
  ])('says %s and shows no key', async (_what, answer, problem) => {
    const { end, requests } = await probed(answer);
    expect(end).toMatchObject({ reached: false, problem: expect.stringMatching(problem) as string });
    expect(JSON.stringify(end)).not.toContain(SECRET);
    expect(requests).toHaveLength(1);
  });

  it('is reached although the answer is in another form than agreed', async () => {
    const { end } = await probed({ body: '<html>' });
    expect(end).toMatchObject({
      reached: true,
      told: { balance: expect.stringContaining('not known') as string },
    });
  });
});

describe('stateOf', () => {
  it('tells key and price without calling anybody', () => {
    const config = loadConfig(['ai', 'providers'], { JINA_API_KEY: 'k' });
    expect(stateOf(config, probeOf('Jina'), AT)).toEqual({
      title: 'Jina',
      keyVariable: 'JINA_API_KEY',
      hasKey: true,
      probeUsd: expect.closeTo(0.00005, 9) as number,
    });
    expect(stateOf(config, probeOf('Jina'), new Date('2020-01-01T00:00:00Z')).probeUsd).toBeNull();
    expect(stateOf(config, probeOf('Gemini'), AT)).toMatchObject({ hasKey: false, probeUsd: 0 });
  });
});

describe('withoutProbe', () => {
  it('shows every other key of the configuration, so that no vendor is missing from the table', () => {
    const config = loadConfig(['ai', 'providers'], { PROXYCURL_API_KEY: 'k' });
    const proxycurl = { title: 'ProxyCurl', keyVariable: 'PROXYCURL_API_KEY', hasKey: true };
    expect(withoutProbe(config, VENDOR_PROBES)).toContainEqual(proxycurl);
    expect(withoutProbe(config, [])).toContainEqual({
      ...proxycurl,
      title: 'jina',
      keyVariable: 'JINA_API_KEY',
      hasKey: false,
    });
  });
});
