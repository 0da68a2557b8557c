import { faultOf, linesWith, linesWithoutTrace } from './judge';
import type { HostileRequest } from './requests';
import type { WireAnswer } from './wire';

const request: HostileRequest = {
  ...{ target: 0, token: 'good', method: 'POST', path: '/', framing: 'length', headers: [] },
  body: Buffer.alloc(0),
};
const answer = (part: Partial<WireAnswer>): WireAnswer => ({ text: '', timedOut: false, ...part });
const judge = (asked: Partial<HostileRequest>, part: Partial<WireAnswer>) =>
  faultOf({ ...request, ...asked }, answer(part), ['secret-piece']);

describe('faultOf', () => {
  it.each([200, 400, 404, 409, 422])('finds no fault in a %d to a good token', (status) => {
    expect(judge({}, { status })).toBeUndefined();
  });

  it.each([500, 502, 504, 503])('finds a server error in a %d', (status) => {
    expect(judge({}, { status })).toBe('server_error');
    expect(judge({}, { status, problem: 'unexpected' })).toBe('server_error');
  });

  it('takes a 503 that asks to come again for what was agreed, and no 500 of that name', () => {
    expect(judge({}, { status: 503, problem: 'unknown_task' })).toBeUndefined();
    expect(judge({}, { status: 500, problem: 'unknown_task' })).toBe('server_error');
  });

  it.each([200, 404, 405, 413, 415])('finds a wrong token let in by a %d', (status) => {
    expect(judge({ token: 'expired' }, { status })).toBe('let_in');
  });

  it.each([401, 403, 431, 400])('finds a wrong token refused by a %d', (status) => {
    expect(judge({ token: 'expired' }, { status })).toBeUndefined();
  });

  it('lets anyone ask for the health', () => {
    expect(judge({ token: 'none', path: '/health?x' }, { status: 200 })).toBeUndefined();
    expect(judge({ token: 'none', path: '/healthy' }, { status: 200 })).toBe('let_in');
  });

  it('wants an answer to whatever is whole', () => {
    expect(judge({}, {})).toBe('not_answered');
    expect(judge({ framing: 'bad_chunk' }, {})).toBeUndefined();
    expect(judge({ method: 'CONNECT' }, {})).toBeUndefined();
    expect(judge({ framing: 'bad_chunk' }, { timedOut: true })).toBe('too_slow');
  });

  it('finds a secret in an answer that is well otherwise', () => {
    expect(judge({}, { status: 200, text: 'a secret-piece b' })).toBe('told_a_secret');
  });
});

describe('linesWithoutTrace', () => {
  it('finds lines of the log alone, and of these the ones without a trace', () => {
    const labelled = '{"severity":"INFO","logging.googleapis.com/labels":{"trace_id":"t1"}}';
    const bare = '{"severity":"INFO","logging.googleapis.com/labels":{}}';
    expect(linesWithoutTrace(['Serving function...', labelled, bare])).toEqual([bare]);
  });
});

describe('linesWith', () => {
  it('finds the lines that hold any of the secrets', () => {
    expect(linesWith(['one', 'two x', 'y three'], ['x', 'y'])).toEqual(['two x', 'y three']);
  });
});
