import { comparable, firstError, isData, rowsByAddress } from './rows';

const source = { endpoint: 'company', url: 'https://api.brightdata.com' };
const a = 'https://www.linkedin.com/company/a';
const b = 'https://www.linkedin.com/company/b';

describe('comparable', () => {
  it.each([
    'https://www.linkedin.com/company/a',
    'https://ie.linkedin.com/company/A/',
    'http://linkedin.com/company/a?trk=1#x',
  ])('takes %s for the same page', (address) => {
    expect(comparable(address)).toBe('linkedin.com/company/a');
  });

  it('takes what is no address as it is', () => {
    expect(comparable(' Quarrystone ')).toBe('quarrystone');
  });
});

describe('isData', () => {
  it.each([
    [{ name: 'a' }, true],
    [{ name: 'a', warning: 'old', warning_code: 'x' }, true],
    [{ error: 'gone', error_code: 'dead_page' }, false],
    [{ error: 'gone' }, false],
    ['not even an object', true],
  ])('of %j is %s', (row, expected) => {
    expect(isData(row)).toBe(expected);
  });
});

describe('rowsByAddress', () => {
  it('finds rows by what was sent, in any order, whatever address they have', () => {
    const rows = [
      { input: { url: b }, name: 'B' },
      { input: { url: a }, url: 'https://www.linkedin.com/company/a-renamed', name: 'A' },
    ];
    expect([...rowsByAddress([a, b], rows, source)]).toEqual([
      [a, { row: rows[1] }],
      [b, { row: rows[0] }],
    ]);
  });

  it('prefers data over an error for the same address', () => {
    const rows = [
      { input: { url: a }, error_code: 'crawl_failed', error: 'x' },
      { input: { url: a }, name: 'A' },
    ];
    expect(rowsByAddress([a], rows, source).get(a)).toEqual({ row: rows[1] });
  });

  it('takes a lone row for the lone address', () => {
    expect(rowsByAddress([a], [{ name: 'A' }], source).get(a)).toEqual({ row: { name: 'A' } });
  });

  it.each([
    ['dead_page', 'not_found', 'brightdata: company answered no record (dead_page). There is no such page'],
    ['crawl_failed', 'row_failed', 'it will be tried again'],
  ])('reads an error row %s', (word, code, message) => {
    const found = rowsByAddress([a], [{ input: { url: a }, error: 'said', error_code: word }], source).get(a);
    expect(found).toMatchObject({ error: { code } });
    expect(found !== undefined && 'error' in found && found.error.message).toContain(message);
  });

  it('calls no rows at all nothing found, and a missing one something to ask again', () => {
    expect(rowsByAddress([a], [], source).get(a)).toMatchObject({ error: { code: 'not_found' } });
    const others = [
      { input: { url: b }, name: 'B' },
      { input: { url: 'c' }, name: 'C' },
    ];
    expect(rowsByAddress([a, b], others, source).get(a)).toMatchObject({ error: { code: 'row_failed' } });
  });
});

describe('firstError', () => {
  it('is the first one of the rows that have one', () => {
    const rows = [
      { name: 'A' },
      { error: 'x', error_code: 'dead_page' },
      { error: 'y', error_code: 'blocked' },
    ];
    expect(firstError(rows, source)).toMatchObject({ code: 'not_found' });
    expect(firstError([{ name: 'A' }], source)).toBeUndefined();
  });
});
