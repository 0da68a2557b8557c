import { createFaultSwitches } from './receiver-faults';

describe('fault switches', () => {
  it('strike as often as they say, after as many as they let pass', () => {
    const faults = createFaultSwitches();
    faults.add({ kind: 'refuse', after: 1, times: 2 });
    expect(Array.from({ length: 5 }, () => faults.strike({})?.kind)).toEqual([
      undefined,
      'refuse',
      'refuse',
      undefined,
      undefined,
    ]);
    expect(faults.list()).toEqual([]);
  });

  it('strike for ever until they are cleared', () => {
    const faults = createFaultSwitches();
    faults.add({ kind: 'dead' });
    expect([faults.strike({})?.kind, faults.strike({})?.kind]).toEqual(['dead', 'dead']);
    faults.clear();
    expect(faults.strike({})).toBeUndefined();
  });

  it('strike only the job and the status that they name', () => {
    const faults = createFaultSwitches();
    faults.add({ kind: 'delay', jobId: 'j', status: 'completed' });
    expect(faults.strike({ job_id: 'j', status: 'processing' })).toBeUndefined();
    expect(faults.strike({ job_id: 'k', status: 'completed' })).toBeUndefined();
    expect(faults.strike(undefined)).toBeUndefined();
    expect(faults.strike({ job_id: 'j', status: 'completed' })).toMatchObject({
      kind: 'delay',
      delayMs: 1000,
    });
  });

  it('take no fault of another shape', () => {
    expect(() => createFaultSwitches().add({ kind: 'explode' })).toThrow('kind');
  });
});
