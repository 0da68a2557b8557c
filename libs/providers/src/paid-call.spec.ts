import type { Bill } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { HttpCallError, type HttpCallFacts } from '@userport/http';
import { costUsd, keyOf, paidCall, refusalInside } from './paid-call';
import { NOW, openKit } from './provider-kit.suite';

describe('keyOf', () => {
  it('gives the key, or names the variable and where to get it', () => {
    const { config } = openKit({ JINA_API_KEY: 'k' }).parts;
    expect(keyOf(config, 'JINA_API_KEY')).toBe('k');
    expect(() => keyOf(config, 'BUILTWITH_API_KEY')).toThrow(
      'BUILTWITH_API_KEY is not set. Key of BuiltWith: https://api.builtwith.com',
    );
  });
});

describe('costUsd', () => {
  it('counts by the price table, to a billionth of a dollar', () => {
    expect(costUsd('brightdata', 'record', 3, NOW)).toBe(0.006);
    expect(costUsd('jina', 'token', 812, NOW)).toBe(0.0000406);
  });

  it('is unknown where no price is, and never zero for that reason', () => {
    expect(costUsd('jina', 'page', 3, NOW)).toBeNull();
  });
});

describe('paidCall', () => {
  const planned = { vendor: 'v', operation: 'o', estimateUsd: 1 };
  const facts: HttpCallFacts = {
    client: 'v',
    endpoint: 'o',
    method: 'GET',
    url: 'https://v.example/',
    kind: 'refused',
    sent: true,
    status: 500,
  };
  const errorWith = (more: Partial<HttpCallFacts>) =>
    new RetryableError('no', { cause: new HttpCallError({ ...facts, ...more }) });

  const run = async (make: () => Promise<number>, isFree?: (of: HttpCallFacts) => boolean) => {
    const kit = openKit({});
    const end = await paidCall({
      bill: kit.call().bill,
      planned,
      make,
      settle: (answer) => ({ units: { answers: answer }, costUsd: 0.5 }),
      ...(isFree && { isFree }),
    }).catch((error: unknown) => error);
    const [line] = kit.lines;
    return { end, billed: line?.end === 'released' ? 'released' : [line?.units, line?.costUsd] };
  };

  it('settles what the answer says', async () => {
    expect(await run(async () => 2)).toEqual({ end: 2, billed: [{ answers: 2 }, 0.5] });
  });

  it.each<[string, Error, unknown]>([
    ['refused with a status', errorWith({}), [{ refusals: 1 }, 0]],
    ['told that there is no such thing', errorWith({ status: 404 }), [{ misses: 1 }, 0]],
    ['refused inside a 200', errorWith({ status: 200 }), [{}, null]],
    ['not answered', errorWith({ kind: 'timeout', status: undefined }), [{}, null]],
    ['never sent', errorWith({ kind: 'network', sent: false }), 'released'],
    ['not let through', new RetryableError('wait', { code: 'rate_limited' }), 'released'],
    ['stopped', new RetryableError('stop', { code: 'vendor_stopped' }), 'released'],
    ['not configured', new TerminalError('key', { code: 'configuration' }), 'released'],
    ['given up', new RetryableError('given up', { code: 'aborted' }), [{}, null]],
    ['a fault of ours', new RangeError('bug'), [{}, null]],
  ])('settles a call that was %s', async (_what, error, billed) => {
    const failed = await run(() => Promise.reject(error));
    expect(failed).toEqual({ end: error, billed });
  });

  it('believes a vendor who charges nothing for what it refuses inside a 200', async () => {
    const failed = await run(
      () => Promise.reject(errorWith({ status: 200 })),
      () => true,
    );
    expect(failed.billed).toEqual([{ refusals: 1 }, 0]);
  });

  it('calls nothing without a budget', async () => {
    const spent = new TerminalError('spent', { code: 'budget_exhausted' });
    const bill: Bill = { reserve: () => Promise.reject(spent) };
    const make = jest.fn(async () => 1);
    const call = paidCall({ bill, planned, make, settle: () => ({ units: {}, costUsd: 0 }) });
    await expect(call).rejects.toBe(spent);
    expect(make).not.toHaveBeenCalled();
  });
});

describe('refusalInside', () => {
  const about = {
    client: 'jina',
    endpoint: 'reader',
    url: 'https://r.jina.ai/',
    code: 'x',
    message: 'said no.',
  };

  it('is final or retryable as its verdict says, with the facts of the call', () => {
    const never = refusalInside({ ...about, verdict: 'never' });
    const later = refusalInside({ ...about, verdict: 'later', retryAfterMs: 7 });
    expect([never, later].map((error) => error.message)).toEqual(Array(2).fill('jina: reader said no.'));
    expect(never).toBeInstanceOf(TerminalError);
    expect(later).toMatchObject({ code: 'x', retryAfterMs: 7 });
    expect((later.cause as HttpCallError).facts).toMatchObject({
      client: 'jina',
      status: 200,
      method: 'POST',
    });
  });
});
