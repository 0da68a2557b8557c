import { sha256Base32 } from '@userport/contracts';
import { leadsJob } from '../prove-processes/jobs';
import type { Row } from './report';
import { withServer } from './served';

const MIB = 1024 * 1024;
const SIZES_MIB = [20, 31];
const MEMORY_LIMIT_MB = 450;
const TEXTS = 3;

/** A line like that of a capture: markup, letters of one to four bytes, quotes, and words that do not repeat. */
const lineOf = (word: string): string =>
  `<p class="t-${word}">Größe „42“ ${word.slice(2)}, 日本の会社 \u{1f680} and a "quote" \\ at the end.</p>\n`;

/** Words without a pattern, the same in every run: captures compress to a fourth or so, and these lines do, too. */
function* words(): Generator<string> {
  for (let state = 1; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield `${state.toString(36)}${Math.imul(state, 2_654_435_761) >>> 0}`;
  }
}

/** Three texts that together fill so many bytes of JSON. */
function textsOf(bytes: number): string[] {
  const word = words();
  return Array.from({ length: TEXTS }, () => {
    const lines: string[] = [];
    for (let size = 1000; size < bytes / TEXTS;) {
      const line = lineOf(word.next().value as string);
      lines.push(line);
      size += Buffer.byteLength(JSON.stringify(line)) - 2;
    }
    return lines.slice(0, -1).join('');
  });
}

async function measureSize(sizeMib: number, say: (text: string) => void): Promise<Row[]> {
  const texts = textsOf(sizeMib * MIB);
  const job = leadsJob(1, { texts });
  const bytes = Buffer.byteLength(JSON.stringify(job.payload));
  say(`a payload of ${(bytes / MIB).toFixed(2)} MiB: create, queue, function, callback`);
  return withServer(async ({ lane, ask, peakMb }) => {
    const answer = await lane.queue.deliver(await ask(job), { deadlineMs: 600_000 });
    if (answer.outcome !== 'delivered') throw new Error(`The delivery ended as ${answer.outcome}.`);
    const [first] = lane.sandbox.receiver.callbacksOf(job.jobId);
    const { metadata } = first?.body as { readonly metadata: { readonly texts_sha256: readonly string[] } };
    const sent = texts.map(sha256Base32);
    const altered = sent.filter((hash, index) => hash !== metadata.texts_sha256[index]).length;
    const where = `${sizeMib} MiB:`;
    return [
      { what: `${where} payload`, value: bytes / MIB, unit: 'MiB', least: sizeMib - 1, limit: sizeMib },
      { what: `${where} texts with another SHA-256 in the function`, value: altered, unit: '', limit: 0 },
      {
        what: `${where} peak memory of the one process (Linux x64)`,
        value: await peakMb(),
        unit: 'MB',
        limit: MEMORY_LIMIT_MB,
      },
    ];
  });
}

/** Large payloads through gateway, queue and function in one process, on a store in a file. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES_MIB) rows.push(...(await measureSize(size, say)));
  return rows;
}
