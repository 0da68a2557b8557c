import { HttpCallError, networkFault, safeUrl } from './http-call-error';

describe('safeUrl', () => {
  it.each([
    [
      'https://api.example/v1/a?KEY=secret&LOOKUP=b.example&KEY=2#part',
      'https://api.example/v1/a?KEY&LOOKUP',
    ],
    ['https://user:pass@api.example/', 'https://api.example/'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
  ])('shows %s as %s', (address, expected) => {
    expect(safeUrl(address)).toBe(expected);
  });
});

describe('HttpCallError', () => {
  const facts = {
    client: 'apollo',
    endpoint: 'people search',
    method: 'POST',
    url: 'https://api.example/search',
    sent: true,
  } as const;

  it('says method, address, kind, status and excerpt', () => {
    const error = new HttpCallError({
      ...facts,
      kind: 'refused',
      status: 422,
      excerpt: 'per_page is too large',
    });
    expect(error.message).toBe('POST https://api.example/search refused: 422 per_page is too large');
    expect(error.facts.endpoint).toBe('people search');
  });

  it('says no more than it knows', () => {
    expect(new HttpCallError({ ...facts, kind: 'timeout' }).message).toBe(
      'POST https://api.example/search timeout',
    );
  });
});

describe('networkFault', () => {
  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['UND_ERR_CONNECT_TIMEOUT', false],
    ['CERT_HAS_EXPIRED', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
  ])('finds %s along the causes and says that sent is %s', (code, sent) => {
    const fault = Object.assign(new Error('socket'), { code });
    const error = new TypeError('outer', { cause: new TypeError('fetch failed', { cause: fault }) });
    expect(networkFault(error)).toEqual({ networkCode: code, sent });
  });

  it('takes the worst case when nothing is known', () => {
    expect(networkFault('odd')).toEqual({ networkCode: 'no further word', sent: true });
  });
});
