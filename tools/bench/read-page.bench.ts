import { setImmediate } from 'node:timers/promises';
import { readMarkdown, readPage } from '@userport/html';
import { Parser } from 'htmlparser2';
import type { Row } from './report';

const MEGABYTES = 5;
const LIMIT_MS = 300;
/** Longer, and others in the process wait. */
const LONGEST_STRETCH_MS = 50;
/** The first one warms up. */
const RUNS = 9;

/** As long as those of the reading. */
const BARE_SLICE = 32 * 1024;

/** A card as builders of sites write them: a few words of text in a lot of markup. */
const HTML_CARD =
  '<section class="elementor-section elementor-top-section" data-id="8f2c1d7" data-element_type="section">' +
  '<div class="elementor-container elementor-column-gap-default"><h2 class="elementor-heading-title">Picking at night</h2>' +
  '<p class="elementor-text-editor">Our <b>robots</b> pick for <a href="https://northwind.example/customers?from=card">grocers</a>, day and night.</p>' +
  '<ul class="elementor-icon-list-items"><li class="elementor-icon-list-item"><img alt="Kestrel logo" src="https://cdn.northwind.example/kestrel-640x480.png" loading="lazy"></li></ul>' +
  '</div></section>\n';
const MARKDOWN_CARD =
  '## Picking at night\n\nOur **robots** pick for [grocers](https://northwind.example/customers?from=card), day and night.\n\n' +
  '*   ![Image 1: Kestrel logo](https://cdn.northwind.example/kestrel-640x480.png)\n\n';

const pageOf = (card: string): string => card.repeat(Math.ceil((MEGABYTES * 1_000_000) / card.length));

type Read = (text: string, options: { url: string; pause: () => Promise<void> }) => Promise<unknown>;

async function timed(read: Read, text: string): Promise<{ tookMs: number; longestMs: number }> {
  const beganMs = performance.now();
  let [resumedMs, waitedMs, longestMs] = [beganMs, 0, 0];
  const endStretch = (): number => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - resumedMs);
    return nowMs;
  };
  const pause = async (): Promise<void> => {
    const pausedMs = endStretch();
    await setImmediate();
    resumedMs = performance.now();
    waitedMs += resumedMs - pausedMs;
  };
  await read(text, { url: 'https://northwind.example/', pause });
  return { tookMs: endStretch() - beganMs - waitedMs, longestMs };
}

/** The parser alone, which makes nothing of what it finds: what a machine takes for the pass itself. */
const barePass: Read = async (text, { pause }) => {
  const parser = new Parser({});
  for (let at = 0; at < text.length; at += BARE_SLICE) {
    parser.write(text.slice(at, at + BARE_SLICE));
    await pause();
  }
  parser.end();
};

async function rowsOf(form: string, read: Read, card: string): Promise<readonly Row[]> {
  const text = pageOf(card);
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await timed(read, text));
  const warm = runs.slice(1);
  const best = (pick: (run: (typeof warm)[number]) => number): number => Math.min(...warm.map(pick));
  return [
    {
      what: `${form}, time of a ${MEGABYTES} MB page`,
      value: best(({ tookMs }) => tookMs),
      unit: 'ms',
      limit: LIMIT_MS,
    },
    {
      what: `${form}, longest stretch`,
      value: best(({ longestMs }) => longestMs),
      unit: 'ms',
      limit: LONGEST_STRETCH_MS,
    },
  ];
}

/** Reading of large pages into blocks, in slices that let others run; the best of eight runs, since others share the machine. */
export const measure = async (say: (text: string) => void): Promise<readonly Row[]> => {
  say(`pages of ${MEGABYTES} MB, ${RUNS} runs each`);
  const bare = await rowsOf('HTML', barePass, HTML_CARD);
  const html = await rowsOf('HTML', readPage, HTML_CARD);
  const over = (html[0]?.value ?? 0) / (bare[0]?.value ?? 1);
  return [
    ...html,
    { what: 'HTML, time over a bare pass of the parser', value: over, unit: 'times' },
    ...(await rowsOf('Markdown', readMarkdown, MARKDOWN_CARD)),
  ];
};
