import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JournalEntry, noJournal, openJournal } from './journal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (order: number): JournalEntry => ({
  order,
  receivedAt: '2026-11-20T12:00:00.000Z',
  headers: {},
  sha256: 'x',
  bytes: 2,
  text: '{}',
  caller: null,
  httpStatus: 200,
  answer: null,
  judged: true,
  repeatOf: null,
  fault: null,
});

describe('a journal', () => {
  it('gives back what an earlier one wrote, making its folder', () => {
    const path = join(folder, 'deep', 'journal.jsonl');
    const first = openJournal(path);
    first.write(entry(1));
    first.write(entry(2));
    expect(first.earlier).toEqual([]);
    expect(openJournal(path).earlier).toEqual([entry(1), entry(2)]);
  });

  it('drops a line that was cut off and keeps the next one whole', () => {
    const path = join(folder, 'journal.jsonl');
    openJournal(path).write(entry(1));
    appendFileSync(path, '{"order":2,"rec');
    openJournal(path).write(entry(3));
    expect(openJournal(path).earlier.map(({ order }) => order)).toEqual([1, 3]);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  });

  it('may be none', () => {
    noJournal.write(entry(1));
    expect(noJournal.earlier).toEqual([]);
  });
});
