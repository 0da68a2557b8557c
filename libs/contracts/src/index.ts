export type { Bill, BillTotal, PlannedCall, Reservation, SettledCall } from './bill';
export type { CallbackBody, CallbackEnvelope, ResultKind } from './callback';
export { type DeliveryBody, deliveryBody, LARGEST_INLINE_PAYLOAD_BYTES } from './delivery';
export type { EstimatedCalls, Interval } from './estimate';
export { type EventKind, type EventPlace, type NewEvent, taskEvent, type TaskEvent } from './events';
export { type EntityKey, type EntityKind, type EntityRef, fingerprintOf, keyHashOf } from './job';
export {
  canonicalJson,
  canonicalPieces,
  hashOfParts,
  type Json,
  type JsonObject,
  sha256Base32,
} from './json';
export { type Closing, defineContract, type TaskContract } from './task-contract';
export { contractNamed, taskContracts } from './tasks';
