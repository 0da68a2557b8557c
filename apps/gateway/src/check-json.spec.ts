import { checkJson } from './check-json';

describe('checkJson', () => {
  it('takes anything that JSON says in bounds', () => {
    expect(checkJson({ a: [1, 'x', null, { b: true }], 'c.d': -0.5 })).toEqual([]);
    expect(checkJson('text')).toEqual([]);
  });

  it('refuses a nesting that would break the stack of a reader', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(checkJson({ a: deep })).toEqual([
      { path: '', rule: 'nesting', message: 'is nested deeper than 100 levels' },
    ]);
  });

  it('takes 100 levels and refuses 101', () => {
    const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(checkJson(nested(101))).toEqual([]);
    expect(checkJson(nested(102))).toHaveLength(1);
  });

  it('names numbers beyond the range and the name that readers drop', () => {
    expect(checkJson(JSON.parse('{"a":{"n":1e999},"b":[{"__proto__":{}}]}'))).toEqual([
      { path: 'a.n', rule: 'finite_number', message: 'is a number too large for JSON readers' },
      { path: 'b.0.__proto__', rule: 'name', message: 'has a name that readers drop' },
    ]);
  });

  it('stops after twenty mistakes', () => {
    const numbers = Array.from({ length: 500 }, () => Number.POSITIVE_INFINITY);
    expect(checkJson({ numbers })).toHaveLength(20);
  });
});
