import type { LogContext } from './log-context';

/** Longest of the ids that Django gives; a longer text is none. */
const LONGEST_ID = 200;

const idIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : undefined;

/**
 * Whom a unit of work is about, as far as its payload and its entity say. The payload may be anything that came as
 * JSON; the entity's kind is that of its contract, or what a stored event says of it.
 */
export function logSubject(
  payload: object,
  entity?: { readonly entityId: string; readonly kind: unknown },
): Pick<LogContext, 'account_id' | 'lead_id'> {
  const named: { readonly account_id?: unknown; readonly lead_id?: unknown } = payload;
  const ownId = (kind: 'account' | 'lead'): string | undefined =>
    entity?.kind === kind ? entity.entityId : undefined;
  return {
    account_id: ownId('account') ?? idIn(named.account_id),
    lead_id: ownId('lead') ?? idIn(named.lead_id),
  };
}
