import type { Strike } from './boundaries';
import { answerFaults, drive, type Driven, evidenceOf } from './drive';
import type { ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import type { StoredFile } from './stored';
import { faultsIn, judge } from './verdict';

/** One sort of job, swept. */
export interface KillPlan {
  readonly lane: Lane;
  readonly jobOf: (number: number) => ProofJob;
  /** Only points whose name holds this text. */
  readonly only?: string | undefined;
  say(line: Line): void;
}

interface Waiting {
  readonly driven: Driven;
  readonly strike: Strike;
}

/** A file that is never closed well grows its log, which each start reads from the beginning. */
const POINTS_PER_FILE = 12;
const WHENS = ['before', 'after'] as const;

/** Runs one job that nothing disturbs and answers every boundary that it crossed, its replay at the end included. */
async function boundariesOf({ lane, jobOf }: KillPlan): Promise<readonly string[]> {
  const child = await lane.start();
  await child.arm();
  const driven = await drive(lane, jobOf(0));
  const crossed = await child.crossed();
  if (!driven.answers.some(({ status }) => status === 200))
    throw new Error('The undisturbed job did not end.');
  return crossed;
}

const lineOf = (
  lane: Lane,
  { driven, strike }: Waiting,
  stored: Awaited<ReturnType<StoredFile['of']>>,
): Line => {
  const verdict = judge(evidenceOf(lane, driven, stored));
  const faults = [...faultsIn(verdict), ...answerFaults(driven)];
  return {
    section: 'kill',
    what: `${driven.job.kind.padEnd(7)} ${strike.when.padEnd(6)} ${strike.at}`,
    struck: driven.struck !== undefined,
    resent: verdict.resent,
    paidAgain: verdict.paidAgain,
    lost: verdict.lost.length,
    altered: verdict.altered.length,
    twice: verdict.twice.length,
    faults,
    note: driven.struck === undefined ? 'not crossed this time' : `${driven.answers.length} deliveries`,
  };
};

/**
 * Kills the process before and after every boundary that a job crosses, from the create call to the answer to the
 * queue, each time in a job of its own on the same file. A job is judged once the file was read again after its end.
 */
export async function killEverywhere(plan: KillPlan): Promise<void> {
  const { lane, jobOf, only, say } = plan;
  const boundaries = await boundariesOf(plan);
  const strikes = boundaries
    .flatMap((at) => WHENS.map((when): Strike => ({ at, when, signal: 'SIGKILL' })))
    .filter(({ at, when }) => only === undefined || `${when} ${at}`.includes(only));
  let waiting: Waiting[] = [];
  const judgeWaiting = async (file: StoredFile): Promise<void> => {
    for (const one of waiting) say(lineOf(lane, one, await file.of(one.driven.job)));
    waiting = [];
  };
  const closePage = async (): Promise<void> => {
    const file = await lane.end('SIGTERM');
    await judgeWaiting(file);
    await file.close();
  };
  for (const [index, strike] of strikes.entries()) {
    if (index % POINTS_PER_FILE === 0) {
      await closePage();
      lane.turnPage();
      await lane.start();
    }
    await lane.child().arm(strike);
    const driven = await drive(lane, jobOf(index + 1), { onDeath: judgeWaiting });
    waiting.push({ driven, strike });
  }
  await closePage();
}
