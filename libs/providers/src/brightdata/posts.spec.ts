import { TerminalError } from '@userport/errors';
import { openKit } from '../provider-kit.suite';
import { openPosts, postsOf } from './posts';
import type { Purchase } from './purchase';

const URL_OF_VENDOR = 'https://api.brightdata.com';

describe('postsOf', () => {
  it('puts the newest first, undated ones last, and counts what could not be read', () => {
    const rows = [
      { id: '1', date_posted: '2026-01-01' },
      { id: '2' },
      { id: '3', date_posted: '2026-05-01' },
      { error: 'x', error_code: 'crawl_failed' },
      { id: '4', num_likes: 'many' },
    ];
    const { posts, failed } = postsOf(rows, URL_OF_VENDOR);
    expect([posts.map(({ id }) => id), failed]).toEqual([['3', '1', '2'], 2]);
  });

  it('takes no rows for no posts', () => {
    expect(postsOf([], URL_OF_VENDOR)).toEqual({ posts: [], failed: 0 });
  });

  it('never takes a failure for no posts', () => {
    expect(() => postsOf([{ error: 'x', error_code: 'dead_page' }], URL_OF_VENDOR)).toThrow(TerminalError);
    expect(() => postsOf([{ id: 7 }], URL_OF_VENDOR)).toThrow('another shape');
  });
});

describe('openPosts', () => {
  it('discovers twenty of a company and keeps them by page, day and number', async () => {
    const kit = openKit({});
    const asked: unknown[] = [];
    const purchase: Purchase = {
      baseUrl: URL_OF_VENDOR,
      priceOf: (records) => records,
      buy: async ({ inputs, discoverBy, limitPerInput }, mostRecords) => {
        asked.push([inputs, discoverBy, limitPerInput, mostRecords]);
        return [{ id: '1' }];
      },
    };
    const posts = openPosts(kit.parts.cache, purchase);
    const url = 'https://www.linkedin.com/company/a';
    await posts({ url }, kit.call());
    await posts({ url: `${url}/` }, kit.call());
    await posts({ url, since: '2026-10-01', limit: 5 }, kit.call());
    expect(asked).toEqual([
      [[{ url }], 'company_url', 20, 20],
      [[{ url, start_date: '2026-10-01' }], 'company_url', 5, 5],
    ]);
  });
});
