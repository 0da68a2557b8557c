import {
  canonicalJson,
  defineContract,
  type DeliveryBody,
  fingerprintOf,
  sha256Base32,
} from '@userport/contracts';
import { randomToken, systemClock } from '@userport/host';
import { defineTask, electGeneration, type Env, type JobStore, type Task } from '@userport/runner';
import { z } from 'zod';

/** Longer than any bench takes: no deadline cuts in. */
export const MINUTE_MS = 60_000;

const contract = defineContract({
  ...{ name: 'probe', app: 'probe', summary: 'A task of one body that does nothing.' },
  payload: z.object({ job_id: z.string(), account_id: z.string() }),
  jobId: (payload) => payload.job_id,
  entities: (payload) => [{ entityId: payload.account_id, kind: 'account' as const }],
  maxRetries: () => 3,
  ...{ leads: 'none', volatileFields: [], newPayload: 'refuse', repeatedCreate: 'acknowledge' },
  closingBodies: () => [],
});

/** One callback body of 1 KB. */
export const PROBE_BODY = { job_id: 'job', status: 'completed', text: 'x'.repeat(900) };

/** How a probe differs from one of a single body that pays for nothing. */
export interface ProbeOptions {
  readonly bodies?: number;
  /** Called where the task begins. */
  readonly onRun?: () => void;
  /** Called where the call would be paid for, behind its row of the bill; no call is made without it. */
  readonly onPay?: () => void;
}

const planned = { vendor: 'probe', operation: 'probe', estimateUsd: 0 };

/** A task that does nothing but answer. */
export const probeTask = ({ bodies = 1, onRun, onPay }: ProbeOptions = {}): Task =>
  defineTask({
    contract,
    run: async (_payload, { step }) => {
      onRun?.();
      if (onPay !== undefined) {
        await step('probe', {}, async ({ bill }) => {
          const reservation = await bill.reserve(planned);
          onPay();
          reservation.settle({ units: {}, costUsd: 0 });
          return {};
        });
      }
      const all = Array.from({ length: bodies }, () => ({ body: PROBE_BODY }));
      return { bodies: all, total: bodies, summary: {} };
    },
  });

/** The delivery of the probe's job with that number. */
export function probeDelivery(number: number): DeliveryBody {
  const payload = { job_id: `job-${number}`, account_id: `account-${number}` };
  return {
    ...{ job_id: payload.job_id, entity_id: payload.account_id, generation: 1, payload },
    fingerprint: fingerprintOf(contract.name, payload, []),
    payload_hash: sha256Base32(canonicalJson(payload)),
  };
}

/** Callback and token apart: a sender that answers at once. */
export const probeEnv = (store: JobStore, openBill: Env['openBill']): Env => ({
  store,
  callbacks: {
    send: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    sendProgress: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
  },
  fix: ({ body, once = false }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    return { bytes, sha256: sha256Base32(bytes), once };
  },
  openBill,
  ...{
    clock: systemClock,
    randomToken,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  },
  settings: { leaseMarginMs: MINUTE_MS, requestTimeoutMs: MINUTE_MS },
});

/** Asks for the probe's job with that number, as the gateway does. */
export async function askForProbe(store: JobStore, number: number): Promise<void> {
  const {
    fingerprint,
    payload_hash: payloadHash,
    entity_id: entityId,
    job_id: jobId,
  } = probeDelivery(number);
  const request = { jobId, taskName: contract.name, generation: 1, fingerprint, payloadHash, maxRetries: 3 };
  const entity = { entityId, kind: 'account' } as const;
  await electGeneration(store, { ...request, entity, source: 'bench', at: new Date() }, randomToken());
}
