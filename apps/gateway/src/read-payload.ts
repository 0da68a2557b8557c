import {
  canonicalPieces,
  deliveryBody,
  fingerprintOf,
  sha256Base32,
  type TaskContract,
} from '@userport/contracts';
import { checkJson } from './check-json';
import { cleanTexts } from './clean-text';
import type { FieldProblem } from './problem';
import { zodProblems } from './zod-problems';

/** A payload that its contract takes, as it will be stored. */
export interface AcceptedPayload {
  readonly name: 'accepted';
  /** As the contract reads it. */
  readonly payload: object;
  /** What came, cleaned: its canonical JSON is stored, queued and read by the function. */
  readonly given: object;
  /** `sha256Base32` of that JSON. */
  readonly hash: string;
  readonly fingerprint: string;
  /** Characters of free text that could not be stored and were taken out or replaced. */
  readonly cleanedCharacters: number;
}

/** What reading a payload came to. */
export type PayloadRead =
  AcceptedPayload | { readonly name: 'refused'; readonly errors: readonly FieldProblem[] };

const refused = (errors: readonly FieldProblem[]): PayloadRead => ({ name: 'refused', errors });

const ids = deliveryBody.pick({ job_id: true, entity_id: true });

/** What the queue and the stores demand of ids, whatever a contract takes. */
function idProblems(contract: TaskContract, payload: object): FieldProblem[] {
  const entities = contract.entities(payload);
  if (entities.length === 0)
    return [{ path: '', rule: 'entities', message: 'must name at least one account, lead or column' }];
  const jobId = contract.jobId(payload) ?? 'made by the gateway';
  return entities.flatMap(({ entityId }) => {
    const unit = { job_id: jobId, entity_id: entityId };
    return zodProblems(ids.safeParse(unit, { reportInput: true }).error?.issues ?? []);
  });
}

/**
 * Reads the body of a create call by its task's contract. Contracts refuse unfit characters in ids, names and
 * configuration; in free text they are cleaned here, before the bytes are fixed. What is stored is what came, unknown
 * fields included. Pure.
 */
export function readPayload(contract: TaskContract, body: unknown): PayloadRead {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refused([{ path: '', rule: 'object', message: 'must be a JSON object' }]);
  const hostile = checkJson(body);
  if (hostile.length > 0) return refused(hostile);
  const given = contract.payload.safeParse(body, { reportInput: true });
  if (!given.success) return refused(zodProblems(given.error.issues));
  const cleaned = cleanTexts(body);
  // What was taken out may have been all there was: the contract has the last word on what is stored.
  const parsed =
    cleaned.characters === 0 ? given : contract.payload.safeParse(cleaned.value, { reportInput: true });
  if (!parsed.success) return refused(zodProblems(parsed.error.issues));
  const unfit = idProblems(contract, parsed.data);
  if (unfit.length > 0) return refused(unfit);
  return {
    name: 'accepted',
    payload: parsed.data,
    given: cleaned.value,
    hash: sha256Base32(canonicalPieces(cleaned.value)),
    fingerprint: fingerprintOf(contract.name, cleaned.value, contract.volatileFields),
    cleanedCharacters: cleaned.characters,
  };
}
