import { type NewEvent, taskEvent } from '@userport/contracts';
import type { ReadPayload } from './delivery';
import { foldWithStrays } from './job-state';
import { judge } from './judge';
import { probeBody, probeDelivery } from './testing';

const DAY_MS = 86_400_000;
const { fingerprint, payload_hash: hash } = probeBody();
const about = { jobId: 'job', entityId: 'entity', taskName: 'probe', generation: 1, at: new Date(0) };
type Row = Pick<NewEvent, 'kind'> & Partial<NewEvent>;

const requested: Row = { kind: 'requested', fingerprint };
const settled: Row = { kind: 'settled', token: 'a', detail: { kind: 'success', total: 1, epoch: 1 } };
const delivered: Row = { kind: 'delivered', round: 1 };

const entity = { entityId: 'entity', kind: 'account' } as const;
const read: ReadPayload = { name: 'read', payload: { id: 'entity' }, entity, fingerprint, hash };
const unread = (): ReadPayload => {
  throw new TypeError('the payload was read');
};

/** The verdict over a delivery of a generation, by default the first on its first day. */
const verdictOn = (
  rows: readonly Row[],
  {
    generation = 1,
    payload = unread,
    nowMs = DAY_MS,
  }: { readonly generation?: number; readonly payload?: () => ReadPayload; readonly nowMs?: number } = {},
) =>
  judge(
    foldWithStrays(rows.map((row) => taskEvent({ ...about, ...row }))),
    probeDelivery({ generation }),
    payload,
    nowMs,
  );

describe('judge', () => {
  it('runs what was asked for, and what nobody wrote down yet', () => {
    const payload = () => read;
    expect(verdictOn([requested], { payload })).toMatchObject({
      name: 'run',
      read,
      state: { generation: 1 },
    });
    expect(verdictOn([], { payload })).toEqual({ name: 'run', read, state: undefined });
    expect(verdictOn([{ ...requested, generation: 1 }], { payload, generation: 2 }).name).toBe('run');
  });

  it('sees the claims of a generation of which only their ends were written', () => {
    const ended: Row = { kind: 'claim_ended', epoch: 1, token: 'a', detail: { reason: 'released' } };
    expect(verdictOn([ended], { payload: () => read })).toMatchObject({
      name: 'run',
      state: { claims: new Map([[1, { epoch: 1, ends: new Map([['a', 'released']]) }]]) },
    });
  });

  it('sends what is settled and replays what was delivered, without reading the payload', () => {
    const result = { token: 'a', kind: 'success', total: 1, epoch: 1 };
    expect(verdictOn([requested, settled])).toMatchObject({ name: 'send', settled: result });
    expect(verdictOn([requested, settled, delivered])).toMatchObject({ name: 'replay', settled: result });
  });

  it.each<[string, readonly Row[], string]>([
    ['crashed too often', [requested, { kind: 'quarantined' }], 'quarantined'],
    ['is unreadable', [requested, { kind: 'parked' }], 'parked'],
    ['is refused by the receiver', [requested, settled, { kind: 'parked', round: 1 }], 'parked'],
    [
      'is ignored by the receiver',
      [requested, settled, { kind: 'not_taken', round: 1, position: 1 }],
      'not_taken',
    ],
    ['has a successor', [requested, { ...requested, generation: 2 }], 'superseded'],
    [
      'is delivered and has a successor',
      [requested, settled, delivered, { ...requested, generation: 2 }],
      'superseded',
    ],
    ['was forgotten', [requested, { kind: 'forgotten' }], 'forgotten'],
    ['was delivered and forgotten', [requested, settled, delivered, { kind: 'forgotten' }], 'forgotten'],
    [
      'was forgotten in another generation',
      [requested, { ...requested, generation: 2 }, { kind: 'forgotten', generation: 2 }],
      'forgotten',
    ],
    ['was forgotten for another payload', [{ kind: 'forgotten', fingerprint: 'another' }], 'forgotten'],
  ])('does nothing for a job that %s, and writes nothing', (_how, rows, name) => {
    const verdict = verdictOn(rows);
    expect(verdict).toMatchObject({ name: 'answer', outcome: { name } });
    expect(verdict).not.toHaveProperty('row');
  });

  it('rejects a number that nobody asked for, on the newest generation there is', () => {
    const rejected = { name: 'rejected', reason: 'Generation 4 was never asked for.' };
    expect(verdictOn([{ ...requested, generation: 2 }], { generation: 4 })).toEqual({
      name: 'answer',
      outcome: rejected,
      row: { kind: 'rejected', generation: 2 },
    });
    expect(verdictOn([], { generation: 4 })).toMatchObject({ row: { kind: 'rejected', generation: 1 } });
  });

  it('says that a job was forgotten also to a number that nobody asked for', () => {
    expect(verdictOn([{ kind: 'forgotten' }], { generation: 4 })).toMatchObject({
      outcome: { name: 'forgotten' },
    });
  });

  it('rejects another payload than the one that was asked for, even of a settled job', () => {
    const other = { ...requested, fingerprint: 'another' };
    expect(verdictOn([other, settled, delivered])).toEqual({
      name: 'answer',
      outcome: {
        name: 'rejected',
        reason: 'This job was asked for with another payload; its result stands for that one.',
      },
      row: { kind: 'rejected' },
    });
  });

  it.each<[ReadPayload, string, object]>([
    [{ name: 'missing' }, 'payload_missing', {}],
    [{ name: 'other', reason: 'Not that one.' }, 'rejected', { row: { kind: 'rejected' } }],
    [{ name: 'unreadable', reason: 'No id.' }, 'parked', { row: { kind: 'parked' } }],
  ])('turns a payload that is %j into %s', (payload, name, row) => {
    const verdict = verdictOn([requested], { payload: () => payload });
    expect(verdict).toMatchObject({ name: 'answer', outcome: { name }, ...row });
    if ('reason' in payload) expect(verdict).toMatchObject({ outcome: { reason: payload.reason } });
    else expect(verdict).not.toHaveProperty('row');
  });

  it.each([
    [150 * DAY_MS, 'run'],
    [150 * DAY_MS + 1, 'answer'],
  ])('begins nothing for a request of more than 150 days: at %i ms', (nowMs, name) => {
    const verdict = verdictOn([requested], { payload: () => read, nowMs });
    expect(verdict.name).toBe(name);
    if (name === 'answer')
      expect(verdict).toMatchObject({ outcome: { name: 'parked' }, row: { kind: 'parked' } });
  });

  it('neither sends nor replays a result of more than 150 days', () => {
    const nowMs = 150 * DAY_MS + 1;
    expect(verdictOn([requested, settled], { nowMs })).toMatchObject({
      outcome: { name: 'parked' },
      row: { kind: 'parked' },
    });
    const old = verdictOn([requested, settled, delivered], { nowMs });
    expect(old).toMatchObject({ name: 'answer', outcome: { name: 'replayed' } });
    expect(old).not.toHaveProperty('row');
  });
});
