import { answerFaults, type Driven, evidenceOf } from './drive';
import type { ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import type { StoredFile } from './stored';
import { faultsIn, judge, type Verdict } from './verdict';

/** What jobs that ran side by side are allowed together. */
export interface Allowed {
  /** Paid calls that models and vendor have seen while all of them ran. */
  readonly paid: number;
  /** Calls that were in flight when something struck. */
  readonly paidAgain: number;
  /** Pages of one job whose acceptance could not be known. */
  readonly resends: number;
}

/** The counts of several verdicts in one. */
export const summed = (verdicts: readonly Verdict[]) => {
  const sum = (count: (verdict: Verdict) => number) =>
    verdicts.reduce((total, verdict) => total + count(verdict), 0);
  return {
    lost: sum(({ lost }) => lost.length),
    altered: sum(({ altered }) => altered.length),
    twice: sum(({ twice }) => twice.length),
    resent: sum(({ resent }) => resent),
  };
};

/** Calls paid beyond one undisturbed run of each job, and whether they are more than were in flight. */
export function paidBeyond(jobs: readonly ProofJob[], { paid, paidAgain: inFlight }: Allowed) {
  const paidAgain = paid - jobs.reduce((total, { paidCalls }) => total + paidCalls, 0);
  const faults = paidAgain > inFlight ? [`${paidAgain} calls paid again, ${inFlight} were in flight`] : [];
  return { paidAgain, faults };
}

/**
 * Judges jobs that ran side by side, by the parent's logs and the file. A vendor does not know whose call it answers,
 * so calls are judged for all jobs together.
 */
export async function judgeTogether(
  lane: Lane,
  file: StoredFile,
  driven: readonly Driven[],
  allowed: Allowed,
): Promise<Omit<Line, 'section' | 'what' | 'struck' | 'note'>> {
  const verdicts: Verdict[] = [];
  for (const one of driven) {
    const evidence = evidenceOf(lane, one, await file.of(one.job));
    const paid = { atStrike: 0, total: one.job.paidCalls };
    verdicts.push(judge({ ...evidence, atStrike: undefined, paid, mayResend: allowed.resends }));
  }
  const beyond = paidBeyond(
    driven.map(({ job }) => job),
    allowed,
  );
  const faults = [...verdicts.flatMap(faultsIn), ...driven.flatMap(answerFaults), ...beyond.faults];
  return { ...summed(verdicts), paidAgain: beyond.paidAgain, faults };
}
