import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ReceivedCallback } from './received';

/** One line of a journal: a callback as it came, and what was answered. The body follows from its text. */
export type JournalEntry = Omit<ReceivedCallback, 'body'>;

/** Keeps what must outlive the process. */
export interface Journal {
  /** Everything written so far, of earlier processes too. */
  readonly earlier: readonly JournalEntry[];
  /** On disk when it returns: a kill right after the answer loses nothing. */
  write(entry: JournalEntry): void;
}

const entryIn = (line: string): JournalEntry[] => {
  try {
    return [JSON.parse(line) as JournalEntry];
  } catch {
    return []; // the line that a kill cut off was never answered
  }
};

/** A journal in memory only: nothing earlier, nothing kept. */
export const noJournal: Journal = { earlier: [], write: () => undefined };

/** A journal in a file of JSON lines; the file and its folder are made when there are none. */
export function openJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // A torn last line must not swallow the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  return {
    earlier: text.split('\n').flatMap((line) => (line === '' ? [] : entryIn(line))),
    write: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
  };
}
