import { canonicalPieces, hashOfParts, sha256Base32 } from './json';

/** The unit of work: one job for one of its entities. */
export interface EntityKey {
  readonly jobId: string;
  readonly entityId: string;
}

/** What an entity is; callbacks and log lines name it by this word. */
export type EntityKind = 'account' | 'lead' | 'column';

/** One entity that a payload holds. */
export interface EntityRef {
  readonly entityId: string;
  readonly kind: EntityKind;
}

/** SHA-256 (base32) of the key, length-prefixed: the column that every table is found by. */
export const keyHashOf = (key: EntityKey): string => hashOfParts([key.jobId, key.entityId]);

/**
 * What makes two requests the same request: SHA-256 (base32) of task name and payload, without the fields that
 * change between repeats of one request.
 */
export function fingerprintOf(taskName: string, payload: object, volatileFields: readonly string[]): string {
  const kept = Object.entries(payload).filter(([name]) => !volatileFields.includes(name));
  return sha256Base32(canonicalPieces({ task: taskName, payload: Object.fromEntries(kept) }));
}
