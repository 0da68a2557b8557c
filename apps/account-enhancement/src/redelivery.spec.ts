import type { JsonObject } from '@userport/contracts';
import { openInProcess as sandbox } from '../../../tools/sandbox/in-process';
import {
  ACCOUNT,
  openPlace as openPlaceOn,
  refused,
  type SentBody,
  type WireRequest,
  type PlaceSettings,
} from './whole-account.suite';

type Settings = Omit<PlaceSettings, 'sandbox'>;
const openPlace = (settings: Settings = {}) => openPlaceOn({ sandbox, ...settings });

const endpointsOf = (requests: readonly WireRequest[]): string[] =>
  requests.map(({ vendor, endpoint }) => `${vendor} ${endpoint}`).sort();
const operationsOf = (place: ReturnType<typeof openPlace>): string[] =>
  place.asked.map(({ question }) => question.operation).sort();
/** A body but for the job's id, and the time at which it was asked for. */
const comparable = ({ body }: SentBody): JsonObject => {
  const processed = body['processed_data'] as JsonObject;
  const profile = { ...(processed['tech_profile'] as JsonObject), created_at: '', updated_at: '' };
  return { ...body, job_id: '', processed_data: { ...processed, tech_profile: profile } };
};

const MODELS = ['account_analysis', 'account_market_claims', 'account_market_search', 'account_site_claims'];

describe('a delivery that is killed', () => {
  it('while Bright Data is asked: the next one asks Bright Data, and what waits for it, and nobody else', async () => {
    const place = openPlace();
    await place.deliverAndKill(({ vendor }) => vendor === 'brightdata');
    expect(place.sent).toEqual([]);
    const [before, asked] = [place.requests.length, place.asked.length];
    expect(asked).toBe(2);
    expect(await place.deliver()).toMatchObject({ name: 'delivered' });
    expect(endpointsOf(place.requests.slice(before))).toEqual(['brightdata scrape']);
    expect(operationsOf(place)).toEqual(MODELS);
    expect(place.sent).toHaveLength(1);
    // What was on its way when the process died may have been paid for: it is unknown, and never zero.
    expect((await place.costOf()).unknownCalls).toBeGreaterThan(0);
  });

  it('while the site is read: the pages that had come are not read again', async () => {
    const place = openPlace();
    await place.deliverAndKill(({ about }) => about.endsWith('/customers'));
    const read = place.requests.filter(({ endpoint }) => endpoint === 'reader').map(({ about }) => about);
    const before = place.requests.length;
    expect(await place.deliver()).toMatchObject({ name: 'delivered' });
    const again = place.requests.slice(before).filter(({ endpoint }) => endpoint === 'reader');
    expect(again.map(({ about }) => about)).toEqual(read.filter((url) => url.endsWith('/customers')));
    expect(endpointsOf(place.requests.slice(before))).toEqual(['jina reader']);
  });
});

describe('a delivery that comes again', () => {
  it('asks nobody and sends the same bytes', async () => {
    const place = openPlace();
    await place.deliver();
    const [requests, asked] = [place.requests.length, place.asked.length];
    expect(await place.deliver()).toMatchObject({ name: 'replayed' });
    expect([place.requests.length, place.asked.length]).toEqual([requests, asked]);
    const [first, second] = place.sent.map(({ text }) => text);
    expect(place.sent).toHaveLength(2);
    expect(second).toBe(first);
  });
});

describe('another job over the same account', () => {
  it('costs nothing and says the same, also on the next day', async () => {
    const place = openPlace();
    await place.deliver();
    const [requests, asked] = [place.requests.length, place.asked.length];
    // Past midnight: a date in a prompt would make it another question.
    place.clock.advance(13 * 60 * 60 * 1000);
    expect(await place.deliver({ jobId: 'job-2' })).toMatchObject({ name: 'delivered' });
    expect([place.requests.length, place.asked.length]).toEqual([requests, asked]);
    const [first, second] = place.sent.map(comparable);
    expect(second).toEqual(first);
    const bill = await place.costOf('job-2');
    expect(bill).toMatchObject({ costUsd: 0, unknownCalls: 0 });
    expect(bill.cachedCalls).toBe(bill.calls);
    expect((await place.costOf()).costUsd).toBeGreaterThan(0);
  });
});

describe('a job of several accounts', () => {
  const OTHER = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c02';
  const accounts = [
    { account_id: ACCOUNT, website: 'https://northwind-robotics.example' },
    { account_id: OTHER, website: 'https://quarrystone.example' },
  ];

  it('delivers each by itself: one that fails leaves the others alone', async () => {
    const isQuarrystone = ({ about }: WireRequest): boolean => about.includes('quarrystone');
    const place = openPlace({
      wire: (request) => (isQuarrystone(request) ? refused(503) : undefined),
    });
    const [good, bad] = await Promise.all([
      place.deliver({ accounts }),
      place.deliver({ accounts, accountId: OTHER }),
    ]);
    expect([good.name, bad.name]).toEqual(['delivered', 'retry']);
    expect(place.sent.map(({ body }) => body['account_id'])).toEqual([ACCOUNT]);
    // Its retry has the result that it should have; the other's is not touched.
    const before = place.sent.length;
    const healed = await place.deliver({ accounts, accountId: OTHER, maxRetries: 1 });
    expect(healed.name).not.toBe('replayed');
    expect(place.sent.slice(before).every(({ body }) => body['account_id'] === OTHER)).toBe(true);
  });
});
