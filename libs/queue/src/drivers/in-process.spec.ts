import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256Base32 } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import type { QueueTask } from '../queue';
import { describeQueue } from '../queue.suite';
import { QUEUE_RETRY } from '../retry-rules';
import type { Clock } from './clock';
import { openInProcessQueue } from './in-process';

/** A hundred times as fast as the machine's. */
const SPEED = 100;
const fastClock: Clock = {
  now: () => Date.UTC(2026, 0, 1) + performance.now() * SPEED,
  after(ms, call) {
    const timer = setTimeout(call, ms / SPEED);
    return () => clearTimeout(timer);
  },
};

describeQueue(
  'the in-process driver',
  (address, { shortDeadline }) => {
    const queue = openInProcessQueue({
      addressOf: () => address,
      retry: { maxAttempts: 100, minBackoffMs: 1000, maxBackoffMs: 600_000, maxDoublings: 6 },
      ...(shortDeadline ? { dispatchDeadlineMs: 15_000 } : {}),
      clock: fastClock,
    });
    return Promise.resolve({ queue, secondMs: 1000 / SPEED, close: () => queue.close() });
  },
  (word) => word,
);

/** Time that only the test moves. */
const manualClock = () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const timers = new Map<() => void, number>();
  const waiters: (() => void)[] = [];
  const clock: Clock = {
    now: () => nowMs,
    after(ms, call) {
      timers.set(call, nowMs + ms);
      for (const resolve of waiters.splice(0)) resolve();
      return () => timers.delete(call);
    },
  };
  return {
    clock,
    /** Resolves at the next timer that is set. */
    nextTimer: () => new Promise<void>((resolve) => waiters.push(resolve)),
    /** Ms until each timer, soonest first. */
    waits: () => [...timers.values()].map((atMs) => atMs - nowMs).sort((a, b) => a - b),
    advance(ms: number) {
      nowMs += ms;
      for (const [call, atMs] of [...timers]) {
        if (atMs > nowMs) continue;
        timers.delete(call);
        call();
      }
    },
  };
};

const taskOf = (name: string, taskName = 'custom_column'): QueueTask => ({
  name,
  taskName,
  app: taskName.replace('_', '-'),
  body: {
    job_id: name,
    entity_id: 'entity-1',
    generation: 1,
    fingerprint: sha256Base32(name),
    payload_hash: sha256Base32(name),
  },
});

describe('openInProcessQueue', () => {
  let server: ReturnType<typeof createServer>;
  let address: string;
  let statuses: number[];
  let seen: IncomingHttpHeaders[];

  beforeEach(async () => {
    statuses = [];
    seen = [];
    server = createServer((request, response) => {
      seen.push(request.headers);
      request.resume();
      response.writeHead(statuses.shift() ?? 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('waits 10 s and then 20 s by the rules of the project, and is idle only after the 2xx', async () => {
    const time = manualClock();
    statuses = [500, 500, 200];
    const queue = openInProcessQueue({ addressOf: () => address, clock: time.clock });
    let idle = false;
    // The deadline of an attempt is the first timer, its back-off the second.
    for (const waitMs of [10_000, 20_000]) {
      const deadline = time.nextTimer();
      if (waitMs === 10_000) await queue.enqueue(taskOf('a'));
      else time.advance(10_000);
      await deadline;
      await time.nextTimer();
      expect(time.waits()).toEqual([waitMs]);
    }
    const settled = queue.idle().then(() => (idle = true));
    expect(idle).toBe(false);
    time.advance(20_000);
    await settled;
    expect(seen.map((headers) => headers['x-cloudtasks-taskretrycount'])).toEqual(['0', '1', '2']);
    expect(seen.map((headers) => headers['x-cloudtasks-tasketa'])).toEqual([
      '1767225600.000',
      '1767225610.000',
      '1767225630.000',
    ]);
    await queue.close();
  });

  it('tells at each attempt which request asked', async () => {
    statuses = [500, 200];
    const retry = { ...QUEUE_RETRY, minBackoffMs: 1, maxBackoffMs: 1 };
    const queue = openInProcessQueue({ addressOf: () => address, retry });
    await queue.enqueue({ ...taskOf('a'), traceId: 'trace-7' });
    await queue.idle();
    expect(seen.map((headers) => headers['x-request-id'])).toEqual(['trace-7', 'trace-7']);
    await queue.close();
  });

  it('gives a task up after its last attempt and says so without its body', async () => {
    const errors: unknown[] = [];
    statuses = [500, 500, 500];
    const queue = openInProcessQueue({
      addressOf: () => address,
      retry: { ...QUEUE_RETRY, maxAttempts: 2 },
      clock: fastClock,
      log: { warn: () => undefined, error: (...line) => errors.push(line) },
    });
    await queue.enqueue(taskOf('a'));
    await queue.idle();
    const fields = { task_name: 'custom_column', queue_task: 'a', attempts: 2, reason: 'answered 500' };
    expect(errors).toEqual([['A task was given up after its last attempt.', fields]]);
    await queue.close();
  });

  it('sends the token for the audience of the function, and counts a missing one as an attempt', async () => {
    const asked: string[] = [];
    const queue = openInProcessQueue({
      addressOf: () => address,
      tokenFor: (audience) => {
        asked.push(audience);
        return asked.length === 1 ? Promise.reject(new Error('no metadata server')) : Promise.resolve('t-1');
      },
      clock: fastClock,
    });
    await queue.enqueue(taskOf('a'));
    await queue.idle();
    expect(asked).toEqual([address, address]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      authorization: 'Bearer t-1',
      'x-cloudtasks-taskretrycount': '1',
      'x-cloudtasks-taskretryreason': 'no ID token could be had: unknown error',
    });
    await queue.close();
  });

  it('delivers nothing while paused and everything after', async () => {
    const queue = openInProcessQueue({ addressOf: () => address });
    queue.pause();
    await queue.enqueue(taskOf('a'));
    await queue.enqueue(taskOf('b'));
    expect(seen).toHaveLength(0);
    queue.resume();
    await queue.idle();
    expect(seen).toHaveLength(2);
    await queue.close();
  });

  it('takes a name again a day after its task was done', async () => {
    const time = manualClock();
    const queue = openInProcessQueue({ addressOf: () => address, clock: time.clock });
    await queue.enqueue(taskOf('a'));
    await queue.idle();
    time.advance(86_399_999);
    expect((await queue.enqueue(taskOf('a'))).existing).toBe(true);
    time.advance(1);
    expect((await queue.enqueue(taskOf('a'))).existing).toBe(false);
    await queue.idle();
    await queue.close();
  });

  it('closes while a function is silent, leaves retries behind and takes nothing more', async () => {
    const time = manualClock();
    server.removeAllListeners('request');
    const called = new Promise<void>((resolve) => server.on('request', () => resolve()));
    const queue = openInProcessQueue({ addressOf: () => address, clock: time.clock });
    await queue.enqueue(taskOf('a'));
    await called;
    const idle = queue.idle();
    await queue.close();
    await idle;
    expect(time.waits()).toEqual([]);
    await expect(queue.enqueue(taskOf('b'))).rejects.toThrow(RetryableError);
  });
});
