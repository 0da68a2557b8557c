import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './cloud-tasks';
import type { Driven } from './drive';
import { columnJob, leadsJob, type ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import { judgeTogether } from './together';

/** How long, and by which numbers. */
export interface RandomKills {
  readonly seconds: number;
  readonly seed: number;
}

/** Jobs that are wanted at a time. */
const AT_A_TIME = 6;
/** Life of a process: short enough to die in a start, long enough to end a job. */
const SHORTEST_LIFE_MS = 60;
const LONGEST_LIFE_MS = 1_800;
const BACKOFF_MS = 60;
/** After the last kill every job ends within this. */
const END_MS = 60_000;

/** A job with what came of it. */
interface Living {
  readonly job: ProofJob;
  readonly answers: Answer[];
  generation: number;
  /** Kills that met it. */
  kills: number;
  done: boolean;
}

/** Numbers from 0 up to 1 by a seed (mulberry32), so that a run can be repeated as far as the system allows. */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isTaken = ({ status }: Answer): boolean => status !== undefined && status < 300;

/** Asks for a job and delivers it until it is taken; an operator retries what crashed too often. */
async function live(lane: Lane, living: Living, mayGoOn: () => boolean): Promise<void> {
  const { job, answers } = living;
  while (mayGoOn() && (await lane.create(job)) !== 200) await pause(BACKOFF_MS);
  while (mayGoOn()) {
    const task = lane.queue.taskOf(job.jobId, living.generation);
    const answer = task === undefined ? undefined : await lane.queue.deliver(task);
    if (answer !== undefined) answers.push(answer);
    if (answer === undefined || !isTaken(answer)) await pause(BACKOFF_MS);
    else if (answer.outcome !== 'quarantined') break;
    else {
      while (mayGoOn() && lane.queue.taskOf(job.jobId, living.generation + 1) === undefined) {
        await lane.call(`${job.jobId}/retry`);
        await pause(BACKOFF_MS);
      }
      living.generation += 1;
    }
  }
  living.done = answers.some(isTaken);
}

/** Kills and starts the process until the time is over. */
async function killAtRandom(
  lane: Lane,
  all: readonly Living[],
  { seconds, seed }: RandomKills,
): Promise<{ readonly kills: number; readonly inFlight: number }> {
  const random = randomBy(seed);
  const endMs = performance.now() + seconds * 1000;
  let [kills, inFlight] = [0, 0];
  while (performance.now() < endMs) {
    await pause(SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
    lane.child().signal('SIGKILL');
    await lane.child().gone;
    kills += 1;
    for (const living of all.filter(({ done }) => !done)) {
      living.kills += 1;
      inFlight += living.job.paidAtOnce;
    }
    await lane.start();
  }
  return { kills, inFlight };
}

/** Delivers every job once more. */
const strayOf = async (lane: Lane, { job, answers, generation }: Living, before: number): Promise<Driven> => {
  const task = lane.queue.taskOf(job.jobId, generation);
  const stray = task === undefined ? undefined : await lane.queue.deliver(task);
  return {
    job,
    answers,
    stray,
    struck: undefined,
    callbacksBeforeStray: before,
    paidBefore: 0,
    paidAfter: 0,
  };
};

/**
 * Kills the process at random moments while jobs are asked for and delivered without a pause, on one file.
 */
export async function killRandomly(lane: Lane, plan: RandomKills, say: (line: Line) => void): Promise<void> {
  await lane.start();
  const paidBefore = lane.paid();
  const all: Living[] = [];
  let killing = true;
  let giveUpMs = Number.POSITIVE_INFINITY;
  const mayGoOn = () => performance.now() < giveUpMs;
  const begin = (): Living => {
    const number = all.length + 1;
    const job = number % 2 === 0 ? leadsJob(number, { searches: 2 }) : columnJob(number);
    const living = { job, answers: [], generation: 1, kills: 0, done: false };
    all.push(living);
    return living;
  };
  const workers = Array.from({ length: AT_A_TIME }, async () => {
    while (killing) await live(lane, begin(), mayGoOn);
  });
  const { kills, inFlight } = await killAtRandom(lane, all, plan);
  killing = false;
  giveUpMs = performance.now() + END_MS;
  await Promise.all(workers);
  const callbacks = lane.sandbox.receiver.callbacks.length;
  const paid = lane.paid() - paidBefore;
  const driven = await Promise.all(all.map((living) => strayOf(lane, living, callbacks)));
  const file = await lane.end('SIGTERM');
  // A new generation pays anew: that is what the operator asked for.
  const retried = all.reduce((sum, { job, generation }) => sum + (generation - 1) * job.paidCalls, 0);
  const resends = Math.max(...all.map((living) => living.kills));
  const allowed = { paid, paidAgain: inFlight + retried, resends };
  const quarantined = all.filter(({ generation }) => generation > 1).length;
  say({
    ...{ section: 'random', struck: kills > 0 },
    what: `${kills} kills in ${plan.seconds} s, seed ${plan.seed}`,
    note: `${all.length} jobs, ${quarantined} of them crashed three times and were retried`,
    ...(await judgeTogether(lane, file, driven, allowed)),
  });
  await file.close();
}
