import { type DeliveryBody, type JsonObject, type TaskEvent } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
import { currentLogContext } from '@userport/logging';
import { type GenerationState, nextEnqueueOf } from '@userport/runner';
import type { Services } from './services';

/** The next delivery of one generation. */
export interface NextDelivery {
  /** What was asked for: key, task, generation, fingerprint and the payload's hash. */
  readonly requested: TaskEvent;
  /** What is known of the generation, so that n counts on; undefined for one that was elected just now. */
  readonly state?: GenerationState | undefined;
  /** The payload, when it is at hand and small enough to travel along. */
  readonly payload?: DeliveryBody['payload'];
  /** What goes into the `enqueued` event besides, such as who asked. */
  readonly detail: JsonObject;
}

/** A delivery in the queue, or accepted and not yet there: then the sweep will bring it. */
export interface Scheduled {
  readonly taskId: string;
  readonly enqueued: boolean;
}

const payloadHashOf = ({ detail, jobId }: TaskEvent): string => {
  const hash = detail['payload_hash'];
  if (typeof hash === 'string') return hash;
  throw new TerminalError(`The request of job ${jobId} names no payload; create the job again.`, {
    code: 'payload_missing',
  });
};

/**
 * Enqueues the next delivery of a generation under its deterministic name and writes that down. Whoever does the same
 * at the same time names the same task, so the queue takes one. A queue that does not answer is no failure: the
 * request is durable, and the sweep enqueues it.
 * @throws TerminalError when the queue refuses for good, or no task has this name any more
 */
export async function enqueueNext(
  { queue, contracts, stores, now, log }: Services,
  { requested, state, payload, detail }: NextDelivery,
): Promise<Scheduled> {
  const { jobId, entityId, taskName, generation, fingerprint = '' } = requested;
  const contract = Object.hasOwn(contracts, taskName) ? contracts[taskName] : undefined;
  if (contract === undefined) {
    throw new TerminalError(`No task is named ${taskName} any more; its deliveries have no function.`, {
      code: 'unknown_task',
    });
  }
  const { name, event } = nextEnqueueOf(state, requested, new Date(now()));
  const body: DeliveryBody = {
    job_id: jobId,
    entity_id: entityId,
    generation,
    fingerprint,
    payload_hash: payloadHashOf(requested),
    ...(payload !== undefined && { payload }),
  };
  try {
    const traceId = currentLogContext().trace_id;
    const { taskId } = await queue.enqueue({ name, taskName, app: contract.app, body, traceId });
    await stores.jobs.appendEvents([{ ...event, detail: { ...event.detail, ...detail } }]);
    return { taskId, enqueued: true };
  } catch (error) {
    if (error instanceof TerminalError) throw error;
    const about = { job_id: jobId, entity_id: entityId, task_name: taskName, generation };
    log.error('A request is stored but not enqueued; the sweep will enqueue it.', {
      ...about,
      error: describeError(error).message,
    });
    return { taskId: name, enqueued: false };
  }
}
