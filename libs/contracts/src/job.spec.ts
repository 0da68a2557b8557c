import { fingerprintOf, keyHashOf } from './job';

describe('keyHashOf', () => {
  it('hashes job and entity with their lengths', () => {
    expect(keyHashOf({ jobId: 'job_1', entityId: 'acc_2' })).toBe(
      'faan2zarllesvmuyqwxgq3yhaitfzkyxntuh4hkelzlmxrqnrs3a',
    );
  });

  it('tells apart keys whose texts run into one another', () => {
    expect(keyHashOf({ jobId: 'job_1', entityId: '2' })).not.toBe(
      keyHashOf({ jobId: 'job_', entityId: '12' }),
    );
  });
});

describe('fingerprintOf', () => {
  const payload = { b: [2, { d: 4, c: 3 }], a: 1 };

  it('hashes task and payload in canonical form', () => {
    expect(fingerprintOf('custom_column', payload, [])).toBe(
      '3o3y54jnkqgbyo5yb3m4zxatdwtwx5io6xrhug4xlxpu3k3vbh3a',
    );
  });

  it('leaves out the fields that change between repeats of one request', () => {
    const repeated = { ...payload, requested_at: '2026-11-23T12:00:00Z', attempt: 2 };
    expect(fingerprintOf('custom_column', repeated, ['requested_at', 'attempt'])).toBe(
      fingerprintOf('custom_column', payload, []),
    );
  });

  it('leaves them out of the top level alone', () => {
    expect(fingerprintOf('t', { inner: { attempt: 1 } }, ['attempt'])).not.toBe(
      fingerprintOf('t', { inner: { attempt: 2 } }, ['attempt']),
    );
  });

  it('differs between tasks with one payload', () => {
    expect(fingerprintOf('custom_column', payload, [])).not.toBe(fingerprintOf('apollo_leads', payload, []));
  });
});
