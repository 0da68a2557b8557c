import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DeliveryBody, sha256Base32 } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import type { Queue, QueueTask } from './queue';

/** An open queue, and how fast its clock goes. */
export interface QueueHarness {
  readonly queue: Queue;
  /** Real ms that pass while the queue counts one second: 1000 for a real service, less for a clock of one's own. */
  readonly secondMs: number;
  close(): Promise<void>;
}

/**
 * Opens a queue with: 100 attempts, 1 s least back-off, a dispatch deadline of 15 s (the least that Cloud Tasks takes)
 * where asked for, and functions at `address`, whatever the app.
 */
export type OpenHarness = (
  address: string,
  options: { readonly shortDeadline: boolean },
) => Promise<QueueHarness>;

interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly at: number;
}

type Answer = (response: ServerResponse, call: Call, number: number) => void;

/** A function that writes down what it gets. `received(n)` resolves when the n-th call is complete. */
async function openReceiver(answer: Answer) {
  const calls: Call[] = [];
  const waiters: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(parts).toString());
      const call = { path: request.url ?? '', headers: request.headers, body, at: performance.now() };
      calls.push(call);
      answer(response, call, calls.length);
      for (const waiter of waiters) if (calls.length >= waiter.count) waiter.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    received: (count: number): Promise<void> =>
      new Promise((resolve) => (calls.length >= count ? resolve() : waiters.push({ count, resolve }))),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const taskOf = (name: string): QueueTask => {
  const body: DeliveryBody = {
    job_id: `job-${name}`,
    entity_id: 'entity-1',
    generation: 1,
    fingerprint: sha256Base32(name),
    payload_hash: sha256Base32(`payload of ${name}`),
    payload: { note: 'Grüße 世界', size: 3 },
  };
  return { name, taskName: 'custom_column', app: 'custom-column', body };
};

const answering =
  (...answers: readonly (readonly [status: number, headers?: Readonly<Record<string, string>>])[]): Answer =>
  (response, _call, number) => {
    const [status, headers] = answers[Math.min(number, answers.length) - 1] ?? [200];
    response.writeHead(status, headers).end();
  };

/** What an emulator lacks of the service that it stands for. */
export interface QueueLimits {
  /** False: a `Retry-After` is not looked at, and the wait is the back-off's. */
  readonly heedsRetryAfter: boolean;
}

/** The behaviour that every driver of the queue shows. `unique` keeps names apart where a service remembers them. */
export function describeQueue(
  driver: string,
  open: OpenHarness,
  unique: (word: string) => string,
  { heedsRetryAfter }: QueueLimits = { heedsRetryAfter: true },
): void {
  describe(`the queue port on ${driver}`, () => {
    const closers: (() => Promise<void>)[] = [];

    const setUp = async (answer: Answer, shortDeadline = false) => {
      const receiver = await openReceiver(answer);
      const harness = await open(receiver.address, { shortDeadline });
      closers.push(() => harness.close(), receiver.close);
      return { receiver, ...harness };
    };

    afterEach(async () => {
      for (const close of closers.splice(0)) await close();
    });

    it('delivers a task to its function with body and headers', async () => {
      const { queue, receiver } = await setUp(answering([200]));
      const task = taskOf(unique('headers'));
      expect(await queue.enqueue(task)).toMatchObject({ existing: false });
      await receiver.received(1);
      const [call] = receiver.calls;
      expect(call).toMatchObject({ path: '/api/v1/tasks/custom_column', body: task.body });
      expect(call?.headers).toMatchObject({
        'content-type': 'application/json',
        'x-cloudtasks-queuename': 'custom-column',
        'x-cloudtasks-taskname': task.name,
        'x-cloudtasks-taskretrycount': '0',
        'x-cloudtasks-taskexecutioncount': '0',
      });
      expect(Number(call?.headers['x-cloudtasks-tasketa'])).toBeGreaterThan(1_700_000_000);
    });

    it('takes one of many simultaneous tasks of the same name', async () => {
      const { queue, receiver } = await setUp(answering([200]));
      const name = unique('racers');
      const answers = await Promise.all(Array.from({ length: 20 }, () => queue.enqueue(taskOf(name))));
      expect(answers.filter(({ existing }) => !existing)).toHaveLength(1);
      expect(new Set(answers.map(({ taskId }) => taskId)).size).toBe(1);
      await receiver.received(1);
      const after = unique('after-racers');
      await queue.enqueue(taskOf(after));
      await receiver.received(2);
      expect(receiver.calls.map(({ headers }) => headers['x-cloudtasks-taskname'])).toEqual([name, after]);
    });

    it('refuses the name of a task that is already done', async () => {
      const { queue, receiver } = await setUp(answering([200]));
      const done = unique('done');
      await queue.enqueue(taskOf(done));
      await receiver.received(1);
      expect(await queue.enqueue(taskOf(done))).toMatchObject({ existing: true });
    });

    it('delivers again after a 500, counting the retry and not the execution', async () => {
      const { queue, receiver, secondMs } = await setUp(answering([500], [200]));
      await queue.enqueue(taskOf(unique('fault')));
      await receiver.received(2);
      const [first, second] = receiver.calls;
      expect(second?.headers).toMatchObject({
        'x-cloudtasks-taskretrycount': '1',
        'x-cloudtasks-taskexecutioncount': '0',
        'x-cloudtasks-taskpreviousresponse': '500',
      });
      expect(second?.body).toEqual(first?.body);
      // A timer may fire 1 ms early.
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(secondMs - 1);
    });

    it('delivers again after a 409 and counts it as an execution', async () => {
      const { queue, receiver } = await setUp(answering([409], [500], [204]));
      await queue.enqueue(taskOf(unique('held')));
      await receiver.received(3);
      const counts = receiver.calls.map(({ headers }) => [
        headers['x-cloudtasks-taskretrycount'],
        headers['x-cloudtasks-taskexecutioncount'],
      ]);
      expect(counts).toEqual([
        ['0', '0'],
        ['1', '1'],
        ['2', '1'],
      ]);
    });

    const waits = heedsRetryAfter ? 4 : 1;
    it(`waits ${heedsRetryAfter ? 'as long as Retry-After asks for' : 'its own back-off after a 503'}`, async () => {
      const { queue, receiver, secondMs } = await setUp(answering([503, { 'Retry-After': '4' }], [200]));
      await queue.enqueue(taskOf(unique('later')));
      await receiver.received(2);
      const [first, second] = receiver.calls;
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(waits * secondMs - 1);
    });

    it('stops listening at the dispatch deadline and delivers again', async () => {
      const silentAtFirst: Answer = (response, _call, number) => {
        if (number > 1) response.writeHead(200).end();
      };
      const { queue, receiver } = await setUp(silentAtFirst, true);
      await queue.enqueue(taskOf(unique('slow')));
      await receiver.received(2);
      expect(receiver.calls[1]?.headers).toMatchObject({
        'x-cloudtasks-taskretrycount': '1',
        'x-cloudtasks-taskexecutioncount': '0',
      });
    });

    it('delivers each of many tasks once', async () => {
      const { queue, receiver } = await setUp(answering([200]));
      const names = Array.from({ length: 200 }, (_, number) => unique(`many-${number}`));
      await Promise.all(names.map((name) => queue.enqueue(taskOf(name))));
      await receiver.received(200);
      const delivered = receiver.calls.map(({ headers }) => headers['x-cloudtasks-taskname']);
      expect(delivered.toSorted()).toEqual(names.toSorted());
    });

    it('refuses for good a task that is too large and a name that no queue takes', async () => {
      const { queue } = await setUp(answering([200]));
      const large = taskOf(unique('large'));
      const tooLarge = { ...large, body: { ...large.body, payload: { text: 'x'.repeat(101 * 1024) } } };
      await expect(queue.enqueue(tooLarge)).rejects.toThrow(TerminalError);
      await expect(queue.enqueue(taskOf('no spaces'))).rejects.toThrow(TerminalError);
    });
  });
}
