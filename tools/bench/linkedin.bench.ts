import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BENCH_LATENCY } from '../sandbox';
import { jobRows } from './linkedin-job';
import { growthOf, LARGE, SMALL, strangeSeconds, timesOf } from './linkedin-reading';
import type { Row } from './report';

const RUNS = 7;
const MOST_TIMES_PLAIN = 6;
const MOST_GROWTH = 1.3;
const LONGEST_STRETCH_MS = 50;
const MOST_MEMORY_MB = 500;
const MOST_STRANGE_SECONDS = 10;

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
  const sizes = [await timesOf(SMALL, RUNS * 4), middle, await timesOf(LARGE, 3)];
  const growth = await growthOf();
  const memory = await memoryMb();
  say(
    `jobs of 20 and 60 posts; a model takes ${BENCH_LATENCY.fixedMs} ms and ${BENCH_LATENCY.perOutputTokenMs} ms a token`,
  );
  return [
    {
      what: '400 cards over one plain pass of the same bytes',
      value: middle.readMs / middle.plainMs,
      unit: 'times',
      limit: MOST_TIMES_PLAIN,
    },
    { what: 'cost per card, 2,000 cards over 20', value: growth, unit: 'times', limit: MOST_GROWTH },
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
      value: memory,
      unit: 'MB',
      limit: MOST_MEMORY_MB,
    },
    {
      what: '32 MiB that hold no card, until they are called not recognised',
      value: await strangeSeconds(),
      unit: 's',
      limit: MOST_STRANGE_SECONDS,
    },
    ...(await jobRows()),
    { what: '400 cards', value: middle.readMs, unit: 'ms' },
    { what: 'of them, captured', value: middle.html.length / 2 ** 20, unit: 'MiB' },
    { what: 'one plain pass', value: middle.plainMs, unit: 'ms' },
  ];
}
