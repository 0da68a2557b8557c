import type { Env } from '@userport/runner';
import { numberedEnv, openBoundaries } from './boundaries';

const open = () => {
  const told: string[] = [];
  const boundaries = openBoundaries((signal) => told.push(signal));
  const port = boundaries.numbered(
    'store',
    {
      read: (name: string) => {
        told.push(`read ${name}`);
        return Promise.resolve(name.length);
      },
      now: () => 7,
    },
    ['read'],
  );
  return { told, boundaries, port };
};

describe('boundaries', () => {
  it('count each name by itself, and pass arguments and answers through', async () => {
    const { boundaries, port } = open();
    boundaries.arm(undefined);
    expect([await port.read('four'), port.now(), await port.read('five!')]).toEqual([4, 7, 5]);
    await boundaries.cross('vendor', () => Promise.resolve());
    expect(boundaries.crossed()).toEqual(['store.read#1', 'store.read#2', 'vendor#1']);
  });

  it.each([
    ['before', ['read a', 'SIGKILL', 'read b', 'read c']],
    ['after', ['read a', 'read b', 'SIGKILL', 'read c']],
  ] as const)('strike once, %s the crossing that was meant', async (when, expected) => {
    const { told, boundaries, port } = open();
    boundaries.arm({ at: 'store.read#2', when, signal: 'SIGKILL' });
    for (const name of ['a', 'b', 'c']) await port.read(name);
    expect(told).toEqual(expected);
  });

  it('begin anew when armed again', async () => {
    const { told, boundaries, port } = open();
    await port.read('a');
    boundaries.arm({ at: 'store.read#1', when: 'before', signal: 'SIGSTOP' });
    await port.read('b');
    expect(told).toEqual(['read a', 'SIGSTOP', 'read b']);
  });

  it('do not strike after a call that failed', async () => {
    const { told, boundaries } = open();
    boundaries.arm({ at: 'vendor#1', when: 'after', signal: 'SIGKILL' });
    await expect(boundaries.cross('vendor', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(told).toEqual([]);
  });
});

describe('numberedEnv', () => {
  it('numbers every await of an Env, the bill of a delivery among them', async () => {
    const boundaries = openBoundaries(() => undefined);
    const ports = {
      lookup: async () => undefined,
      send: async () => undefined,
      sleep: async () => undefined,
    };
    const bill = { reserve: async () => undefined, flush: async () => undefined, total: () => undefined };
    const env = {
      store: ports,
      callbacks: ports,
      clock: ports,
      openBill: () => bill,
    } as unknown as Env;
    const numbered = numberedEnv(boundaries, env);
    const signal = new AbortController().signal;
    await numbered.store.lookup({ jobId: 'j', entityId: 'e' }, 1);
    await numbered.callbacks.send({} as Parameters<Env['callbacks']['send']>[0], signal);
    await numbered.clock.sleep(1, signal);
    await numbered.openBill({} as Parameters<Env['openBill']>[0]).flush();
    expect(boundaries.crossed()).toEqual([
      'store.lookup#1',
      'callbacks.send#1',
      'clock.sleep#1',
      'bill.flush#1',
    ]);
  });
});
