import {
  canonicalJson,
  type DeliveryBody,
  type EntityRef,
  fingerprintOf,
  sha256Base32,
  type TaskContract,
} from '@userport/contracts';
import type { Lookup } from './ports';

/** One call of a function by the queue. */
export interface Delivery {
  readonly body: DeliveryBody;
  /** What is left of the queue's dispatch deadline when the call arrived. */
  readonly deadlineMs: number;
  /** Aborted when the instance must stop. */
  readonly drain: AbortSignal;
}

/** The payload of a delivery as its contract reads it. */
export type ReadPayload =
  | {
      readonly name: 'read';
      readonly payload: object;
      readonly entity: EntityRef;
      readonly fingerprint: string;
      readonly hash: string;
    }
  | { readonly name: 'missing' }
  /** Not the payload that the delivery names: the delivery is wrong, not the job. */
  | { readonly name: 'other'; readonly reason: string }
  | { readonly name: 'unreadable'; readonly reason: string };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the payload that came along or was stored, and checks that it is the one that was meant. */
export function readPayload(contract: TaskContract, body: DeliveryBody, lookup: Lookup): ReadPayload {
  const text = body.payload === undefined ? lookup.payload : canonicalJson(body.payload);
  if (text === undefined) return { name: 'missing' };
  const hash = sha256Base32(text);
  if (hash !== body.payload_hash)
    return { name: 'other', reason: 'The payload does not have the hash that the delivery names.' };
  const given: unknown = body.payload ?? JSON.parse(text);
  const fingerprint = isObject(given) ? fingerprintOf(contract.name, given, contract.volatileFields) : '';
  if (fingerprint !== body.fingerprint)
    return { name: 'other', reason: 'The payload does not have the fingerprint that the delivery names.' };
  const parsed = contract.payload.safeParse(given);
  if (!parsed.success) {
    const rules = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return {
      name: 'unreadable',
      reason: `The payload breaks the contract of ${contract.name}: ${rules}.`,
    };
  }
  const entity = contract.entities(parsed.data).find(({ entityId }) => entityId === body.entity_id);
  if (entity === undefined)
    return { name: 'unreadable', reason: 'The payload does not hold the entity of the delivery.' };
  return { name: 'read', payload: parsed.data, entity, hash, fingerprint };
}
