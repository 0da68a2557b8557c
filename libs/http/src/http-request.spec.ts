import { TerminalError } from '@userport/errors';
import { checkBaseUrl, excerptOf, prepareRequest } from './http-request';

const client = { name: 'vendor', baseUrl: 'https://api.example/v1/' };

describe('checkBaseUrl', () => {
  it.each(['https://api.example', 'http://127.0.0.1:9/api/'])('takes %s', (address) => {
    expect(() => checkBaseUrl('vendor', address)).not.toThrow();
  });

  it.each([
    '',
    'api.example',
    'ftp://api.example',
    'https://u:p@api.example',
    'https://api.example/?key=1',
    'https://a.example/#x',
  ])('refuses %p without repeating it', (address) => {
    expect(() => checkBaseUrl('vendor', address)).toThrow(
      new TerminalError(
        'The base address of vendor must be http or https, without user, query and fragment. Correct its configuration.',
      ),
    );
  });
});

describe('prepareRequest', () => {
  it.each([
    ['/people', 'https://api.example/v1/people'],
    ['people', 'https://api.example/v1/people'],
    ['', 'https://api.example/v1/'],
    ['a%2Fb', 'https://api.example/v1/a%2Fb'],
  ])('joins %p with one slash', (path, expected) => {
    expect(prepareRequest(client, { path }).url.href).toBe(expected);
  });

  it('writes the query, repeats lists and leaves undefined out', () => {
    const query = { q: 'a&b c', page: 2, ids: ['x', 'y'], none: undefined, flag: false };
    expect(prepareRequest(client, { path: 'p', query }).url.search).toBe(
      '?q=a%26b+c&page=2&ids=x&ids=y&flag=false',
    );
  });

  it('sends JSON with its type, and lets a request overrule the client', () => {
    const prepared = prepareRequest(
      { ...client, headers: { accept: 'text/html', 'x-client': '1' } },
      { method: 'POST', path: 'p', json: { a: 1 }, headers: { accept: 'application/json' } },
    );
    expect([prepared.method, prepared.body, Object.fromEntries(prepared.headers)]).toEqual([
      'POST',
      '{"a":1}',
      { 'content-type': 'application/json', accept: 'application/json', 'x-client': '1' },
    ]);
  });

  it('names the endpoint by method and path when nobody does', () => {
    expect(prepareRequest(client, { path: 'people', query: { key: 'k' } }).endpoint).toBe('GET /v1/people');
    expect(prepareRequest(client, { path: 'people', endpoint: 'people search' }).endpoint).toBe(
      'people search',
    );
  });

  it('collects the values that must not be shown', () => {
    const prepared = prepareRequest(
      {
        ...client,
        headers: { authorization: 'Bearer secret-one', 'x-api-key': 'secret-two', accept: 'text/html' },
      },
      { path: 'p', query: { KEY: 'secret-three', token: 'abc', LOOKUP: 'b.example' } },
    );
    expect(prepared.secrets).toEqual(['secret-one', 'secret-two', 'secret-three']);
  });

  it.each(['Bearer', 'Basic', 'Token', 'API'])('collects a key without the word %s before it', (word) => {
    const headers = { authorization: `${word} 5f2a-secret` };
    expect(prepareRequest({ ...client, headers }, { path: 'p' }).secrets).toEqual(['5f2a-secret']);
  });

  it('refuses a header that cannot be sent without repeating its value', () => {
    const prepare = (): unknown =>
      prepareRequest({ ...client, headers: { 'x-api-key': 'abc\ndef' } }, { path: 'p' });
    expect(prepare).toThrow(TerminalError);
    expect(prepare).toThrow(/^The header x-api-key of vendor holds a character that HTTP forbids/);
    expect(prepare).not.toThrow(/abc/);
  });
});

describe('excerptOf', () => {
  it('keeps one bounded line without the secrets of the request', () => {
    const text = `Key secret-one is\r\n\u0000 not\u200b known ${'x'.repeat(400)}`;
    const excerpt = excerptOf(text, ['secret-one']);
    expect(excerpt).toMatch(/^Key \[redacted\] is not known x+…$/);
    expect(excerpt).toHaveLength(301);
  });

  it('replaces what looks like a secret by itself', () => {
    expect(excerptOf('Incorrect API key: sk-proj-0123456789abcdef', [])).toBe(
      'Incorrect API key: [redacted]',
    );
  });

  it('stays well-formed text', () => {
    expect(excerptOf('a\ud800b', [])).toBe('a\ufffdb');
  });
});
