import { setTimeout as pause } from 'node:timers/promises';
import { contractNamed, type JsonObject } from '@userport/contracts';
import type { Started } from '../local/start';
import type { ReceivedCallback } from '../sandbox';
import { paidCallsOf } from './bill';
import type { DemoJob } from './demo-job';
import type { GatewayClient } from './gateway-client';
import { fieldOf, textOf } from './json-field';
import { readStoredJob, type StoredUnit } from './stored-job';

/** A callback as it arrived, told briefly. */
export interface SeenCallback {
  readonly status: string;
  readonly percent: number;
  /** What was done last, of a callback that only tells how far a job is. */
  readonly stage: string;
  readonly values: number;
  readonly bytes: number;
  readonly answer: string;
}

/** What became of one job. */
export interface DemoResult {
  readonly job: DemoJob;
  readonly status: string;
  readonly seconds: number;
  /** True when an earlier run of the demo had done it: nothing ran now. */
  readonly doneBefore: boolean;
  readonly units: readonly StoredUnit[];
  readonly cost: JsonObject;
  /** Calls that were paid while this run waited. */
  readonly paidCallsNow: number;
  readonly callbacks: readonly SeenCallback[];
}

/** Told while the jobs run. */
export type OnProgress = (jobId: string, percent: number, status: string) => void;

/** How often the receiver and the status are looked at; a person sees no finer. */
const LOOK_EVERY_MS = 100;
/** A demo that takes longer hangs. */
const MOST_MS = 120_000;
const UNFINISHED = new Set(['scheduled', 'running', 'retrying', 'delivering']);

const seen = ({ body, bytes, answer }: ReceivedCallback): SeenCallback => {
  const values = fieldOf(body, 'processed_data', 'values');
  return {
    status: textOf(fieldOf(body, 'status')),
    percent: Number(fieldOf(body, 'completion_percentage') ?? 0),
    stage: textOf(fieldOf(body, 'processed_data', 'stage')),
    values: Array.isArray(values) ? values.length : 0,
    bytes,
    answer: textOf(fieldOf(answer, 'status') ?? fieldOf(answer, 'error')),
  };
};

async function untilDone(
  started: Started,
  client: GatewayClient,
  jobId: string,
  onProgress: OnProgress,
): Promise<string> {
  const beganMs = performance.now();
  for (;;) {
    const { body } = await client.get(`${jobId}/status`);
    const status = textOf(body['status']);
    const last = started.sandbox.receiver.callbacksOf(jobId).at(-1);
    onProgress(jobId, last === undefined ? 0 : seen(last).percent, status);
    if (!UNFINISHED.has(status)) return status;
    if (performance.now() - beganMs > MOST_MS) return `${status} (gave up waiting)`;
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks for one job and waits for its end. */
export async function runJob(
  started: Started,
  client: GatewayClient,
  job: DemoJob,
  onProgress: OnProgress,
): Promise<DemoResult> {
  const { receiver } = started.sandbox;
  const before = await client.get(`${job.jobId}/cost`);
  const doneBefore = before.status === 200;
  const beganMs = performance.now();
  const created = await client.post(`create/${job.taskName}`, job.payload);
  if (created.status !== 200)
    throw new Error(
      `${job.sample}: create was answered ${created.status}: ${textOf(created.body['detail'])}`,
    );
  const status = await untilDone(started, client, job.jobId, onProgress);
  const cost = (await client.get(`${job.jobId}/cost`)).body;
  return {
    job,
    status,
    seconds: (performance.now() - beganMs) / 1000,
    doneBefore,
    units: await readStoredJob(started.stack.stores, job.jobId),
    cost,
    paidCallsNow: paidCallsOf(cost) - (doneBefore ? paidCallsOf(before.body) : 0),
    callbacks: receiver.callbacksOf(job.jobId).map(seen),
  };
}

/** What a second delivery of a finished job came to. */
export interface Repeated {
  readonly jobId: string;
  readonly httpStatus: number;
  readonly outcome: string;
  readonly modelCalls: number;
  readonly callbacks: number;
  /** Whether each of these callbacks has the bytes of one that came before. */
  readonly sameBytes: boolean;
}

/** Delivers a finished job once more and counts what that set off. */
export async function repeatJob(
  started: Started,
  client: GatewayClient,
  { taskName, jobId }: DemoJob,
): Promise<Repeated> {
  const { receiver } = started.sandbox;
  const callsNow = async () => Number((await client.get(`${jobId}/cost`)).body['calls'] ?? 0);
  const [callsBefore, before] = [await callsNow(), [...receiver.callbacksOf(jobId)]];
  const answer = await client.deliverAgain(contractNamed(taskName)?.app ?? '', jobId);
  const again = receiver.callbacksOf(jobId).slice(before.length);
  return {
    jobId,
    httpStatus: answer.status,
    outcome: textOf(answer.body['outcome'] ?? answer.body['state']),
    modelCalls: (await callsNow()) - callsBefore,
    callbacks: again.length,
    sameBytes: again.every(({ sha256 }) => before.some((other) => other.sha256 === sha256)),
  };
}
