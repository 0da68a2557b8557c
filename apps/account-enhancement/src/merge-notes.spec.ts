import { type Judged, supported, unsupported } from '@userport/evidence';
import { openNotes } from './merge-notes';

const on = (value: number, page: string): Judged<number> =>
  supported(value, { level: 'quoted', source: page, quote: String(value) });
const record = (value: number): Judged<number> =>
  supported(value, { level: 'record', source: 'brightdata', path: 'founded' });

const DATES: Readonly<Record<string, string>> = { old: '2020-01-01', new: '2026-05-02' };
const open = () => openNotes((url) => DATES[url] ?? '');

describe('one', () => {
  it('takes the group that counts most, whatever the others say', () => {
    const notes = open();
    expect(notes.one('founded_year', [[], [on(1994, 'a')], [record(1995)]])).toBe(1994);
    expect(notes.evidence['founded_year']).toEqual({ level: 'quoted', source: 'a', quote: '1994' });
    expect(notes.disagreements).toEqual([
      {
        field: 'founded_year',
        value: 1995,
        evidence: { level: 'record', source: 'brightdata', path: 'founded' },
      },
    ]);
  });

  it('takes within a group what most pages say, then what the newest page says, then the first', () => {
    expect(open().one('f', [[on(1, 'a'), on(2, 'b'), on(2, 'c')]])).toBe(2);
    expect(open().one('f', [[on(1, 'a'), on(2, 'b'), on(2, 'b')]])).toBe(1);
    expect(open().one('f', [[on(1, 'old'), on(2, 'new')]])).toBe(2);
    expect(open().one('f', [[on(1, 'a'), on(2, 'b')]])).toBe(1);
  });

  it('tells of no disagreement where sources agree', () => {
    const notes = open();
    notes.one('f', [[on(1, 'a')], [record(1)]]);
    expect(notes.disagreements).toEqual([]);
  });

  it('keeps what nothing proves and shows nothing of it', () => {
    const notes = open();
    expect(notes.one('f', [[unsupported(7, 'no_quote')]])).toBeNull();
    expect([notes.evidence, notes.refused]).toEqual([{}, [{ field: 'f', claimed: 7, reason: 'no_quote' }]]);
  });
});

describe('all', () => {
  const item = (name: string, page: string): Judged<string> =>
    supported(name, { level: 'quoted', source: page, quote: name });

  it('takes each item once, whatever its case, with the proof of the first', () => {
    const notes = open();
    expect(notes.all('customers', [item('Tarnweave', 'a'), item('TARNWEAVE', 'b')], (name) => name)).toEqual([
      'Tarnweave',
    ]);
    expect(notes.evidence['customers']).toEqual([
      { item: 'Tarnweave', level: 'quoted', source: 'a', quote: 'Tarnweave' },
    ]);
  });

  it('says null and not an empty list where nothing is proved', () => {
    expect(open().all('customers', [unsupported('X', 'no_quote')], (name: string) => name)).toBeNull();
  });
});
