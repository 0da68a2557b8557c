import fc from 'fast-check';
import { exactJson } from './exact-json';

describe('exactJson', () => {
  it('keeps every digit of a whole number beyond 2^53', () => {
    expect(exactJson('{"request_id": 7300000000000000001, "list": [-9007199254740993]}')).toEqual({
      request_id: '7300000000000000001',
      list: ['-9007199254740993'],
    });
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['1e30', 1e30],
    ['0.1', 0.1],
    ['"7300000000000000001"', '7300000000000000001'],
  ])('reads %s as %j', (text, value) => {
    expect(exactJson(text)).toBe(value);
  });

  it('reads all other JSON as it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value))),
        (value) => {
          const text = JSON.stringify(value);
          expect(exactJson(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('throws at what is no JSON', () => {
    expect(() => exactJson('<html>')).toThrow(SyntaxError);
  });
});
