import { taskEvent } from '@userport/contracts';
import fc from 'fast-check';
import { eventsFind, eventsOf, rowOfEvent } from './event-rows';

const at = new Date('2026-03-01T08:30:00.123Z');
const bare = taskEvent({ jobId: 'j', entityId: 'e', taskName: 't', kind: 'requested', generation: 1, at });
const full = taskEvent({
  ...bare,
  kind: 'page_refused',
  epoch: 1,
  round: 2,
  position: 3,
  try: 4,
  token: 'token',
  fingerprint: 'fingerprint',
  detail: { answer: 'no' },
});

describe('rowOfEvent', () => {
  it('keeps every part of an event, and absent ones absent', () => {
    expect(eventsOf([rowOfEvent(bare), rowOfEvent(full)])).toStrictEqual([bare, full]);
  });
});

describe('eventsOf', () => {
  it('keeps one row of an event, the same one whatever order they come in', () => {
    const rows = [
      rowOfEvent(full),
      { ...rowOfEvent(full), at: new Date(at.getTime() - 1) },
      { ...rowOfEvent(full), at: new Date(at.getTime() - 1), detail: { answer: 'maybe' } },
      { ...rowOfEvent(full), token: null },
    ];
    const kept = eventsOf(rows);
    expect(kept).toMatchObject([{ at: new Date(at.getTime() - 1), detail: { answer: 'maybe' } }]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...rows, ...rows], { minLength: 8 }), (shuffled) => {
        expect(eventsOf(shuffled)).toEqual(kept);
      }),
    );
  });
});

describe('eventsFind', () => {
  it('orders by what tells events apart, so that a further request can go on', () => {
    expect(eventsFind({ job_id: 'j' })).toEqual({
      table: 'task_events',
      where: { job_id: 'j' },
      orderBy: [{ column: 'event_id' }, { column: 'at' }],
      limit: 10_000,
    });
  });
});
