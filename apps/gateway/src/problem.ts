import type { JsonObject } from '@userport/contracts';
import { type HttpAnswer, problemAnswer } from '@userport/host';

/** One rule that a request breaks. The value itself is never told: it may be personal, or a secret. */
export interface FieldProblem {
  /** The field, its parents before it, joined by dots; empty for the whole. */
  readonly path: string;
  /** Stable word of the rule. */
  readonly rule: string;
  /** The rule in words that follow the field's name. */
  readonly message: string;
}

/** An answer with a body of its own. */
export const ok = (body: JsonObject): HttpAnswer => ({ status: 200, body });

/** Enough to mend a request by; a caller with a thousand mistakes makes one mistake a thousand times. */
const MOST_ERRORS = 100;

/** The request can be read and breaks rules: all of them at once. */
export function unprocessable(what: string, errors: readonly FieldProblem[]): HttpAnswer {
  const told = errors.slice(0, MOST_ERRORS);
  const words = told.slice(0, 5).map(({ path, message }) => `${path === '' ? what : path} ${message}`);
  const more = errors.length - words.length;
  return problemAnswer({
    status: 422,
    type: 'invalid_request',
    title: 'The request breaks rules',
    detail: `${words.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    more: { errors: told.map((error) => ({ ...error })) },
  });
}

/** Nothing is known under what was asked for. */
export const notFound = (type: string, detail: string): HttpAnswer =>
  problemAnswer({ status: 404, type, title: 'Not found', detail });

/** What is asked cannot be done in the state that things are in; `more` tells the state. */
export const conflict = (type: string, detail: string, more: JsonObject): HttpAnswer =>
  problemAnswer({ status: 409, type, title: 'Not possible in this state', detail, more });

/** No job has this id. */
export const unknownJob = (): HttpAnswer =>
  notFound('unknown_job', 'No job has this id. Ids are answered by create.');
