import { readdirSync, readFileSync } from 'node:fs';
import {
  canonicalJson,
  fingerprintOf,
  type JsonObject,
  sha256Base32,
  type TaskContract,
} from '@userport/contracts';

/** The sample payloads of a task's app that its contract takes, in the order of their names. */
export function payloadsOf(contract: TaskContract, root = '.'): JsonObject[] {
  const folder = `${root}/apps/${contract.app}/fixtures`;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as JsonObject)
    .filter((payload) => contract.payload.safeParse(payload).success);
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hashesOf = (contract: TaskContract, payload: JsonObject): JsonObject => ({
  fingerprint: fingerprintOf(contract.name, payload, contract.volatileFields),
  payload_hash: sha256Base32(canonicalJson(payload)),
});

/** A delivery whose payload was changed, with the hashes that its payload has now; anything else as it is. */
export function sealed(contract: TaskContract, delivery: unknown): unknown {
  if (!isObject(delivery) || !isObject(delivery['payload'])) return delivery;
  return { ...delivery, ...hashesOf(contract, delivery['payload']) };
}

/** A payload as the queue delivers it. */
export function deliveryOf(contract: TaskContract, payload: JsonObject, number: number): JsonObject {
  const parsed = contract.payload.parse(payload);
  return {
    job_id: contract.jobId(parsed) ?? `hostile-${number}`,
    entity_id: contract.entities(parsed)[0]?.entityId ?? '',
    generation: 1,
    payload,
    ...hashesOf(contract, payload),
  };
}
