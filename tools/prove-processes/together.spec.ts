import { columnJob } from './jobs';
import { paidBeyond, summed } from './together';

describe('summed', () => {
  it('adds up what several verdicts found', () => {
    const verdict = { lost: ['a'], altered: [], twice: ['b', 'c'], broken: [], resent: 2, paidAgain: 9 };
    expect(summed([verdict, verdict])).toEqual({ lost: 2, altered: 0, twice: 4, resent: 4 });
  });
});

describe('paidBeyond', () => {
  const jobs = [columnJob(1, 4), columnJob(2, 6)];

  it('counts calls beyond one run of each job', () => {
    expect(paidBeyond(jobs, { paid: 12, paidAgain: 2, resends: 0 })).toEqual({ paidAgain: 2, faults: [] });
  });

  it('finds more of them than were in flight', () => {
    expect(paidBeyond(jobs, { paid: 12, paidAgain: 1, resends: 0 }).faults).toEqual([
      '2 calls paid again, 1 were in flight',
    ]);
  });
});
