import { z } from 'zod';
import { isUnstorable } from './storable-text';

/** A payload above this many bytes of JSON travels as a reference: a queue takes 100 KB to 1 MB a task. */
export const LARGEST_INLINE_PAYLOAD_BYTES = 64 * 1024;

const hash = z.string().regex(/^[a-z2-7]{52}$/, 'a SHA-256 in lower-case base32');

/** An id as it is used in names and rows: no store takes a NUL or half a character. */
const id = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !isUnstorable(text), 'must not hold NUL characters or lone surrogates');

/** What the queue carries to a function: which unit of work, and its payload or the hash that finds it. */
export const deliveryBody = z.object({
  job_id: id(500),
  entity_id: id(200),
  generation: z.number().int().min(1),
  fingerprint: hash,
  /** Hash of the stored payload's bytes. */
  payload_hash: hash,
  /** The payload itself when it is small. */
  payload: z.record(z.string(), z.json()).optional(),
});

/** See {@link deliveryBody}. */
export type DeliveryBody = z.infer<typeof deliveryBody>;
