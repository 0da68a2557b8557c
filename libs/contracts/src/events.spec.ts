import { EVENT_KINDS, type NewEvent, taskEvent } from './events';

const settled: NewEvent = {
  jobId: 'job_1',
  entityId: 'acc_2',
  taskName: 'account_enhancement',
  kind: 'settled',
  generation: 1,
  at: new Date('2026-11-23T12:00:00Z'),
};

const idOf = (change: Partial<NewEvent>): string => taskEvent({ ...settled, ...change }).eventId;

describe('taskEvent', () => {
  it('keeps what the writer knows and adds an id and an empty detail', () => {
    expect(taskEvent(settled)).toEqual({ ...settled, eventId: idOf({}), detail: {} });
    expect(idOf({})).toMatch(/^[a-z2-7]{52}$/);
  });

  it('gives the same id for the same thing, whenever and by whomever it is written', () => {
    const later = { at: new Date('2026-11-24T12:00:00Z'), token: 'other', detail: { total: 3 } };
    expect(idOf(later)).toBe(idOf({}));
  });

  it.each<Partial<NewEvent>>([
    { kind: 'delivered' },
    { jobId: 'job_2' },
    { entityId: 'acc_3' },
    { generation: 2 },
    { epoch: 1 },
    { round: 1 },
    { position: 1 },
    { try: 1 },
  ])('gives another id for another place: %j', (change) => {
    expect(idOf(change)).not.toBe(idOf({}));
  });

  it('tells the parts of a place apart', () => {
    const ids = ['epoch', 'round', 'position', 'try'].map((part) => idOf({ [part]: 1 }));
    expect(new Set(ids).size).toBe(4);
  });

  it('takes an absent part for zero', () => {
    expect(idOf({ epoch: 0, round: 0, position: 0, try: 0 })).toBe(idOf({}));
  });

  it('tells rejections apart by the fingerprint that was refused, and nothing else by it', () => {
    expect(idOf({ kind: 'rejected', fingerprint: 'a' })).not.toBe(
      idOf({ kind: 'rejected', fingerprint: 'b' }),
    );
    expect(idOf({ fingerprint: 'a' })).toBe(idOf({ fingerprint: 'b' }));
  });

  it.each(['claim_ended', 'attempt_failed'] as const)('tells %s of two owners apart', (kind) => {
    expect(idOf({ kind, token: 'a' })).not.toBe(idOf({ kind, token: 'b' }));
  });

  it('gives every kind its own id at one place', () => {
    expect(new Set(EVENT_KINDS.map((kind) => idOf({ kind }))).size).toBe(EVENT_KINDS.length);
  });
});
