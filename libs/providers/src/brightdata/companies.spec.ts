import { RetryableError } from '@userport/errors';
import { openKit, type ProviderKit } from '../provider-kit.suite';
import { openCompanies } from './companies';
import type { Purchase } from './purchase';

const pageOf = (name: string): string => `https://www.linkedin.com/company/${name}`;

describe('openCompanies', () => {
  let kit: ProviderKit;
  let bought: (readonly string[])[];
  beforeEach(() => {
    kit = openKit({});
    bought = [];
  });

  const companiesBy = (buy: (urls: readonly string[]) => Promise<readonly unknown[]>) => {
    const purchase: Purchase = {
      baseUrl: 'https://api.brightdata.com',
      priceOf: (records) => records,
      buy: ({ inputs }) => {
        const urls = inputs.map(({ url = '' }) => url);
        bought.push(urls);
        return buy(urls);
      },
    };
    return openCompanies(kit.parts.cache, purchase);
  };
  const rows = async (urls: readonly string[]) =>
    urls.map((url) => ({ input: { url }, name: url.slice(-1) }));

  it('asks once for a page that is given twice in two forms, and answers for both', async () => {
    const outcomes = await companiesBy(rows).companies(
      [pageOf('a'), 'linkedin.com/company/A/', pageOf('b')],
      kit.call(),
    );
    expect(outcomes.map((one) => [one.url, 'record' in one && one.record.name])).toEqual([
      [pageOf('a'), 'a'],
      ['linkedin.com/company/A/', 'a'],
      [pageOf('b'), 'b'],
    ]);
    expect(bought).toEqual([[pageOf('a'), pageOf('b')]]);
  });

  it('throws what failed for all', async () => {
    const busy = new RetryableError('busy');
    const { companies } = companiesBy(() => Promise.reject(busy));
    await expect(companies([pageOf('a'), pageOf('b')], kit.call())).rejects.toBe(busy);
  });

  it('calls nothing for a page that is none, whatever the others are', async () => {
    const { companies } = companiesBy(rows);
    await expect(companies([pageOf('a'), 'https://a.example/'], kit.call())).rejects.toMatchObject({
      code: 'address_refused',
    });
    expect(bought).toEqual([]);
  });

  it('keeps what a record cost, so that it can say what it saves', async () => {
    const { company } = companiesBy(rows);
    await company(pageOf('a'), kit.call());
    await company(pageOf('a'), kit.call());
    expect(kit.lines).toMatchObject([{ cached: true, units: { saved_usd: 1 } }]);
  });
});
