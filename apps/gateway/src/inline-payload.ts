import { canonicalPieces, type DeliveryBody, LARGEST_INLINE_PAYLOAD_BYTES } from '@userport/contracts';

type Payload = DeliveryBody['payload'];

/** The payload where its JSON is small enough to travel in the queue's task; a larger one is read from the store. */
export function inlineOf(payload: object): Payload {
  let bytes = 0;
  for (const piece of canonicalPieces(payload)) {
    bytes += Buffer.byteLength(piece);
    if (bytes > LARGEST_INLINE_PAYLOAD_BYTES) return undefined;
  }
  return payload as Payload;
}

/** The same of a payload's JSON text. */
export const inlineFrom = (text: string): Payload =>
  Buffer.byteLength(text) > LARGEST_INLINE_PAYLOAD_BYTES ? undefined : (JSON.parse(text) as Payload);
