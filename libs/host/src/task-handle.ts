import { type DeliveryBody, deliveryBody, type TaskContract, taskEvent } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
import { currentLogContext, type Logger, logSubject, traceFrom, withLogContext } from '@userport/logging';
import { type Env, type Outcome, runTask, type Task } from '@userport/runner';
import { openAtWork } from './at-work';
import { readDeliveryHeaders } from './delivery-headers';
import type { Handle, HttpAnswer, ReceivedRequest } from './http-types';
import { answerOf } from './outcome-answers';
import { problemAnswer } from './problem';

/** A task with everything it runs on. */
export interface OpenTask {
  readonly task: Task;
  readonly env: Env;
}

/** What one function needs to answer its requests. */
export interface TaskHandleParts {
  readonly contract: TaskContract;
  readonly version: string;
  readonly log: Logger;
  /** Opens everything at the first delivery; a configuration that is not complete throws TerminalError `configuration`. */
  open(): Promise<OpenTask>;
  readonly drain: AbortSignal;
  readonly deadlineMs: () => number;
}

const PATH = /^\/(?:api\/v1\/tasks\/([\w-]{1,100})\/?)?$/;
/** A name that this function does not know may be a deployment on its way; after so many tries it is not. */
const TRIES_FOR_UNKNOWN_NAME = 10;
/** Asked of a second delivery while the first is at work in this instance: the queue's own least wait. */
const HELD_HERE_MS = 10_000;

const problem = (
  status: number,
  type: string,
  title: string,
  detail: string,
  retryAfterMs?: number,
): HttpAnswer => problemAnswer({ status, type, title, detail, retryAfterMs });

type Read =
  | { readonly body: DeliveryBody }
  | { readonly key?: Pick<DeliveryBody, 'job_id' | 'entity_id'>; readonly problem: string };

/** Reads the queue's body; where it cannot be read whole, at least whose it is. */
function readBody(bytes: Uint8Array): Read {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { problem: 'body: must be JSON in UTF-8.' };
  }
  const parsed = deliveryBody.safeParse(value);
  if (parsed.success) return { body: parsed.data };
  const rules = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    .join('; ');
  const key = deliveryBody.pick({ job_id: true, entity_id: true }).safeParse(value);
  return key.success ? { key: key.data, problem: rules } : { problem: rules };
}

/** A delivery that nobody can run is written down where its key is known, so that it is listed and not lost. */
async function parkUnreadable(
  { env, task }: OpenTask,
  key: Pick<DeliveryBody, 'job_id' | 'entity_id'>,
  reason: string,
): Promise<Outcome> {
  const unit = { jobId: key.job_id, entityId: key.entity_id, generation: 1, taskName: task.contract.name };
  await env.store.appendEvents([
    taskEvent({ ...unit, kind: 'rejected', at: new Date(env.clock.now()), detail: { reason } }),
  ]);
  return { name: 'rejected', reason };
}

/** What needs no delivery: the health, and what is no call of a queue. */
function refusalOf(
  { path, method }: ReceivedRequest,
  { contract, version }: TaskHandleParts,
): HttpAnswer | undefined {
  if (path === '/health')
    return { status: 200, body: { status: 'healthy', function: contract.app, version } };
  if (!PATH.test(path))
    return problem(404, 'unknown_path', 'Unknown path', `The path is /api/v1/tasks/${contract.name}.`);
  if (method === 'POST') return undefined;
  const detail = `method: POST is taken here, ${method} is not.`;
  return problemAnswer({
    status: 405,
    type: 'method',
    title: 'Wrong method',
    detail,
    headers: { allow: 'POST' },
  });
}

/** Answers what the queue sends to one function: a delivery becomes an outcome, an outcome becomes a status. */
export function taskHandle(parts: TaskHandleParts): Handle {
  const { contract, log } = parts;
  const doUnlessAtWork = openAtWork();
  const deliver = async (request: ReceivedRequest, name: string, traceId: string): Promise<HttpAnswer> => {
    const headers = readDeliveryHeaders(request.headers);
    const read = readBody(request.body);
    const open = await parts.open();
    if (name !== contract.name && headers.retryCount < TRIES_FOR_UNKNOWN_NAME) {
      return problem(
        503,
        'unknown_task',
        'Unknown task',
        `This function runs ${contract.name}, not ${name}.`,
        30_000,
      );
    }
    if (!('body' in read) || name !== contract.name) {
      const reason = 'body' in read ? `This function runs ${contract.name}, not ${name}.` : read.problem;
      const key = 'body' in read ? read.body : read.key;
      if (key === undefined) return problem(400, 'unreadable', 'Body not readable', reason);
      const outcome = await parkUnreadable(open, key, reason);
      return answerOf(outcome, { jobId: key.job_id, entityId: key.entity_id, generation: 1 }, traceId);
    }
    const { job_id: jobId, entity_id: entityId, generation } = read.body;
    const subject = logSubject(read.body.payload ?? {});
    return withLogContext(
      { ...subject, job_id: jobId, entity_id: entityId, attempt: headers.retryCount + 1 },
      async () => {
        const delivery = { body: read.body, deadlineMs: parts.deadlineMs(), drain: parts.drain };
        const ended = await doUnlessAtWork({ jobId, entityId, generation }, () =>
          runTask(open.task, delivery, open.env),
        );
        const outcome: Outcome = ended ?? { name: 'held', retryAfterMs: HELD_HERE_MS };
        log.info('Delivery ended.', { outcome: outcome.name, generation, queue_task: headers.queueTask });
        return answerOf(outcome, { jobId, entityId, generation }, traceId);
      },
    );
  };
  return async (request) => {
    const refused = refusalOf(request, parts);
    if (refused !== undefined) return refused;
    const name = PATH.exec(request.path)?.[1] ?? contract.name;
    return withLogContext({ ...traceFrom(request.headers), task_name: contract.name }, async () => {
      try {
        return await deliver(request, name, currentLogContext().trace_id ?? '');
      } catch (error) {
        const { code, message } = describeError(error);
        const known = error instanceof TerminalError && code === 'configuration';
        log.error('A delivery could not be run.', { error });
        if (known) return problem(503, 'configuration', 'Not configured', message, 60_000);
        return problem(
          500,
          'unexpected',
          'Unexpected fault',
          'The log has it under the trace of this request.',
        );
      }
    });
  };
}
