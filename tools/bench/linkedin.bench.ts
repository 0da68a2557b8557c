import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Parser } from 'htmlparser2';
import { parseActivities } from '../../apps/linkedin-research/src/parse/parse-activities';
import { captureOf, CAPTURED_LEAD } from './linkedin-capture';
import { percentile, type Row } from './report';

const RUNS = 7;
const MOST_TIMES_PLAIN = 6;
const MOST_GROWTH = 1.3;
const LONGEST_STRETCH_MS = 50;
const MOST_MEMORY_MB = 500;
const MOST_STRANGE_SECONDS = 10;
const ARRIVED = { from: new Date(0), to: new Date('2026-10-09T00:00:00Z') };

/** Processor time since an earlier reading, in ms: what other processes of the machine do is not in it. */
const workSince = (earlier: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(earlier);
  return (user + system) / 1000;
};

/** What a parser does for a page of which nothing is wanted. */
function plainMs(html: string): number {
  const began = process.cpuUsage();
  let events = 0;
  const parser = new Parser({ onopentag: () => (events += 1), ontext: () => (events += 1) });
  parser.end(html);
  if (events === 0) throw new Error('The page is empty.');
  return workSince(began);
}

interface Reading {
  readonly ms: number;
  /** The longest work between two turns of others, in time of the processor: other processes do not count. */
  readonly longestWorkMs: number;
  /** The same by the clock on the wall, other processes of the machine included. */
  readonly longestWaitMs: number;
}

/** The whole reading of a tab. */
async function readMs(html: string, cards: number): Promise<Reading> {
  let last = { ms: performance.now(), work: process.cpuUsage() };
  let [longestWorkMs, longestWaitMs] = [0, 0];
  const turn = (): void => {
    longestWorkMs = Math.max(longestWorkMs, workSince(last.work));
    longestWaitMs = Math.max(longestWaitMs, performance.now() - last.ms);
  };
  const pause = async (): Promise<void> => {
    turn();
    await setImmediate();
    last = { ms: performance.now(), work: process.cpuUsage() };
  };
  const began = process.cpuUsage();
  const read = await parseActivities(
    {
      html: { posts: html, comments: null, reactions: null },
      lead: CAPTURED_LEAD,
      arrived: ARRIVED,
    },
    pause,
  );
  turn();
  if (read.activities.length !== cards)
    throw new Error(`${read.activities.length} of ${cards} cards were read.`);
  return { ms: workSince(began), longestWorkMs, longestWaitMs };
}

const median = (values: readonly number[]): number => percentile(values, 0.5);

async function timesOf(cards: number, runs: number) {
  const html = captureOf(cards);
  await readMs(html, cards);
  plainMs(html);
  const reads: number[] = [];
  const plains: number[] = [];
  const works: number[] = [];
  const waits: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    plains.push(plainMs(html));
    const { ms, longestWorkMs, longestWaitMs } = await readMs(html, cards);
    reads.push(ms);
    works.push(longestWorkMs);
    waits.push(longestWaitMs);
  }
  return { html, readMs: median(reads), plainMs: median(plains), works, waits };
}

/** The largest page that a payload takes, with nothing in it that is known. */
async function strangeSeconds(): Promise<number> {
  const html = '<p class="x">nothing to see</p>\n'.repeat(1024 * 1024);
  const began = process.cpuUsage();
  const { tabs } = await parseActivities(
    { html: { posts: html, comments: null, reactions: null }, lead: CAPTURED_LEAD, arrived: ARRIVED },
    () => setImmediate(),
  );
  if (tabs[0]?.status !== 'not_recognised') throw new Error(`The page was called ${tabs[0]?.status}.`);
  return workSince(began) / 1000;
}

/** Peak memory of a function's process, DuckDB and the stand-ins included, for one job with a capture of 24 MB. */
async function memoryMb(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const start = promisify(execFile);
  try {
    const file = join(folder, 'bench.duckdb');
    await start('tsx', ['tools/bench/linkedin-memory.ts', 'create', file]);
    const { stdout } = await start('tsx', ['tools/bench/linkedin-memory.ts', 'run', file]);
    return Number(stdout.trim().split('\n').at(-1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reading captured LinkedIn pages, in time of the processor: against a plain pass of the parser, by size, in turns, in memory. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  say('400 cards, then 20 and 2,000; then one job with a capture of 24 MB');
  const middle = await timesOf(400, RUNS);
  const small = await timesOf(20, RUNS * 4);
  const large = await timesOf(2000, 3);
  const sizes = [small, middle, large];
  const perCard = large.readMs / 2000 / (small.readMs / 20);
  return [
    {
      what: '400 cards over one plain pass of the same bytes',
      value: middle.readMs / middle.plainMs,
      unit: 'times',
      limit: MOST_TIMES_PLAIN,
    },
    { what: 'cost per card, 2,000 cards over 20', value: perCard, unit: 'times', limit: MOST_GROWTH },
    {
      what: 'longest stretch without a turn for others, of the processor',
      value: Math.max(...sizes.flatMap(({ works }) => works)),
      unit: 'ms',
      limit: LONGEST_STRETCH_MS,
    },
    {
      what: 'the same by the wall clock, other processes included',
      value: Math.max(...sizes.flatMap(({ waits }) => waits)),
      unit: 'ms',
    },
    {
      what: 'peak memory of the function with DuckDB, 24 MB captured',
      value: await memoryMb(),
      unit: 'MB',
      limit: MOST_MEMORY_MB,
    },
    {
      what: '32 MiB that hold no card, until they are called not recognised',
      value: await strangeSeconds(),
      unit: 's',
      limit: MOST_STRANGE_SECONDS,
    },
    { what: '400 cards', value: middle.readMs, unit: 'ms' },
    { what: 'of them, captured', value: middle.html.length / 2 ** 20, unit: 'MiB' },
    { what: 'one plain pass', value: middle.plainMs, unit: 'ms' },
    { what: '2,000 cards', value: large.readMs, unit: 'ms' },
  ];
}
