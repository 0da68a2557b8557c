import fc from 'fast-check';
import { cacheKeyOf, type RequestIdentity } from './cache-key';

const identity: RequestIdentity = {
  vendor: 'jina',
  method: 'reader',
  schemaVersion: 1,
  scope: 'shared',
  request: { url: 'https://quarrystone.example/', form: 'markdown' },
};

describe('cacheKeyOf', () => {
  it('is 52 letters and digits in which nothing can be read', () => {
    expect(cacheKeyOf(identity)).toMatch(/^[a-z2-7]{52}$/);
  });

  it('minds neither the order of fields nor those that are undefined', () => {
    const request = { form: 'markdown', images: undefined, url: 'https://quarrystone.example/' };
    expect(cacheKeyOf({ ...identity, request })).toBe(cacheKeyOf(identity));
  });

  it.each<[string, Partial<RequestIdentity>]>([
    ['vendor', { vendor: 'builtwith' }],
    ['method', { method: 'search' }],
    ['schema version', { schemaVersion: 2 }],
    ['scope', { scope: 'tenant:7' }],
    ['request', { request: { url: 'https://quarrystone.example/a', form: 'markdown' } }],
    ['a deep part of the request', { request: { schema: { type: 'object', required: ['a'] } } }],
  ])('differs by %s', (_what, other) => {
    expect(cacheKeyOf({ ...identity, ...other })).not.toBe(cacheKeyOf(identity));
  });

  it('keeps the borders between its parts', () => {
    const [a, b] = [
      { ...identity, vendor: 'ab', method: 'c' },
      { ...identity, vendor: 'a', method: 'bc' },
    ];
    expect(cacheKeyOf(a)).not.toBe(cacheKeyOf(b));
  });

  it('is the same for the same request, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-j]{1,5}$/), fc.jsonValue()), (request) => {
        const copy = JSON.parse(JSON.stringify(request)) as typeof request;
        const backwards = Object.fromEntries(Object.entries(copy).reverse());
        return cacheKeyOf({ ...identity, request }) === cacheKeyOf({ ...identity, request: backwards });
      }),
    );
  });

  it.each(['apiKey', 'Authorization', 'KEY', 'token', 'password'])('refuses a field called %s', (name) => {
    const make = () => cacheKeyOf({ ...identity, request: { [name]: 'mark-of-a-secret' } });
    expect(make).toThrow(`jina reader has a field ${name}`);
    expect(make).not.toThrow(/mark-of-a-secret/);
  });

  it('takes counts that are named like secrets', () => {
    expect(cacheKeyOf({ ...identity, request: { maxOutputTokens: 500 } })).toMatch(/^[a-z2-7]{52}$/);
  });
});
