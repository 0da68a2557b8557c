import { RetryableError, TerminalError } from '@userport/errors';
import * as fc from 'fast-check';
import { isSecretName, redact, redactText } from './redact';

const JWT = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhdWQiOiJodHRwczovL2FwcC5leGFtcGxlIn0.c2lnbmF0dXJl';

describe('isSecretName', () => {
  it.each(
    'authorization Authorization token idToken id_token access-token key apiKey x-api-key GEMINI_API_KEY secret clientSecret password cookie set-cookie credentials private_key webhook-signature'.split(
      ' ',
    ),
  )('knows %s as a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(
    'key_hash idempotency_key cacheKey token_count keyboard monkey author message tokenizer'.split(' '),
  )('leaves %s alone', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('redactText', () => {
  it.each([
    ['a token', `refused ${JWT} here`, 'refused [redacted] here'],
    ['a token whose signature was removed', `${JWT.slice(0, -13)}.SIGNATURE_REMOVED_BY_GOOGLE`, '[redacted]'],
    ['one part of a token', `cannot parse ${JWT.split('.')[0]}`, 'cannot parse [redacted]'],
    ['a bearer header', 'authorization: Bearer abc123def456ghi', 'authorization: Bearer [redacted]'],
    ['basic credentials', 'Basic dXNlcjpwYXNzd29yZA1==', 'Basic [redacted]'],
    ['a key of OpenAI', 'key sk-proj-0123456789abcdef!', 'key [redacted]!'],
    ['a key of Google', `AIza${'b'.repeat(35)}`, '[redacted]'],
    [
      'a key in an address',
      'https://a.example/x?KEY=secret-1&LOOKUP=b',
      'https://a.example/x?KEY=[redacted]&LOOKUP=b',
    ],
    ['a password in JSON', '{"password": "hunter2hunter2"}', '{"password": "[redacted]"}'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', '[redacted]'],
  ])('replaces %s', (_name, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    'The token has lapsed.',
    'Basic understanding of bearer authentication',
    'job job-1 of entity 7b6e0d3a-1f5e-4c1a-9a34-0c2b8f1de001',
  ])('leaves %p as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('comes to an end on 100,000 hostile characters', () => {
    const texts = ['eyJ'.repeat(33_000), 'key='.repeat(25_000), `bearer ${'a.'.repeat(50_000)}`];
    expect(texts.map((text) => redactText(text).length)).toEqual([10, 14, 100_007]);
  });
});

describe('redact', () => {
  it('replaces values by the name of their field at any depth', () => {
    const headers = new Headers({ authorization: 'Bearer x', accept: 'text/html' });
    expect(redact({ headers, list: [{ api_key: 'k', id: 1 }], token: { nested: 'x' } })).toEqual({
      headers: { authorization: '[redacted]', accept: 'text/html' },
      list: [{ api_key: '[redacted]', id: 1 }],
      token: '[redacted]',
    });
  });

  it('keeps figures that are counted in tokens', () => {
    expect(redact({ input_tokens: 12, tokens: null, tokens_left: 3, max_tokens: 'secret' })).toEqual({
      input_tokens: 12,
      tokens: null,
      tokens_left: 3,
      max_tokens: '[redacted]',
    });
  });

  it('describes errors with their causes and without their secrets', () => {
    const error = new RetryableError('Slow down.', {
      code: 'vendor_unavailable',
      retryAfterMs: 2_000,
      cause: new TerminalError(`Wrong recipient ${JWT}`),
    });
    expect(redact({ error })).toEqual({
      error: {
        error_type: 'RetryableError',
        code: 'vendor_unavailable',
        message: 'Slow down.',
        retryable: true,
        retry_after_ms: 2_000,
        causes: ['Wrong recipient [redacted]'],
      },
    });
  });

  it('adds the stack of an error that nobody expected', () => {
    expect(redact(new RangeError('too far'))).toMatchObject({
      code: 'unexpected',
      message: 'too far',
      stack: expect.stringContaining('redact.spec'),
    });
  });

  it('makes everything that JSON cannot say into text', () => {
    const circular: Record<string, unknown> = { name: 'ring' };
    circular['self'] = circular;
    expect(
      redact({
        circular,
        big: 10n,
        nan: Number.NaN,
        date: new Date(0),
        noDate: new Date(Number.NaN),
        bytes: new Uint8Array(3),
        map: new Map([['password', 'x']]),
        set: new Set([1]),
        url: new URL('https://a.example/path?key=1'),
        run: () => 1,
      }),
    ).toEqual({
      circular: { name: 'ring', self: '[circular]' },
      big: '[bigint] 10',
      nan: 'NaN',
      date: '1970-01-01T00:00:00.000Z',
      noDate: 'no date',
      bytes: '[3 bytes]',
      map: { password: '[redacted]' },
      set: [1],
      url: 'https://a.example/path',
      run: '[function]',
    });
  });

  it('bounds texts, lists, fields and depth', () => {
    const deep = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };
    expect(redact('x'.repeat(2_001))).toBe(`${'x'.repeat(2_000)}…`);
    expect(redact(Array.from({ length: 53 }, () => 1))).toHaveLength(51);
    expect(
      Object.keys(redact(Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`f${i}`, i]))) as object),
    ).toHaveLength(51);
    expect(redact(deep)).toEqual({ a: { b: { c: { d: { e: { f: '[too deep]' } } } } } });
  });

  it('says that a value cannot be read instead of throwing', () => {
    const trap = {
      get price(): number {
        throw new RangeError('no');
      },
    };
    expect(redact(trap)).toBe('[not readable: RangeError]');
  });

  it('never throws and never lets a marked secret through', () => {
    const secret = `sk-${'q1'.repeat(12)}`;
    const holding = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.anything(),
        fc.string().map((text) => `${text} ${secret} ${text}`),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'api_key', 'text'), tie('value')),
      ),
    })).value;
    fc.assert(fc.property(holding, (value) => !(JSON.stringify(redact(value)) ?? '').includes(secret)));
  });
});
