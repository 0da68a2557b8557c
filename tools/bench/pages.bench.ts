import { itemsIn, leadsJob } from '../prove-processes/jobs';
import type { Row } from './report';
import { withServer } from './served';

const LEADS = 10_000;
const PAGE_SIZE = 20;
/** With it a lead has the size of an enriched one. */
const ABOUT_CHARACTERS = 4_000;
const MEMORY_LIMIT_MB = 200;
const MB = 1_000_000;

/** A result of 10,000 leads: stored, paged, sent, by a server in another process. */
export const measure = (say: (text: string) => void): Promise<readonly Row[]> =>
  withServer(async ({ lane, ask, overIdleMb, idleMb }) => {
    const job = leadsJob(1, { leads: LEADS, page_size: PAGE_SIZE, about_characters: ABOUT_CHARACTERS });
    const task = await ask(job);
    say(`${LEADS} leads in pages of ${PAGE_SIZE}`);
    const beganMs = performance.now();
    const answer = await lane.queue.deliver(task, { deadlineMs: 600_000 });
    const tookMs = performance.now() - beganMs;
    if (answer.outcome !== 'delivered') throw new Error(`The delivery ended as ${answer.outcome}.`);
    const pages = lane.sandbox.receiver.callbacksOf(job.jobId);
    const received = pages.flatMap(({ body }) => itemsIn(body));
    const distinct = new Set(received);
    const missing = job.items.filter((item) => !distinct.has(item));
    return [
      { what: 'leads that did not arrive', value: missing.length, unit: '', limit: 0 },
      { what: 'leads that arrived twice', value: received.length - distinct.size, unit: '', limit: 0 },
      {
        what: 'memory over idle (server alone, Linux x64)',
        value: await overIdleMb(),
        unit: 'MB',
        limit: MEMORY_LIMIT_MB,
      },
      { what: 'memory when idle', value: idleMb, unit: 'MB' },
      { what: 'pages', value: pages.length, unit: 'pages' },
      {
        what: 'bytes of all pages',
        value: pages.reduce((sum, { bytes }) => sum + bytes, 0) / MB,
        unit: 'MB',
      },
      { what: 'from the queue call to its 200', value: tookMs, unit: 'ms' },
    ];
  });
