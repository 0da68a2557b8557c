import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { prepareRequest } from './http-request';
import { parseAnswer } from './parse-answer';

const request = prepareRequest(
  { name: 'vendor', baseUrl: 'https://api.example' },
  { path: 'x', endpoint: 'search' },
);
const schema = z.object({ people: z.array(z.object({ name: z.string().nullable() })) });

const parse = (text: string): unknown =>
  parseAnswer(
    'vendor',
    request,
    { status: 200, headers: new Headers(), bytes: Buffer.from(text), text: () => text },
    schema,
  );

const failureOf = (text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    return error;
  }
};

describe('parseAnswer', () => {
  it('answers the fields of the schema and drops the others', () => {
    expect(parse('{"people":[{"name":null,"id":1}],"total":1}')).toEqual({ people: [{ name: null }] });
  });

  it.each([
    ['', 'nothing'],
    ['<html>Ada Example</html>', 'something else'],
    ['{"people":[', 'something else'],
  ])('finds %p retryable and does not quote it', (text, what) => {
    const error = failureOf(text);
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({
      code: 'response_invalid',
      message: `vendor: search should answer JSON and sent ${what}.`,
    });
  });

  it('finds another shape final, names the place and the rule and not the value', () => {
    const error = failureOf('{"people":[{"name":"Ada"},{"name":7}]}');
    expect(error).toBeInstanceOf(TerminalError);
    expect((error as TerminalError).code).toBe('response_unexpected');
    expect((error as TerminalError).message).toContain('(people.1.name: invalid_type)');
    expect((error as TerminalError).message).not.toContain('Ada');
  });

  it('parses as the vendor needs it', () => {
    const answer = { status: 200, headers: new Headers(), bytes: new Uint8Array(), text: () => 'a;b' };
    const split = (text: string) => text.split(';');
    expect(parseAnswer('vendor', request, answer, z.array(z.string()), split)).toEqual(['a', 'b']);
  });
});
