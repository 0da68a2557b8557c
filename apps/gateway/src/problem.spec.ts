import { conflict, notFound, ok, unprocessable } from './problem';

describe('unprocessable', () => {
  it('names the broken rules in words and as data', () => {
    const errors = [
      { path: 'a.b', rule: 'too_small', message: 'must have at least 1 entry' },
      { path: '', rule: 'object', message: 'must be a JSON object' },
    ];
    expect(unprocessable('The body', errors)).toEqual({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'urn:userport:problem:invalid_request',
        title: 'The request breaks rules',
        status: 422,
        detail: 'a.b must have at least 1 entry; The body must be a JSON object.',
        errors,
      },
    });
  });

  it('tells five of many in words and a hundred as data', () => {
    const errors = Array.from({ length: 250 }, (_, number) => ({
      path: `f${number}`,
      rule: 'r',
      message: 'is bad',
    }));
    const { body } = unprocessable('The body', errors);
    expect(body['detail']).toBe('f0 is bad; f1 is bad; f2 is bad; f3 is bad; f4 is bad; and 245 more.');
    expect(body['errors']).toHaveLength(100);
  });
});

describe('the other answers', () => {
  it('carry their status, kind and state', () => {
    expect(ok({ a: 1 })).toEqual({ status: 200, body: { a: 1 } });
    expect(notFound('unknown_x', 'No x.').body).toMatchObject({ status: 404, detail: 'No x.' });
    // The state of what was asked about stands beside the problem's own members.
    expect(conflict('busy', 'It runs.', { job_id: 'j' }).body).toMatchObject({ status: 409, job_id: 'j' });
  });
});
