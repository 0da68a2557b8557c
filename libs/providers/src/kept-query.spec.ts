import { z } from 'zod';
import { keptQuery } from './kept-query';
import { openKit } from './provider-kit.suite';

const question = {
  vendor: 'jina',
  method: 'reader',
  schemaVersion: 2,
  request: { url: 'a' },
  schema: z.object({ text: z.string() }),
  maxAgeMs: 1000,
};

describe('keptQuery', () => {
  it('is a look-up that serves everybody, as old as the question allows', () => {
    const call = openKit({}).call();
    expect(keptQuery(question, call)).toMatchObject({
      identity: {
        vendor: 'jina',
        method: 'reader',
        schemaVersion: 2,
        scope: 'shared',
        request: { url: 'a' },
      },
      maxAgeMs: 1000,
      operation: 'reader',
      bill: call.bill,
    });
  });

  it('follows the call in scope, age and freshness', () => {
    const call = openKit({}).call({ scope: 'tenant:7', maxAgeMs: 5, fresh: true });
    const query = keptQuery(question, call);
    expect([query.identity.scope, query.maxAgeMs, query.fresh]).toEqual(['tenant:7', 5, true]);
  });

  it('refuses a kept answer of another shape', () => {
    const { parse } = keptQuery(question, openKit({}).call());
    expect(parse({ text: 'a', more: 1 })).toEqual({ text: 'a' });
    expect(() => parse({ words: 1 })).toThrow();
  });
});
