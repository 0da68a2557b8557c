import { addToLogContext, currentLogContext, withLogContext } from './log-context';

describe('withLogContext', () => {
  it('is empty outside of a request', () => {
    expect(currentLogContext()).toEqual({});
  });

  it('answers what the function answers', () => {
    expect(withLogContext({ job_id: 'job-1' }, () => 7)).toBe(7);
  });

  it('carries its fields through awaits and timers', async () => {
    const seen = await withLogContext({ trace_id: 't1', attempt: 2 }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.resolve();
      return currentLogContext();
    });
    expect(seen).toEqual({ trace_id: 't1', attempt: 2 });
  });

  it('keeps a hundred concurrent jobs apart', async () => {
    const seen = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        withLogContext({ job_id: `job-${index}` }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return currentLogContext().job_id;
        }),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => `job-${index}`));
  });

  it('inherits and changes fields inside, and leaves the outer ones as they were', () => {
    withLogContext({ trace_id: 't1', job_id: 'job-1', lead_id: 'lead-1' }, () => {
      withLogContext({ job_id: 'job-2', entity_id: 'e1', lead_id: undefined }, () => {
        expect(currentLogContext()).toEqual({
          trace_id: 't1',
          job_id: 'job-2',
          lead_id: 'lead-1',
          entity_id: 'e1',
        });
      });
      expect(currentLogContext()).toEqual({ trace_id: 't1', job_id: 'job-1', lead_id: 'lead-1' });
    });
  });

  it('never overwrites a trace that is known', () => {
    withLogContext({ trace_id: 't1', cloud_trace: 'c1' }, () =>
      withLogContext({ trace_id: 't2', cloud_trace: 'c2' }, () => {
        expect(currentLogContext()).toEqual({ trace_id: 't1', cloud_trace: 'c1' });
      }),
    );
  });

  it('takes a trace where the outer context has none', () => {
    withLogContext({ job_id: 'job-1' }, () =>
      withLogContext({ trace_id: 't2' }, () => expect(currentLogContext().trace_id).toBe('t2')),
    );
  });
});

describe('addToLogContext', () => {
  it('adds to every later line of the running context, its callers included', async () => {
    const learn = async (): Promise<void> => {
      await Promise.resolve();
      addToLogContext({ account_id: 'account-1', attempt: 2 });
    };
    const seen = await withLogContext({ trace_id: 't1', attempt: 1 }, async () => {
      await learn();
      return currentLogContext();
    });
    expect(seen).toEqual({ trace_id: 't1', account_id: 'account-1', attempt: 2 });
  });

  it('keeps concurrent jobs apart, and leaves the outer context as it was', async () => {
    const seen = await withLogContext({ trace_id: 't1' }, async () => {
      const jobs = Array.from({ length: 50 }, (_, index) =>
        withLogContext({ job_id: `job-${index}` }, async () => {
          addToLogContext({ lead_id: `lead-${index}` });
          await new Promise((resolve) => setImmediate(resolve));
          return currentLogContext().lead_id;
        }),
      );
      return [...(await Promise.all(jobs)), currentLogContext()];
    });
    expect(seen).toEqual([...Array.from({ length: 50 }, (_, index) => `lead-${index}`), { trace_id: 't1' }]);
  });

  it('takes nothing away and never changes a trace', () => {
    withLogContext({ trace_id: 't1', job_id: 'job-1' }, () => {
      addToLogContext({ trace_id: 't2', job_id: undefined });
      expect(currentLogContext()).toEqual({ trace_id: 't1', job_id: 'job-1' });
    });
  });

  it('does nothing outside of a context', () => {
    addToLogContext({ job_id: 'job-1' });
    expect(currentLogContext()).toEqual({});
  });
});
