import { type NewEvent, taskEvent } from '@userport/contracts';
import { foldJob, type GenerationState } from './job-state';
import { mayHaveArrived } from './may-have-arrived';

const about = { jobId: 'job', entityId: 'entity', taskName: 'probe', generation: 1, at: new Date(0) };
type Row = Pick<NewEvent, 'kind'> & Partial<NewEvent>;
const fold = (...rows: readonly Row[]): GenerationState | undefined =>
  foldJob(rows.map((row) => taskEvent({ ...about, ...row }))).generations[0];

const settledBy = (epoch: number): Row => ({
  kind: 'settled',
  token: 'a',
  detail: { kind: 'success', total: 2, epoch },
});
const claimed = (epoch: number, token: string): Row => ({ kind: 'claimed', epoch, token });
const ended = (epoch: number, token: string, reason: string): Row => ({
  kind: 'claim_ended',
  epoch,
  token,
  detail: { reason },
});
const refused = (position: number, maybe: boolean): Row => ({
  kind: 'page_refused',
  round: 1,
  position,
  try: 1,
  detail: { may_have_arrived: maybe },
});

describe('mayHaveArrived', () => {
  it('is certain that nothing left before there was a result', () => {
    expect(mayHaveArrived(1, undefined, 1)).toBe(false);
    expect(mayHaveArrived(1, fold(claimed(1, 'a')), 2)).toBe(false);
  });

  it('knows a body that was accepted, in any round', () => {
    const before = fold(
      settledBy(1),
      claimed(1, 'a'),
      ended(1, 'a', 'released'),
      { kind: 'page_accepted', round: 1, position: 2 },
      { kind: 'redeliver_requested', round: 2 },
    );
    expect(mayHaveArrived(2, before, 2)).toBe(true);
    expect(mayHaveArrived(1, before, 2)).toBe(false);
  });

  it('suspects a body whose send was never answered for good, and no other', () => {
    const closed = [settledBy(1), claimed(1, 'a'), ended(1, 'a', 'released')];
    expect(mayHaveArrived(1, fold(...closed, refused(1, true)), 2)).toBe(true);
    expect(mayHaveArrived(1, fold(...closed, refused(1, false)), 2)).toBe(false);
    expect(mayHaveArrived(2, fold(...closed, refused(1, true)), 2)).toBe(false);
  });

  it.each([
    ['said nothing', [claimed(1, 'a')], true],
    ['was unsure', [claimed(1, 'a'), ended(1, 'a', 'unsure')], true],
    ['released it', [claimed(1, 'a'), ended(1, 'a', 'released')], false],
    ['was told of by somebody else alone', [claimed(1, 'a'), ended(1, 'b', 'released')], true],
    ['only sent, and released it', [ended(1, 'c', 'released')], false],
    ['only sent, and was unsure', [ended(1, 'c', 'unsure')], true],
  ])('judges an earlier claim whose owner %s', (_how, rows, expected) => {
    expect(mayHaveArrived(1, fold(settledBy(1), ...rows), 2)).toBe(expected);
  });

  it('asks nothing of claims before the one that settled, nor of the one that sends now', () => {
    const before = fold(
      settledBy(2),
      claimed(1, 'a'),
      claimed(2, 'b'),
      ended(2, 'b', 'drained'),
      claimed(3, 'c'),
    );
    expect(mayHaveArrived(1, before, 3)).toBe(false);
    expect(mayHaveArrived(1, before, 4)).toBe(true);
  });

  it('counts every claim after a result that nobody ran for', () => {
    expect(mayHaveArrived(1, fold(settledBy(0)), 1)).toBe(false);
    expect(mayHaveArrived(1, fold(settledBy(0)), 2)).toBe(true);
  });
});
