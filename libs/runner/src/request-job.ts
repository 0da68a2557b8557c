import { type EntityRef, type JsonObject, taskEvent, type TaskEvent } from '@userport/contracts';
import { type GenerationState, nextEnqueue } from './job-state';
import { generationName, queueTaskName } from './names';
import type { JobStore } from './ports';

/** A generation that somebody asks for. */
export interface GenerationRequest {
  readonly jobId: string;
  readonly entity: EntityRef;
  readonly taskName: string;
  readonly generation: number;
  readonly fingerprint: string;
  readonly payloadHash: string;
  readonly maxRetries: number;
  /** Who asks: `create`, `retry` or `function`. */
  readonly source: string;
  readonly at: Date;
}

/** Who made the generation, and for which fingerprint. */
export interface ElectedGeneration {
  readonly won: boolean;
  readonly fingerprint: string;
  readonly requested: TaskEvent;
}

/**
 * Elects a generation: of several requests one makes it, everyone learns the fingerprint that it stands for. The
 * payload must be stored already. Whoever asks also writes the `requested` event if the fingerprint is theirs, so a
 * winner that died in between is helped.
 */
export async function electGeneration(
  store: Pick<JobStore, 'putIfAbsent' | 'appendEvents'>,
  request: GenerationRequest,
  token: string,
): Promise<ElectedGeneration> {
  const { jobId, entity, taskName, generation, fingerprint } = request;
  const key = { jobId, entityId: entity.entityId };
  const holder = await store.putIfAbsent(generationName(key, generation), token, {
    kind: 'generation',
    fingerprint,
  });
  const held = holder.labels['fingerprint'] ?? '';
  const detail: JsonObject = {
    entity_kind: entity.kind,
    payload_hash: request.payloadHash,
    max_retries: request.maxRetries,
    source: request.source,
  };
  const requested = taskEvent({
    ...key,
    taskName,
    generation,
    kind: 'requested',
    fingerprint: held,
    at: request.at,
    detail,
  });
  if (held === fingerprint) await store.appendEvents([requested]);
  return { won: holder.won, fingerprint: held, requested };
}

/** The event and the queue name of the next enqueue of a generation. */
export function nextEnqueueOf(
  state: GenerationState | undefined,
  requested: TaskEvent,
  at: Date,
): { name: string; event: TaskEvent } {
  const n = nextEnqueue(state);
  const { jobId, entityId, taskName, generation } = requested;
  const name = queueTaskName({ jobId, entityId }, generation, n);
  const event = taskEvent({
    jobId,
    entityId,
    taskName,
    generation,
    kind: 'enqueued',
    try: n,
    at,
    detail: { queue_task: name },
  });
  return { name, event };
}
