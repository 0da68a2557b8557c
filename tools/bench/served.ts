import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleChild } from '../prove-processes/bundle-child.suite';
import { leadsJob } from '../prove-processes/jobs';
import { type Lane, openLane } from '../prove-processes/lane';
import type { HeldTask } from '../prove-processes/cloud-tasks';
import type { ProofJob } from '../prove-processes/jobs';

const MB = 1_000_000;
/** Number of a job that no measurement uses. */
const WARM_UP = 999_999;

/** A real server in a process of its own, and all around it in this one. */
export interface Served {
  readonly lane: Lane;
  /** Asks for a job and answers the queue's task. */
  ask(job: ProofJob): Promise<HeldTask>;
  /** Most memory of the server since its start over what it held when idle, MB. */
  overIdleMb(): Promise<number>;
  readonly idleMb: number;
  /** Most memory of the server since its start, MB. */
  peakMb(): Promise<number>;
}

async function ask(lane: Lane, job: ProofJob): Promise<HeldTask> {
  const status = await lane.create(job);
  const task = lane.queue.taskOf(job.jobId);
  if (status !== 200 || task === undefined) throw new Error(`${job.jobId} was answered ${status}.`);
  return task;
}

/** Starts the server, runs one small job so that everything is loaded, and measures. */
export async function withServer<T>(measure: (served: Served) => Promise<T>): Promise<T> {
  // In the workspace: the engine is not part of the bundle.
  mkdirSync('.local', { recursive: true });
  const folder = mkdtempSync('.local/bench-');
  const lane = await openLane({ bundle: await bundleChild(join(folder, 'bundle')), folder });
  try {
    await lane.start();
    await lane.queue.deliver(await ask(lane, leadsJob(WARM_UP)));
    const { rssBytes } = await lane.child().memory();
    const peakMb = async () => (await lane.child().memory()).peakBytes / MB;
    return await measure({
      lane,
      ask: (job) => ask(lane, job),
      overIdleMb: async () => (await peakMb()) - rssBytes / MB,
      idleMb: rssBytes / MB,
      peakMb,
    });
  } finally {
    await lane.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
