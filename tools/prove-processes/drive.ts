import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './cloud-tasks';
import type { ProofJob } from './jobs';
import type { Lane } from './lane';
import type { StoredFile, StoredGeneration } from './stored';
import { type Evidence, pageOf, type Phase } from './verdict';

/** What was known when the process was struck. */
export interface Struck {
  /** Callbacks that the receiver had seen. */
  readonly callbacks: number;
  readonly paid: number;
  readonly stored: readonly StoredGeneration[];
}

/** A job that was asked for, delivered until it was taken, and delivered once more. */
export interface Driven {
  readonly job: ProofJob;
  readonly struck: Struck | undefined;
  readonly answers: readonly Answer[];
  /** The delivery after the one that was taken. */
  readonly stray: Answer | undefined;
  /** Callbacks of the receiver when the stray delivery began. */
  readonly callbacksBeforeStray: number;
  readonly paidBefore: number;
  readonly paidAfter: number;
}

/** How a job is driven. */
export interface DriveOptions {
  /** Called with the file of a process that died, before the next one is started. */
  onDeath?(file: StoredFile): Promise<void>;
  readonly deadlineMs?: number;
}

/** Calls and deliveries after which a job that is still not taken counts as lost. */
const MOST_TRIES = 25;
/** The queue's least wait is 10 s; here nobody else is waiting. */
const BACKOFF_MS = 40;
/** What the dead process had sent arrives within this on loopback. */
const ARRIVE_MS = 25;
/** A process that was killed is gone within this. */
const DIE_MS = 300;

const isTaken = ({ status }: Answer): boolean => status !== undefined && status < 300;

/** Starts the next process on the file; keeps what the dead one left. */
async function revive(lane: Lane, job: ProofJob, { onDeath }: DriveOptions): Promise<Struck> {
  await pause(ARRIVE_MS);
  const file = await lane.openCopy();
  try {
    const stored = await file.of(job);
    await onDeath?.(file);
    const callbacks = lane.sandbox.receiver.callbacks.length;
    return { callbacks, paid: lane.paid(), stored };
  } finally {
    await file.close();
    await lane.start();
  }
}

/** One step of a job: asks for it until that is answered with 200, then delivers it; twice at once after a strike. */
async function step(
  lane: Lane,
  job: ProofJob,
  { isAsked, wasStruck }: { readonly isAsked: boolean; readonly wasStruck: boolean },
  { deadlineMs }: DriveOptions,
): Promise<readonly Answer[] | 'asked' | 'again'> {
  if (!isAsked) return (await lane.create(job)) === 200 ? 'asked' : 'again';
  const task = lane.queue.taskOf(job.jobId);
  if (task === undefined) return 'again';
  const copies = wasStruck ? [task, task] : [task];
  const options = deadlineMs === undefined ? {} : { deadlineMs };
  return Promise.all(copies.map((copy) => lane.queue.deliver(copy, options)));
}

/** Waits for the end of a process that did not answer; one that only was slow lives on. */
async function isGone(lane: Lane): Promise<boolean> {
  await Promise.race([lane.child().gone, pause(DIE_MS)]);
  return lane.child().isGone();
}

/**
 * Drives a job as Django and the queue would: the create call is repeated until it is answered with 200, the delivery
 * until a 2xx, on the next process whenever one has died. After a strike each delivery comes twice at once, and at the
 * end comes once more.
 */
export async function drive(lane: Lane, job: ProofJob, options: DriveOptions = {}): Promise<Driven> {
  const paidBefore = lane.paid();
  const { receiver } = lane.sandbox;
  const answers: Answer[] = [];
  let struck: Struck | undefined;
  let isAsked = false;
  let stray: Answer | undefined;
  let callbacksBeforeStray = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < MOST_TRIES && stray?.status === undefined; tries += 1) {
    const isStray = answers.some(isTaken);
    if (isStray) callbacksBeforeStray = Math.min(callbacksBeforeStray, receiver.callbacks.length);
    const came = await step(lane, job, { isAsked, wasStruck: struck !== undefined && !isStray }, options);
    if (came === 'asked') isAsked = true;
    else if (isStray && came !== 'again') stray = came[0];
    else if (came !== 'again') answers.push(...came);
    const [last] = came === 'asked' || came === 'again' ? [] : came;
    const mayBeDead = came === 'again' || (came !== 'asked' && last?.status === undefined);
    if (mayBeDead && (await isGone(lane))) {
      const left = await revive(lane, job, options);
      struck ??= { ...left, paid: left.paid - paidBefore };
    } else if (came !== 'asked' && !answers.some(isTaken)) await pause(BACKOFF_MS);
  }
  return { job, struck, answers, stray, callbacksBeforeStray, paidBefore, paidAfter: lane.paid() };
}

/** What the parent's logs and the file say of a driven job. */
export function evidenceOf(
  { sandbox }: Lane,
  { job, struck, callbacksBeforeStray, paidBefore, paidAfter }: Driven,
  stored: readonly StoredGeneration[],
): Evidence {
  const { receiver } = sandbox;
  const phaseOf = (order: number): Phase => {
    if (order <= (struck?.callbacks ?? 0)) return 'before';
    return order <= callbacksBeforeStray ? 'after' : 'stray';
  };
  return {
    job,
    stored,
    pages: receiver
      .callbacksOf(job.jobId)
      .map((callback) => pageOf(callback, phaseOf(callback.order)))
      .filter((page) => page !== undefined),
    atStrike: struck?.stored ?? [],
    paid: { atStrike: struck?.paid ?? 0, total: paidAfter - paidBefore },
    started: receiver.state.started.filter(({ columnId }) => columnId === job.startsNext).length,
  };
}

/** What is wrong with the answers: a job that was never taken, or a stray delivery that was no replay. */
export const answerFaults = ({ answers, stray }: Driven): readonly string[] => [
  ...(answers.some(isTaken) ? [] : [`never taken by a 2xx in ${answers.length} deliveries`]),
  ...(stray?.status === 200 && stray.outcome === 'replayed'
    ? []
    : [`the stray delivery was answered ${stray?.status ?? 'nothing'} ${stray?.outcome ?? ''}`]),
];
