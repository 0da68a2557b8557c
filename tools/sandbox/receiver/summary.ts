import type { DjangoState } from './django-state';
import type { ReceivedCallback, ReceiverSummary } from './received';

const isSkipped = ({ answer }: ReceivedCallback): boolean =>
  typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'skipped';

/** Counts what came and what was stored. */
export function summaryOf(callbacks: readonly ReceivedCallback[], state: DjangoState): ReceiverSummary {
  const repeats: Record<string, number> = {};
  const bytesOf = new Map<string, Set<string>>();
  for (const { headers, sha256, repeatOf } of callbacks) {
    const id = headers['webhook-id'];
    if (id === undefined) continue;
    if (repeatOf !== null) repeats[id] = (repeats[id] ?? 0) + 1;
    bytesOf.set(id, (bytesOf.get(id) ?? new Set()).add(sha256));
  }
  const fresh = callbacks.filter(
    ({ judged, httpStatus, repeatOf }) => judged && httpStatus === 200 && repeatOf === null,
  );
  return {
    callbacks: callbacks.length,
    taken: fresh.filter((one) => !isSkipped(one)).length,
    skipped: fresh.filter(isSkipped).length,
    refused: callbacks.filter(({ httpStatus }) => httpStatus !== 200).length,
    repeats,
    conflicts: [...bytesOf].filter(([, hashes]) => hashes.size > 1).map(([id]) => id),
    storedTwice: [...state.cells].filter(([, { timesApplied }]) => timesApplied > 1).map(([key]) => key),
    started: state.started.map(({ columnId }) => columnId),
  };
}
