import { problemAnswer, retryAfterSeconds } from './problem';

describe('retryAfterSeconds', () => {
  it.each([
    [0, '1'],
    [1000, '1'],
    [1001, '2'],
    [34_400, '35'],
  ])('rounds %d ms up to whole seconds, at least one', (ms, seconds) => {
    expect(retryAfterSeconds(ms)).toBe(seconds);
  });
});

describe('problemAnswer', () => {
  it('makes problem details with the status inside', () => {
    expect(
      problemAnswer({
        status: 415,
        type: 'content_encoding',
        title: 'Compressed body',
        detail: 'Send it plain.',
      }),
    ).toEqual({
      status: 415,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'urn:userport:problem:content_encoding',
        title: 'Compressed body',
        status: 415,
        detail: 'Send it plain.',
      },
    });
  });
});
