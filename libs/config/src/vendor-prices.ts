/** What one unit of a data vendor costs for a span of days, US dollars. A unit without a row has no known price. */
export interface VendorPrice {
  /** As on the bill. */
  readonly vendor: string;
  /** What the vendor counts. */
  readonly unit: string;
  /** First day (UTC) we know the price for, and its last one; without `until` it stands until the vendor changes it. */
  readonly from: string;
  readonly until?: string;
  readonly usd: number;
  readonly source: string;
}

/**
 * The price table, read on the day of the models' one. Vendors sell by plan: where the price follows from a plan the source says which,
 * and a deployment on another plan changes the row.
 */
export const VENDOR_PRICES: readonly VendorPrice[] = [
  {
    vendor: 'jina',
    unit: 'token',
    from: '2026-05-01',
    usd: 0.000_000_05,
    source:
      'https://jina.ai/api-dashboard (50 dollars for a billion tokens; the page shows it to its owner alone, unconfirmed)',
  },
  {
    vendor: 'brightdata',
    unit: 'record',
    from: '2026-06-22',
    usd: 0.002,
    source: 'github.com/brightdata/sdk-python (about 0.002 a record; failed records are free)',
  },
  {
    vendor: 'builtwith',
    unit: 'credit',
    from: '2026-08-14',
    usd: 0.00995,
    source: 'https://builtwith.com/plans (plan Team: 995 dollars a month with 100,000 credits)',
  },
  {
    vendor: 'apollo',
    unit: 'credit',
    from: '2026-05-24',
    usd: 0.0196,
    source:
      'https://www.apollo.io/pricing (plan Basic: 49 dollars a month with 2,500 credits; the credits unconfirmed)',
  },
  {
    vendor: 'enrichlayer',
    unit: 'credit',
    from: '2026-03-31',
    usd: 0.0196,
    source:
      'https://enrichlayer.com/pricing (plan Starter: 49 dollars a month with 2,500 credits, unconfirmed)',
  },
];

/** What a unit costs at a vendor on a day; undefined when no price is known, which is not the same as zero. Pure. */
export function vendorPriceAt(vendor: string, unit: string, at: Date): VendorPrice | undefined {
  const day = at.toISOString().slice(0, 10);
  return VENDOR_PRICES.find(
    (row) =>
      row.vendor === vendor &&
      row.unit === unit &&
      row.from <= day &&
      (row.until === undefined || day <= row.until),
  );
}
