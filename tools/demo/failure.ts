import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import { paint, wrap } from './terminal';

/** Why a unit of work ended without a result, as Django is told; there may be nothing else to show of it. */
export function failureLines({ bodies }: Pick<StoredUnit, 'bodies'>): string[] {
  const reasons = bodies.map((body) => textOf(fieldOf(body, 'error_details', 'message')));
  return [...new Set(reasons)]
    .filter((reason) => reason !== '')
    .map((reason) => paint('red', wrap(reason, 5)));
}
