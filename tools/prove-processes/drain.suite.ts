import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './cloud-tasks';
import { drive } from './drive';
import { columnJob, type ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import { judgeTogether } from './together';

/** Cloud Run kills this long after SIGTERM. */
const KILLED_AFTER_MS = 10_000;
/** Half of the jobs end inside the 8 s of grace, half do not. */
const THINKING_MS = 1_000;
const SHORT_ENTITIES = 8;
const LONG_ENTITIES = 40;
const JOBS = 20;
/** By then every delivery has claimed and is paying. */
const UNDER_WAY_MS = 1_500;
const QUICK_MS = 10;

interface Ended {
  readonly job: ProofJob;
  readonly answer: Answer;
  /** ms between SIGTERM and the answer. */
  readonly afterMs: number;
}

const jobOf = (number: number): ProofJob =>
  columnJob(number, number % 2 === 0 ? SHORT_ENTITIES : LONG_ENTITIES, 2);

const line = (more: Partial<Line>): Line => ({
  ...{ section: 'drain', what: '', struck: true, lost: 0, altered: 0, twice: 0, resent: 0, paidAgain: 0 },
  ...{ faults: [], note: '' },
  ...more,
});

/** SIGTERM while 20 deliveries are under way; answers when each of them, and the process, ended. */
async function terminate(lane: Lane, jobs: readonly ProofJob[]) {
  const began = { at: 0 };
  const deliveries = jobs.map(async (job): Promise<Ended> => {
    const task = lane.queue.taskOf(job.jobId);
    if (task === undefined) throw new Error(`${job.jobId} was not enqueued.`);
    const answer = await lane.queue.deliver(task);
    return { job, answer, afterMs: performance.now() - began.at };
  });
  await pause(UNDER_WAY_MS);
  began.at = performance.now();
  lane.child().signal('SIGTERM');
  const ended = await Promise.all(deliveries);
  await Promise.race([lane.child().gone, pause(KILLED_AFTER_MS)]);
  return { ended, goneAfterMs: performance.now() - began.at, isGone: lane.child().isGone() };
}

/** Tells a process with 20 deliveries under way to stop: each is answered in time, what was given back goes on later. */
export async function drainUnderLoad(lane: Lane, say: (line: Line) => void): Promise<void> {
  const jobs = Array.from({ length: JOBS }, (_, index) => jobOf(index + 1));
  await lane.start();
  await Promise.all(jobs.map((job) => lane.create(job)));
  lane.thinking.ms = THINKING_MS;
  const paidBefore = lane.paid();
  const { ended, goneAfterMs, isGone } = await terminate(lane, jobs);
  lane.thinking.ms = QUICK_MS;
  const unanswered = ended.filter(({ answer }) => answer.status === undefined).length;
  const slowestMs = Math.max(...ended.map(({ afterMs }) => afterMs));
  const delivered = ended.filter(({ answer }) => answer.status === 200).length;
  say(
    line({
      what: `SIGTERM with ${JOBS} requests in flight`,
      note: `${delivered} delivered, ${JOBS - delivered} given back, last answer after ${Math.round(slowestMs)} ms, process gone after ${Math.round(goneAfterMs)} ms`,
      faults: [
        ...(unanswered > 0 ? [`${unanswered} requests were not answered`] : []),
        ...(slowestMs > KILLED_AFTER_MS ? [`the last answer took ${Math.round(slowestMs)} ms`] : []),
        ...(isGone && goneAfterMs <= KILLED_AFTER_MS ? [] : ['the process was not gone within 10 s']),
        ...(delivered === 0 || delivered === JOBS ? ['not both ends of a delivery were seen'] : []),
      ],
    }),
  );
  await lane.start();
  const driven = await Promise.all(jobs.map((job) => drive(lane, job)));
  const inFlight = jobs.reduce((sum, { paidAtOnce }) => sum + paidAtOnce, 0);
  const allowed = { paid: lane.paid() - paidBefore, paidAgain: inFlight, resends: 0 };
  const file = await lane.end('SIGTERM');
  say(
    line({
      what: `the ${JOBS} jobs on the next process`,
      ...(await judgeTogether(lane, file, driven, allowed)),
    }),
  );
  await file.close();
}
