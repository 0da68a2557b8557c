import { setImmediate } from 'node:timers/promises';
import { Parser } from 'htmlparser2';
import { parseActivities } from '../../apps/linkedin-research/src/parse/parse-activities';
import { captureOf, CAPTURED_LEAD } from './linkedin-capture';
import { percentile } from './report';

/** Pages of the two sizes whose cost per card is compared. */
export const [SMALL, LARGE] = [20, 2000];
const PAIRS = 5;
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

/**
 * Cost per card of 2,000 cards over 20. Each pair reads as many cards in one page as in a hundred, one after the other:
 * what else the machine is doing weighs on both.
 */
export async function growthOf(): Promise<number> {
  const [large, small] = [captureOf(LARGE), captureOf(SMALL)];
  const ratios: number[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    const { ms: largeMs } = await readMs(large, LARGE);
    let smallMs = 0;
    for (let page = 0; page < LARGE / SMALL; page += 1) smallMs += (await readMs(small, SMALL)).ms;
    // The first pair warms up.
    if (pair > 0) ratios.push(largeMs / smallMs);
  }
  return median(ratios);
}

/** How long pages of so many cards take to read, beside one plain pass of the parser over the same bytes. */
export async function timesOf(cards: number, runs: number) {
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
export async function strangeSeconds(): Promise<number> {
  const html = '<p class="x">nothing to see</p>\n'.repeat(1024 * 1024);
  const began = process.cpuUsage();
  const { tabs } = await parseActivities(
    { html: { posts: html, comments: null, reactions: null }, lead: CAPTURED_LEAD, arrived: ARRIVED },
    () => setImmediate(),
  );
  if (tabs[0]?.status !== 'not_recognised') throw new Error(`The page was called ${tabs[0]?.status}.`);
  return workSince(began) / 1000;
}
