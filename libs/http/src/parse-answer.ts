import { RetryableError, TerminalError } from '@userport/errors';
import type { ZodType } from 'zod';
import { callError, type HttpAnswer } from './exchange';
import type { PreparedRequest } from './http-request';

/**
 * The JSON of a good answer, checked.
 * @throws RetryableError `response_invalid` when it is not JSON: a proxy's page, or cut off
 * @throws TerminalError `response_unexpected` when it has another shape; asked again it would have the same
 */
export const parseAnswer = <T>(
  client: string,
  request: PreparedRequest,
  answer: HttpAnswer,
  schema: ZodType<T>,
  parseJson: (text: string) => unknown = JSON.parse,
): T => {
  const cause = callError(client, request, { kind: 'invalid', sent: true, status: answer.status });
  let value: unknown;
  try {
    value = parseJson(answer.text());
  } catch {
    // The parser's own error quotes the text, which is a payload.
    const what = answer.bytes.byteLength === 0 ? 'nothing' : 'something else';
    throw new RetryableError(`${client}: ${request.endpoint} should answer JSON and sent ${what}.`, {
      code: 'response_invalid',
      cause,
    });
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const rules = checked.error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.') || 'it'}: ${code}`);
  throw new TerminalError(
    `${client}: the answer of ${request.endpoint} has another shape than agreed (${rules.join('; ')}). ` +
      'Compare the schema with the vendor’s documentation.',
    { code: 'response_unexpected', cause },
  );
};
