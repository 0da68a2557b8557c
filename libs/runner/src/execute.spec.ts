import type { CallbackBody } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import type { Task, TaskContext, TaskResult } from './define-task';
import { closingOf, execute, failureDetail, judgeFailure, publicRecord, whileHeld } from './execute';
import { openLease } from './lease';
import { openTestClock, probeContract } from './testing';

const result: TaskResult = { bodies: [], total: 0, summary: {} };
const context = {} as TaskContext;
const never = new Promise<never>(() => undefined);

const allOf = async (bodies: AsyncIterable<CallbackBody>): Promise<CallbackBody[]> => {
  const all: CallbackBody[] = [];
  for await (const body of bodies) all.push(body);
  return all;
};

const open = (leaseMs = 1000) => {
  const { clock, advance } = openTestClock();
  return { advance, lease: openLease(clock, clock.monotonicMs(), leaseMs, new AbortController().signal) };
};
const taskOf = (run: Task['run']): Task => ({ contract: probeContract, run });

describe('execute', () => {
  it('answers what the task made', async () => {
    const { lease } = open();
    expect(
      await execute(
        taskOf(async () => result),
        {},
        context,
        lease,
      ),
    ).toEqual({ name: 'done', result });
  });

  it('begins nothing once the lease is over', async () => {
    const { lease, advance } = open();
    advance(800);
    const run = jest.fn(async () => result);
    expect(await execute(taskOf(run), {}, context, lease)).toMatchObject({ name: 'failed', final: false });
    expect(run).not.toHaveBeenCalled();
  });

  it('leaves a task behind that does not listen when the lease stops it', async () => {
    const { lease, advance } = open();
    const running = execute(
      taskOf(() => never),
      {},
      context,
      lease,
    );
    advance(800);
    expect(await running).toMatchObject({ name: 'failed', error: { code: 'lease_over' }, final: false });
  });

  it('gives the claim back, as nobody’s fault, when the instance drains', async () => {
    const { lease } = open();
    const running = execute(
      taskOf(() => never),
      {},
      context,
      lease,
    );
    lease.stop('draining');
    expect(await running).toMatchObject({ name: 'stopped', reason: 'draining' });
  });
});

describe('judgeFailure', () => {
  it.each<[string, unknown, boolean]>([
    ['final', new TerminalError('no', { code: 'x' }), true],
    ['worth another attempt', new RetryableError('later', { code: 'x' }), false],
    ['worth another attempt', new RangeError('bug'), false],
  ])('calls it %s: %s', (_what, error, final) => {
    expect(judgeFailure(error, open().lease)).toEqual({ name: 'failed', error, final });
  });

  it.each(['settled_elsewhere', 'forgotten'] as const)(
    'does not blame the task for a job that was %s',
    (reason) => {
      const { lease } = open();
      lease.stop(reason);
      expect(judgeFailure(new TerminalError('no', { code: 'x' }), lease)).toMatchObject({
        name: 'stopped',
        reason,
      });
    },
  );
});

describe('whileHeld', () => {
  it('hands bodies on in order, from an array or a stream', async () => {
    const bodies = [{ body: { page: 1 } }, { body: { page: 2 } }];
    async function* stream() {
      yield* bodies;
    }
    for (const given of [bodies, stream()]) {
      expect(await allOf(whileHeld(given, open().lease))).toEqual(bodies);
    }
  });

  it('stops a stream that does not listen', async () => {
    const { lease } = open();
    async function* stream() {
      yield { body: { page: 1 } };
      await never;
    }
    const reading = allOf(whileHeld(stream(), lease));
    lease.stop('draining');
    await expect(reading).rejects.toMatchObject({ code: 'draining' });
  });
});

describe('publicRecord', () => {
  it('tells our own errors as they are, without their causes', () => {
    const error = new TerminalError('No key.', { code: 'configuration', cause: new Error('secret') });
    const record = publicRecord(error);
    expect(record).toMatchObject({ code: 'configuration', message: 'No key.', retryable: false });
    expect(JSON.stringify(record)).not.toContain('secret');
  });

  it('tells of any other error only that there was one, since its words may hold anything', () => {
    const record = publicRecord(new RangeError('customer@quarrystone.example'));
    expect(record.message).toBe('An unexpected fault (RangeError) ended the attempt.');
  });
});

describe('closingOf and failureDetail', () => {
  it('tell contract and event the same', () => {
    const error = new TerminalError('The budget is spent.', { code: 'budget_exhausted' });
    const unit = { jobId: 'job', entityId: 'entity', generation: 1, taskName: 'probe', fingerprint: 'f' };
    expect(closingOf(unit, probeContract, error)).toMatchObject({
      kind: 'failure',
      reason: 'The budget is spent.',
      details: { code: 'budget_exhausted', stage: 'probe', retryable: false },
      jobId: 'job',
      entityId: 'entity',
    });
    expect(failureDetail(error)).toMatchObject({
      error: { code: 'budget_exhausted', message: 'The budget is spent.' },
    });
  });

  it('tell the stage that the error names', () => {
    const error = Object.assign(new TerminalError('No.'), { stage: 'fetching_employees' });
    const unit = { jobId: 'job', entityId: 'entity', generation: 1, taskName: 'probe', fingerprint: 'f' };
    expect(closingOf(unit, probeContract, error).details).toMatchObject({ stage: 'fetching_employees' });
    expect(failureDetail(error)).toMatchObject({ error: { stage: 'fetching_employees' } });
  });
});
