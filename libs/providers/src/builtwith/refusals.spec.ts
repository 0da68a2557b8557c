import type { HttpAnswer } from '@userport/http';
import { isOfOneDomain, judgeBuiltwith, lookupOf, refusalOf } from './refusals';

const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: new Headers(),
  bytes: new Uint8Array(),
  text: () => (typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('judgeBuiltwith', () => {
  it.each([
    ['no errors', { Results: [], Errors: [] }],
    ['no list of errors', { Results: [] }],
    ['an error of one domain', { Results: [], Errors: [{ Code: -8, Lookup: 'localhost' }] }],
  ])('leaves a good answer with %s alone', (_what, body) => {
    expect(judgeBuiltwith(answer(200, body))).toBeUndefined();
  });

  it('finds the error of the account beside one of a domain', () => {
    const body = {
      Results: [],
      Errors: [
        { Code: -8, Lookup: 'localhost' },
        { Code: -3, Lookup: 'a.example' },
      ],
    };
    expect(judgeBuiltwith(answer(200, body))).toMatchObject({ code: 'quota_exhausted', verdict: 'later' });
  });

  it('leaves what is no JSON to the reader of the answer', () => {
    expect(judgeBuiltwith(answer(200, '"Errors": [1'))).toBeUndefined();
  });

  it('reads the delay of a 429 where its body tells one', () => {
    expect(judgeBuiltwith(answer(429, { retryAfterSeconds: 1.5 }))).toMatchObject({ retryAfterMs: 1500 });
    expect(judgeBuiltwith(answer(429, 'busy'))?.retryAfterMs).toBeUndefined();
  });
});

describe('an entry of the list of errors', () => {
  it('is read as an object and as a sentence', () => {
    expect(refusalOf({ Code: -2 }).code).toBe('vendor_unauthorized');
    expect(refusalOf({ Message: 'Invalid API key' }).code).toBe('vendor_unauthorized');
    expect(refusalOf('You have run out of credits').code).toBe('quota_exhausted');
  });

  it('is of one domain when it names it and refuses the look-up', () => {
    expect(isOfOneDomain({ Code: -8, Lookup: 'Localhost' })).toBe(true);
    expect(isOfOneDomain({ Code: -8 })).toBe(false);
    expect(isOfOneDomain({ Code: -2, Lookup: 'a.example' })).toBe(false);
    expect(lookupOf({ Code: -8, Lookup: 'Localhost' })).toBe('localhost');
    expect([lookupOf('text'), lookupOf({ Code: -8, Lookup: '' })]).toEqual([undefined, undefined]);
  });
});
