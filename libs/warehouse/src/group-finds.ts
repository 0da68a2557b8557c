import { TerminalError } from '@userport/errors';
import { checkFind } from './checks';
import type { AnyFind, Found, Warehouse } from './warehouse';

/** More in one request make its text long and its answer large. */
const MOST_FINDS = 8;

interface Waiting {
  readonly finds: readonly AnyFind[];
  readonly resolve: (found: Found<readonly AnyFind[]>) => void;
  readonly reject: (error: unknown) => void;
}

/** Those that fit into one request together, in their order; one that is larger by itself goes alone. */
function groupsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  let count = 0;
  for (const one of waiting) {
    const last = groups.at(-1);
    if (last === undefined || count + one.finds.length > MOST_FINDS) {
      groups.push([one]);
      count = one.finds.length;
    } else {
      last.push(one);
      count += one.finds.length;
    }
  }
  return groups;
}

/**
 * The same warehouse, with everything that is looked for in one turn of the event loop read in one request: a request
 * to an engine far away costs more than what it reads. Each caller gets his own rows; they are as of one moment.
 */
export function groupFinds(warehouse: Warehouse): Warehouse {
  const find = warehouse.find;
  let waiting: Waiting[] = [];

  const alone = ({ finds, resolve, reject }: Waiting): void => void find(...finds).then(resolve, reject);

  const together = async (group: readonly Waiting[]): Promise<void> => {
    const [first] = group;
    if (first === undefined || group.length === 1) return first && alone(first);
    try {
      const { now, rows } = await find(...group.flatMap(({ finds }) => finds));
      let at = 0;
      for (const { finds, resolve } of group) {
        resolve({ now, rows: rows.slice(at, (at += finds.length)) });
      }
    } catch (error) {
      // What one of them asked too much of fails that one alone.
      if (error instanceof TerminalError) group.forEach(alone);
      else group.forEach(({ reject }) => reject(error));
    }
  };

  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (const group of groupsOf(all)) void together(group);
  };

  return {
    ...warehouse,
    async find<const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>> {
      finds.forEach(checkFind);
      return new Promise<Found<T>>((resolve, reject) => {
        // After every promise that is ready has gone on: they may look for something, too.
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ finds, resolve: resolve as Waiting['resolve'], reject });
      });
    },
  };
}
