import type { JsonObject } from '@userport/contracts';

/** What is known of a delivery before Django's own rules are asked. */
export type Known =
  | { readonly kind: 'new' }
  /** Taken before, with the same bytes: the first answer is given again, nothing is stored. */
  | { readonly kind: 'repeat'; readonly of: number; readonly answer: JsonObject }
  /** The id was taken with other bytes. */
  | { readonly kind: 'conflict' }
  /** A later generation of the same job has already been seen. */
  | { readonly kind: 'outdated' };

/** One delivery as its headers name it. */
export interface Delivery {
  /** `webhook-id`; undefined for progress, which is no part of a result. */
  readonly webhookId: string | undefined;
  /** `x-userport-generation`, from 1. */
  readonly generation: number | undefined;
  /** What generations are counted of: job, kind and account. */
  readonly of: string;
  readonly sha256: string;
}

/** The memory that makes a receiver safe against repeats. Belongs into the same transaction as the values. */
export interface Deliveries {
  know(delivery: Delivery): Known;
  /** Remembers a delivery that was taken. */
  take(delivery: Delivery, order: number, answer: JsonObject): void;
}

/** Reads the headers of a delivery. */
export function deliveryOf(
  headers: Readonly<Record<string, string>>,
  body: JsonObject,
  sha256: string,
): Delivery {
  const generation = Number(headers['x-userport-generation']);
  return {
    webhookId: headers['webhook-id'],
    generation: Number.isInteger(generation) && generation > 0 ? generation : undefined,
    of: JSON.stringify([body['job_id'], body['enrichment_type'], body['account_id']]),
    sha256,
  };
}

/**
 * What a receiver should do with repeats: the same id is the same page. Whoever answers a repeat with another answer
 * than the first (`skipped`, say) makes the sender believe that its page was not taken.
 */
export function createDeliveries(): Deliveries {
  const taken = new Map<string, { sha256: string; order: number; answer: JsonObject }>();
  const highest = new Map<string, number>();
  return {
    know({ webhookId, generation = Infinity, of, sha256 }) {
      if (webhookId === undefined) return { kind: 'new' };
      const before = taken.get(webhookId);
      if (before !== undefined && before.sha256 !== sha256) return { kind: 'conflict' };
      if (before !== undefined) return { kind: 'repeat', of: before.order, answer: before.answer };
      return generation < (highest.get(of) ?? 0) ? { kind: 'outdated' } : { kind: 'new' };
    },
    take({ webhookId, generation = 0, of, sha256 }, order, answer) {
      if (webhookId === undefined) return;
      taken.set(webhookId, { sha256, order, answer });
      highest.set(of, Math.max(generation, highest.get(of) ?? 0));
    },
  };
}
