import { setTimeout as pause } from 'node:timers/promises';
import type { Strike } from './boundaries';
import type { Answer } from './cloud-tasks';
import { answerFaults, drive, type Driven, evidenceOf } from './drive';
import type { ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import type { StoredFile } from './stored';
import { faultsIn, judge } from './verdict';

/** Leases of this section: the least that the configuration takes. */
export const SHORT_LEASE = { REQUEST_TIMEOUT_SECONDS: '2', LEASE_MARGIN_SECONDS: '1' } as const;
/** The lease of 3 s, and a little. */
const STOPPED_MS = 3_300;
const LOOK_EVERY_MS = 10;
/** The second delivery waits in the system's queue by then. */
const QUEUED_MS = 40;

/** One sort of job, stopped in some lanes side by side: a stopped process needs no processor. */
export interface StopPlan {
  readonly lanes: readonly Lane[];
  readonly jobOf: (number: number) => ProofJob;
  readonly only?: string | undefined;
  say(line: Line): void;
}

interface Stopped {
  readonly driven: Driven;
  readonly strike: Strike;
  readonly wasStopped: boolean;
}

/** Waits until the process stands still; false when the delivery was answered instead. */
async function standsStill(lane: Lane, delivery: Promise<Answer>): Promise<boolean> {
  const ended = delivery.then(() => true);
  for (;;) {
    if (lane.child().isStopped()) return true;
    if (await Promise.race([ended, pause(LOOK_EVERY_MS, false)])) return false;
  }
}

/** Stops the process in a delivery until its lease is over, and lets it go on together with a second delivery. */
async function stopOnce(lane: Lane, job: ProofJob, strike: Strike): Promise<Stopped> {
  const paidBefore = lane.paid();
  if ((await lane.create(job)) !== 200) throw new Error(`${job.jobId} was not taken by the gateway.`);
  const task = lane.queue.taskOf(job.jobId);
  if (task === undefined) throw new Error(`${job.jobId} was not enqueued.`);
  await lane.child().arm(strike);
  const first = lane.queue.deliver(task);
  const wasStopped = await standsStill(lane, first);
  let second: Promise<Answer> | undefined;
  if (wasStopped) {
    await pause(STOPPED_MS);
    second = lane.queue.deliver(task);
    await pause(QUEUED_MS);
    lane.child().signal('SIGCONT');
  }
  const answers = [await first, ...(second === undefined ? [] : [await second])];
  const driven = await drive(lane, job);
  return { driven: { ...driven, paidBefore, answers: [...answers, ...driven.answers] }, strike, wasStopped };
}

const lineOf = (
  lane: Lane,
  { driven, strike, wasStopped }: Stopped,
  stored: Awaited<ReturnType<StoredFile['of']>>,
): Line => {
  // Accepted, and not yet written down when its sender stood still: one page at the most.
  const evidence = { ...evidenceOf(lane, driven, stored), atStrike: undefined, mayResend: 1 };
  const verdict = judge(evidence);
  return {
    section: 'stop',
    what: `${driven.job.kind.padEnd(7)} ${strike.when.padEnd(6)} ${strike.at}`,
    struck: wasStopped,
    resent: verdict.resent,
    paidAgain: verdict.paidAgain,
    lost: verdict.lost.length,
    altered: verdict.altered.length,
    twice: verdict.twice.length,
    faults: [...faultsIn(verdict), ...answerFaults(driven)],
    note: wasStopped ? driven.answers.map(({ outcome }) => outcome).join(', ') : 'not crossed this time',
  };
};

/** What one delivery crosses, from its lookup to its last row. */
async function boundariesOf(lane: Lane, job: ProofJob): Promise<readonly string[]> {
  await lane.create(job);
  const task = lane.queue.taskOf(job.jobId);
  await lane.child().arm();
  if (task === undefined || (await lane.queue.deliver(task)).status !== 200)
    throw new Error('The undisturbed job did not end.');
  return lane.child().crossed();
}

/**
 * Stops the process (SIGSTOP) before and after every boundary of a delivery for longer than its lease, then lets it go
 * on with a second delivery of the same job beside it: the first is a zombie and must change nothing.
 */
export async function stopEverywhere({ lanes, jobOf, only = '', say }: StopPlan): Promise<void> {
  const [first] = lanes;
  if (first === undefined) return;
  await Promise.all(lanes.map((lane) => lane.start()));
  const boundaries = await boundariesOf(first, jobOf(0));
  const strikes = boundaries
    .flatMap((at) => (['before', 'after'] as const).map((when): Strike => ({ at, when, signal: 'SIGSTOP' })))
    .filter(({ at, when }) => `${when} ${at}`.includes(only));
  let next = 0;
  const work = async (lane: Lane): Promise<void> => {
    const stopped: Stopped[] = [];
    for (let strike = strikes[next]; strike !== undefined; strike = strikes[next]) {
      next += 1;
      stopped.push(await stopOnce(lane, jobOf(next), strike));
    }
    const file = await lane.end('SIGTERM');
    for (const one of stopped) say(lineOf(lane, one, await file.of(one.driven.job)));
    await file.close();
  };
  await Promise.all(lanes.map(work));
}
