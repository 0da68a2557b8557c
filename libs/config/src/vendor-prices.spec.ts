import { VENDOR_PRICES, vendorPriceAt } from './vendor-prices';

const TODAY = new Date('2026-11-23T12:00:00Z');

describe('vendor prices', () => {
  it.each([
    ['jina', 'token', 5e-8],
    ['brightdata', 'record', 0.002],
    ['builtwith', 'credit', 0.00995],
    ['apollo', 'credit', 0.0196],
    ['enrichlayer', 'credit', 0.0196],
  ])('tells what at %s a %s costs', (vendor, unit, usd) => {
    expect(vendorPriceAt(vendor, unit, TODAY)?.usd).toBe(usd);
  });

  it('knows no price of what is not in the table, or was not yet', () => {
    expect(vendorPriceAt('jina', 'page', TODAY)).toBeUndefined();
    expect(vendorPriceAt('nobody', 'token', TODAY)).toBeUndefined();
    expect(vendorPriceAt('brightdata', 'record', new Date('2026-06-21T23:59:59Z'))).toBeUndefined();
  });

  it('gives every row a source, a price above zero, and a span of its own', () => {
    for (const row of VENDOR_PRICES) {
      expect(row.source).not.toBe('');
      expect(row.usd).toBeGreaterThan(0);
      const others = VENDOR_PRICES.filter(
        (other) => other !== row && other.vendor === row.vendor && other.unit === row.unit,
      );
      for (const other of others) {
        expect(other.from > (row.until ?? '9999') || row.from > (other.until ?? '9999')).toBe(true);
      }
    }
  });
});
