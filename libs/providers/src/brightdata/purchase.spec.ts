import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openPurchase } from './purchase';

const collection = { datasetId: 'gd_1', inputs: [{ url: 'a' }], endpoint: 'company' };

describe('openPurchase', () => {
  let server: ReplayServer;
  let answers: ReplayAnswer[];
  let kit: ProviderKit;
  beforeEach(async () => {
    const take = () => answers.shift() ?? { status: 501 };
    server = await startReplayServer([{ path: '/datasets/v3/scrape', answers: take }]);
    kit = openKit({ BRIGHTDATA_API_KEY: 'k', BRIGHTDATA_BASE_URL: server.url });
  });
  afterEach(() => server.close());

  it('charges rows with data and sets aside what all of them would cost', async () => {
    answers = [{ json: [{ name: 'a' }, { error: 'x', error_code: 'dead_page' }, { name: 'b' }] }];
    await openPurchase(kit.parts).buy(collection, 3, kit.call());
    expect(kit.lines).toMatchObject([{ estimateUsd: 0.006, units: { records: 2 }, costUsd: 0.004 }]);
  });

  it('sets nothing aside while the vendor is left alone', async () => {
    answers = [{ status: 429 }, { status: 429 }];
    const { buy } = openPurchase(kit.parts);
    const codes = [];
    for (let tries = 0; tries < 3; tries += 1) {
      codes.push(await buy(collection, 1, kit.call()).catch((error: { code: string }) => error.code));
    }
    expect(codes).toEqual(['rate_limited', 'rate_limited', 'vendor_stopped']);
    expect(kit.lines.map(({ costUsd }) => costUsd)).toEqual([0, 0]);
    expect(server.requests).toHaveLength(2);
  });

  it('has fewer calls under way at a time than refusals would ban its address', async () => {
    let under = 0;
    let most = 0;
    const fetch = async (): Promise<Response> => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return Response.json([]);
    };
    const { buy } = openPurchase({ ...kit.parts, http: { ...kit.parts.http, fetch } });
    const inputs = Array.from({ length: 40 }, (_, index) => [{ url: String(index) }]);
    await Promise.all(inputs.map((one) => buy({ ...collection, inputs: one }, 1, kit.call())));
    expect(most).toBe(20);
  });
});
