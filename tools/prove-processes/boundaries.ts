import type { Env } from '@userport/runner';

/** Where a process is to end or to stand still: at the n-th crossing of a boundary, `name#n`. */
export interface Strike {
  readonly at: string;
  readonly when: 'before' | 'after';
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** The awaits of a process on the world outside, each with a name and a number. */
export interface Boundaries {
  /** Forgets what was crossed, and waits for the strike, if there is one. */
  arm(strike: Strike | undefined): void;
  /** `name#n` of every boundary crossed since, in order. */
  crossed(): readonly string[];
  cross<T>(name: string, call: () => Promise<T>): Promise<T>;
  /** The same port, the named functions of it numbered. */
  numbered<T extends object>(prefix: string, port: T, names: readonly (keyof T & string)[]): T;
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** Opens the count. `strike` sends the signal to this very process; after SIGKILL it does not return. */
export function openBoundaries(strike: (signal: Strike['signal']) => void): Boundaries {
  let armed: Strike | undefined;
  let counts = new Map<string, number>();
  let crossed: string[] = [];
  const struck = (at: string, when: Strike['when']): void => {
    if (armed?.at !== at || armed.when !== when) return;
    const { signal } = armed;
    armed = undefined;
    strike(signal);
  };
  const cross = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const at = `${name}#${count}`;
    crossed.push(at);
    struck(at, 'before');
    const result = await call();
    struck(at, 'after');
    return result;
  };
  return {
    arm(next) {
      armed = next;
      counts = new Map();
      crossed = [];
    },
    crossed: () => crossed,
    cross,
    numbered(prefix, port, names) {
      const wrapped = names.map((name) => {
        const call = port[name] as Call;
        return [name, (...args: unknown[]) => cross(`${prefix}.${name}`, () => call(...args))];
      });
      return { ...port, ...(Object.fromEntries(wrapped) as Partial<typeof port>) };
    },
  };
}

/** An Env whose every await is a boundary. */
export function numberedEnv(boundaries: Boundaries, env: Env): Env {
  const { numbered } = boundaries;
  return {
    ...env,
    store: numbered('store', env.store, [
      ...(['lookup', 'putIfAbsent', 'holderOf', 'appendEvents'] as const),
      ...(['appendBodies', 'readBodies', 'appendMemo', 'appendRaw'] as const),
    ]),
    callbacks: numbered('callbacks', env.callbacks, ['send', 'sendProgress']),
    openBill: (of) => numbered('bill', env.openBill(of), ['reserve', 'flush']),
    clock: numbered('clock', env.clock, ['sleep']),
  };
}
