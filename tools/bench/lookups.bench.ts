import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cache, type CacheQuery, type Loaded, openCache } from '@userport/cache';
import type { Bill } from '@userport/contracts';
import { createHttpClient, type HttpClient } from '@userport/http';
import { openCacheStore, openWarehouse, type Warehouse } from '@userport/warehouse';
import pLimit from 'p-limit';
import { z } from 'zod';
import { percentile, type Row } from './report';

const KEYS = 500;
const MISSES = 1000;
const HITS = 300;
const WARM_UP = 50;
const CALLS = 2000;
const AT_ONCE = 50;
const ROUNDS = 3;
/** A company record of middling size. */
const RECORD = { text: 'x'.repeat(4000) };
const DAY_MS = 24 * 60 * 60 * 1000;
const HUGE_BYTES = 50 * 1024 * 1024;
const BOUND_BYTES = 10 * 1024 * 1024;

const kept = z.object({ text: z.string() });
type Kept = z.infer<typeof kept>;

const freeBill: Bill = { reserve: async () => ({ settle: () => undefined, release: () => undefined }) };

const queryOf = (url: string): CacheQuery<Kept> => ({
  identity: { vendor: 'bench', method: 'page', schemaVersion: 1, scope: 'shared', request: { url } },
  maxAgeMs: DAY_MS,
  parse: (value) => kept.parse(value),
  operation: 'page',
  bill: freeBill,
  signal: new AbortController().signal,
});

const load = async (): Promise<Loaded<Kept>> => ({ answer: RECORD, kept: RECORD, costUsd: 0.002 });

async function timed(calls: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const beganMs = performance.now();
    await call(index);
    took.push(performance.now() - beganMs);
  }
  return took;
}

const least = (values: readonly number[]): number => Math.min(...values);

async function measureCache(cache: Cache, finds: () => number): Promise<Row[]> {
  const urls = Array.from({ length: KEYS }, (_, index) => `https://p${index}.example/`);
  const lookUpAll = () => Promise.all(urls.map((url) => cache.cached(queryOf(url), load)));
  await lookUpAll();
  const before = finds();
  await lookUpAll();
  const queries = finds() - before;
  const rounds = await timed(10, lookUpAll);

  let calls = 0;
  const counted = () => {
    calls += 1;
    return load();
  };
  await Promise.all(
    Array.from({ length: MISSES }, () => cache.cached(queryOf('https://one.example/'), counted)),
  );

  const hits = await timed(WARM_UP + HITS, (index) => cache.cached(queryOf(urls[index % KEYS] ?? ''), load));
  return [
    { what: `queries of ${KEYS} look-ups of one turn`, value: queries, unit: 'queries', limit: 3 },
    { what: `vendor calls of ${MISSES} misses of one key at once`, value: calls, unit: 'calls', limit: 1 },
    { what: 'a cached hit alone, p50', value: percentile(hits.slice(WARM_UP), 0.5), unit: 'ms', limit: 3 },
    {
      what: `a cached hit of ${KEYS} at once, p50`,
      value: percentile(rounds, 0.5) / KEYS,
      unit: 'ms',
      limit: 0.2,
    },
  ];
}

/** A server that answers one small record, or 50 MB and counts what was taken from it. */
async function startServer() {
  const body = JSON.stringify(RECORD);
  let sentBytes = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url !== '/huge') {
      response.end(body);
      return;
    }
    const chunk = Buffer.alloc(64 * 1024, ' ');
    const more = (): void => {
      while (sentBytes < HUGE_BYTES && !response.destroyed) {
        sentBytes += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, stop, sentBytes: () => sentBytes };
}

/** Wall time of each of many calls, ms, a number of them under way at once. */
async function wallOf(call: () => Promise<unknown>, atOnce: number): Promise<number> {
  const limit = pLimit(atOnce);
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: CALLS }, () => limit(call)));
  return (performance.now() - beganMs) / CALLS;
}

async function measureClient(client: HttpClient, url: string): Promise<Row[]> {
  const bare = async () => kept.parse(await (await fetch(`${url}/`)).json());
  const ours = () => client.json({ path: '/' }, kept);
  const walls = { bare: [] as number[], ours: [] as number[] };
  const alone = { bare: [] as number[], ours: [] as number[] };
  await wallOf(bare, AT_ONCE);
  await wallOf(ours, AT_ONCE);
  // Taken in turns, the least of each: whatever else the machine does strikes both.
  for (let round = 0; round < ROUNDS; round += 1) {
    walls.bare.push(await wallOf(bare, AT_ONCE));
    walls.ours.push(await wallOf(ours, AT_ONCE));
    alone.bare.push(percentile(await timed(HITS, bare), 0.5));
    alone.ours.push(percentile(await timed(HITS, ours), 0.5));
  }
  const over = ({ bare: without, ours: withIt }: typeof walls) => Math.max(0, least(withIt) - least(without));
  return [
    { what: `bare fetch, ${AT_ONCE} in flight`, value: least(walls.bare), unit: 'ms a call' },
    {
      what: `the client over bare fetch, ${AT_ONCE} in flight`,
      value: over(walls),
      unit: 'ms a call',
      limit: 0.5,
    },
    { what: 'bare fetch, one at a time, p50', value: least(alone.bare), unit: 'ms' },
    { what: 'the client over bare fetch, one at a time, p50', value: over(alone), unit: 'ms', limit: 1.5 },
  ];
}

const counting = (warehouse: Warehouse): { warehouse: Warehouse; finds: () => number } => {
  let finds = 0;
  const find: Warehouse['find'] = (...wanted) => {
    finds += 1;
    return warehouse.find(...wanted);
  };
  return { warehouse: { ...warehouse, find }, finds: () => finds };
};

/** Kept answers on DuckDB, and the HTTP client over a bare fetch. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const { warehouse, finds } = counting(
    await openWarehouse({ DUCKDB_PATH: join(folder, 'lookups.duckdb'), BIGQUERY_LOCATION: 'US' }),
  );
  const server = await startServer();
  try {
    await warehouse.ensureTables();
    const store = openCacheStore(warehouse, 'api_request_cache', { now: Date.now });
    const cache = openCache({ store, now: Date.now, log: { warn: say } });
    say(`${KEYS} look-ups, ${MISSES} misses of one key, ${HITS} hits`);
    const ofCache = await measureCache(cache, finds);
    const rates = { inFlight: 2 * AT_ONCE, rules: [{ calls: 1_000_000, windowMs: 60_000 }], instances: 1 };
    const client = createHttpClient({ name: 'bench', baseUrl: server.url, timeoutMs: 60_000, rates });
    say(`${CALLS} calls by a bare fetch and by the client, ${ROUNDS} times in turn`);
    const ofClient = await measureClient(client, server.url);
    const refused = await client.json({ path: '/huge' }, kept).then(
      () => false,
      () => true,
    );
    const takenMb = refused ? server.sentBytes() / 1024 / 1024 : Number.POSITIVE_INFINITY;
    // The bound of 10 MB, and what two sockets hold between them.
    const limit = BOUND_BYTES / 1024 / 1024 + 8;
    return [
      ...ofCache,
      ...ofClient,
      { what: 'taken of an answer of 50 MB', value: takenMb, unit: 'MB', limit },
    ];
  } finally {
    await server.stop();
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
