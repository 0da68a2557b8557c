import type { SandboxRequest } from '../serve-loopback';
import { inspect } from './inspect';
import { CALLBACK_PATH, createReceiver } from './receiver';

const receiver = createReceiver({
  checkToken: async () => ({ email: 'worker@sandbox.example' }),
  sleep: async () => undefined,
  now: () => 0,
});
const request = (method: string, path: string, body: object = {}, query = ''): SandboxRequest => ({
  method,
  path,
  query: new URLSearchParams(query),
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const look = (path: string, query = '') =>
  inspect(receiver, request('GET', `/_sandbox/${path}`, {}, query))?.body;

beforeAll(async () => {
  const account = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
  const callback = {
    job_id: 'j',
    account_id: account,
    status: 'processing',
    enrichment_type: 'company_info',
  };
  await receiver.handle(request('POST', CALLBACK_PATH, callback));
});

describe('looking at a receiver', () => {
  it('lists what there is to see', () => {
    expect(look('')).toEqual({
      views: ['callbacks', 'cells', 'rows', 'started', 'leads', 'accounts', 'summary', 'faults'],
    });
  });

  it('shows callbacks, all or of one job', () => {
    expect(look('callbacks')).toMatchObject({ callbacks: [{ order: 1, body: { job_id: 'j' } }] });
    expect(look('callbacks', 'job_id=other')).toEqual({ callbacks: [] });
  });

  it('shows rows and counts', () => {
    expect(look('rows')).toMatchObject({ rows: [{ status: 'processing' }] });
    expect(look('summary')).toMatchObject({ callbacks: 1, taken: 1 });
    expect([look('cells'), look('started'), look('leads'), look('accounts')]).toEqual([
      { cells: [] },
      { started: [] },
      { leads: [] },
      { accounts: {} },
    ]);
  });

  it('says what to look at instead of an unknown view', () => {
    expect(inspect(receiver, request('GET', '/_sandbox/nothing'))?.status).toBe(404);
  });

  it('leaves every other path alone', () => {
    expect(inspect(receiver, request('GET', CALLBACK_PATH))).toBeUndefined();
  });
});

describe('switching faults', () => {
  it('on and off', () => {
    const on = inspect(receiver, request('POST', '/_sandbox/faults', { kind: 'refuse', httpStatus: 500 }));
    expect(on?.body).toEqual({ faults: [{ kind: 'refuse', httpStatus: 500, delayMs: 1000, after: 0 }] });
    expect(look('faults')).toEqual(on?.body);
    expect(inspect(receiver, request('DELETE', '/_sandbox/faults'))?.body).toEqual({ faults: [] });
  });

  it('refuses a fault that it does not know', () => {
    expect(inspect(receiver, request('POST', '/_sandbox/faults', { kind: 'explode' }))?.status).toBe(422);
  });
});
