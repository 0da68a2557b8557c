import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { contractNamed } from '@userport/contracts';
import { openWarehouse, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import pLimit from 'p-limit';
import type { Row } from '../../bench/report';
import { columnJob, type ProofJob } from '../../prove-processes/jobs';
import { readUnit } from '../../prove-processes/stored';
import { judge, pageOf, type Verdict } from '../../prove-processes/verdict';
import { fieldOf } from '../../sandbox/receiver/received';
import { deploy, type Deployment } from './deployment';
import { tasksWaiting } from './google-project';
import type { Instance } from './instance';
import type { Emulators } from './start';

/** What is to be proved, and by which numbers. */
export interface TwoProcessesPlan {
  readonly jobs: number;
  readonly seed: number;
  readonly bundles: string;
  say(text: string): void;
}

/** The least that Cloud Tasks takes; the function's own time and lease follow from it. */
const DISPATCH_DEADLINE_S = 15;
const REQUEST_TIMEOUT_S = 14;
const LEASE_MARGIN_S = 2;
/** Longer than any lease, so that another process has taken over when this one goes on. */
const STOPPED_MS = (REQUEST_TIMEOUT_S + LEASE_MARGIN_S + 2) * 1000;
/** Between two strikes, ms; a job takes about two seconds. */
const CALM_MS = { least: 2_000, most: 6_000 };
/** A strike waits so long for a job to end after the last one, or a slow machine would never get anywhere. */
const MOST_CALM_MS = 60_000;
/** Of the strikes, so many in ten stop a process instead of killing it. */
const STOPS_IN_TEN = 3;
const DELIVERIES_AT_ONCE = 8;
/** A process that stood still past its lease has spent an attempt; by chance a job may meet that several times. */
const MOST_ATTEMPTS = 10;
const CREATES_AT_ONCE = 4;
const LOOK_EVERY_MS = 1_000;
/** A job that is not done so long after the strikes have ended counts as lost. */
const END_MS = 180_000;
const MOST_ROWS = 100_000;

/** Numbers from 0 up to 1 by a seed. */
const randomBy = (seed: number): (() => number) => {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${seed}/${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
};

interface Strikes {
  kills: number;
  stops: number;
}

/** Waits until a job has ended, for a while. */
async function untilOneMore(ended: () => number): Promise<void> {
  const [before, endMs] = [ended(), performance.now() + MOST_CALM_MS];
  while (ended() === before && performance.now() < endMs) await pause(LOOK_EVERY_MS / 10);
}

/** Kills and stops instances at random until it is told to end; every process runs again when this resolves. */
async function strikeAtRandom(
  way: Deployment,
  { seed }: TwoProcessesPlan,
  mayGoOn: () => boolean,
  ended: () => number,
): Promise<Strikes> {
  const random = randomBy(seed);
  const strikes: Strikes = { kills: 0, stops: 0 };
  const stopped = new Map<Instance, Promise<void>>();
  const stop = async (instance: Instance): Promise<void> => {
    instance.signal('SIGSTOP');
    await pause(STOPPED_MS);
    instance.signal('SIGCONT');
    stopped.delete(instance);
  };
  while (mayGoOn()) {
    await Promise.all([
      pause(CALM_MS.least + random() * (CALM_MS.most - CALM_MS.least)),
      untilOneMore(ended),
    ]);
    const standing = way.functions().filter((one) => !stopped.has(one));
    const instance = standing[Math.floor(random() * standing.length)];
    if (instance === undefined) continue;
    // One process always runs, or nothing would be proved while both stand still.
    if (standing.length > 1 && random() * 10 < STOPS_IN_TEN) {
      strikes.stops += 1;
      stopped.set(instance, stop(instance));
    } else {
      strikes.kills += 1;
      instance.signal('SIGKILL');
      await instance.gone;
      await way.replace(instance);
    }
  }
  await Promise.all(stopped.values());
  return strikes;
}

const isCompleted = (way: Deployment, { jobId }: ProofJob): boolean =>
  way.sandbox.receiver
    .callbacksOf(jobId)
    .some((callback) => callback.httpStatus === 200 && fieldOf(callback, 'status') === 'completed');

/** Retries, as an operator does, what crashed three times without a result. Answers how many those were. */
async function retryQuarantined(way: Deployment, jobs: readonly ProofJob[]): Promise<number> {
  const states = await Promise.all(jobs.map(({ jobId }) => way.call('GET', `${jobId}/status`)));
  const crashed = jobs.filter((_job, index) => states[index]?.body['status'] === 'quarantined');
  for (const { jobId } of crashed) await way.call('POST', `${jobId}/retry`, {});
  return crashed.length;
}

/**
 * Waits until the receiver has the end of every job and the queue has forgotten it: what the receiver took last is
 * written down only after its answer. Answers how many were retried.
 */
async function untilDone(
  way: Deployment,
  emulators: Emulators,
  jobs: readonly ProofJob[],
  say: (text: string) => void,
): Promise<number> {
  const endMs = performance.now() + END_MS;
  let retried = 0;
  for (;;) {
    const open = jobs.filter((job) => !isCompleted(way, job));
    const owed = open.length === 0 ? await tasksWaiting(emulators, way.project) : open.length;
    if (owed === 0 || performance.now() > endMs) return retried;
    say(open.length === 0 ? `${owed} answers to go` : `${open.length} jobs to go`);
    retried += await retryQuarantined(way, open.slice(0, DELIVERIES_AT_ONCE));
    await pause(LOOK_EVERY_MS * 5);
  }
}

/** Everything that was stored, as a store in memory: the engine of the emulator would take minutes for the questions. */
async function copyOf(way: Deployment, emulators: Emulators): Promise<Warehouse> {
  const { GOOGLE_CLOUD_PROJECT, BIGQUERY_API_ENDPOINT } = emulators.environment;
  const place = { GOOGLE_CLOUD_PROJECT, BIGQUERY_API_ENDPOINT, BIGQUERY_LOCATION: 'US' };
  const warehouse = await openWarehouse({ ...place, BIGQUERY_DATASET: way.project.dataset });
  const all = { where: {}, limit: MOST_ROWS } as const;
  const { rows } = await warehouse.find(
    { table: 'task_events', ...all },
    { table: 'enrichment_callbacks', ...all },
    { table: 'enrichment_raw_data', ...all },
  );
  await warehouse.close();
  const copy = openMemoryWarehouse({ now: Date.now });
  await copy.append('task_events', rows[0]);
  await copy.append('enrichment_callbacks', rows[1]);
  await copy.append('enrichment_raw_data', rows[2]);
  return copy;
}

async function judgeAll(
  way: Deployment,
  jobs: readonly ProofJob[],
  copy: Warehouse,
): Promise<readonly Verdict[]> {
  const { receiver } = way.sandbox;
  return Promise.all(
    jobs.map(async (job) =>
      judge({
        job,
        stored: await readUnit(copy, job),
        pages: receiver
          .callbacksOf(job.jobId)
          .map((callback) => pageOf(callback, 'after'))
          .filter((page) => page !== undefined),
        atStrike: undefined,
        // Counted for all jobs together below: a call does not say for which job it was made.
        paid: { atStrike: 0, total: job.paidCalls },
        started: receiver.state.started.filter(({ columnId }) => columnId === job.startsNext).length,
      }),
    ),
  );
}

interface Found extends Strikes {
  readonly plan: TwoProcessesPlan;
  readonly jobs: readonly ProofJob[];
  readonly verdicts: readonly Verdict[];
  readonly notAsked: number;
  readonly retried: number;
  readonly seconds: number;
}

function rowsOf(
  way: Deployment,
  { plan, jobs, verdicts, notAsked, kills, stops, retried, seconds }: Found,
): Row[] {
  for (const { lost, altered, twice } of verdicts) [...lost, ...altered, ...twice].forEach(plan.say);
  const count = (of: (verdict: Verdict) => number): number =>
    verdicts.reduce((sum, verdict) => sum + of(verdict), 0);
  const calls = way.sandbox.gemini.calls.length + way.sandbox.openai.calls.length;
  const wanted = jobs.reduce((sum, { paidCalls }) => sum + paidCalls, 0);
  const leaseS = REQUEST_TIMEOUT_S + LEASE_MARGIN_S;
  const nothing = { unit: 'items', limit: 0 };
  return [
    { what: 'create calls not answered with 200', value: notAsked, unit: 'calls', limit: 0 },
    { what: 'lost', value: count(({ lost }) => lost.length), ...nothing },
    { what: 'altered', value: count(({ altered }) => altered.length), ...nothing },
    { what: 'applied twice', value: count(({ twice }) => twice.length), ...nothing },
    { what: 'resent: same id, same bytes', value: count(({ resent }) => resent), unit: 'pages' },
    { what: 'crashed three times and retried by the operator', value: retried, unit: 'jobs' },
    { what: 'model calls beyond one for each entity', value: calls - wanted, unit: 'calls' },
    { what: 'jobs', value: jobs.length, unit: 'jobs' },
    { what: 'SIGKILL', value: kills, unit: 'times' },
    {
      what: `SIGSTOP for ${STOPPED_MS / 1000} s, leases of at most ${leaseS} s`,
      value: stops,
      unit: 'times',
    },
    { what: 'took', value: seconds, unit: 's' },
  ];
}

/**
 * Two processes of one function behind one address, on one pair of emulators, under jobs that are asked for while the
 * processes are killed, and stopped past their leases, at random.
 */
export async function proveTwoProcesses(
  emulators: Emulators,
  plan: TwoProcessesPlan,
): Promise<readonly Row[]> {
  const contract = contractNamed('custom_column');
  if (contract === undefined) throw new Error('There is no task custom_column.');
  const way = await deploy(emulators, {
    bundles: plan.bundles,
    contracts: [contract],
    instancesPerFunction: 2,
    ...{ minBackoffSeconds: 1, maxBackoffSeconds: 5, maxConcurrentDispatches: DELIVERIES_AT_ONCE },
    dispatchDeadlineSeconds: DISPATCH_DEADLINE_S,
    modelLatencyMs: 50,
    environment: {
      REQUEST_TIMEOUT_SECONDS: `${REQUEST_TIMEOUT_S}`,
      LEASE_MARGIN_SECONDS: `${LEASE_MARGIN_S}`,
    },
  });
  try {
    const beganMs = performance.now();
    const jobs = Array.from({ length: plan.jobs }, (_, index) => columnJob(index + 1, 2, 2));
    let asked = 0;
    const openJobs = () => jobs.filter((job) => !isCompleted(way, job)).length;
    // The last tenth ends in peace, so that what was broken off can end, too.
    const mayGoOn = () => asked < jobs.length || openJobs() > jobs.length / 10;
    const striking = strikeAtRandom(way, plan, mayGoOn, () => jobs.length - openJobs());
    const limit = pLimit(CREATES_AT_ONCE);
    const created = await Promise.all(
      jobs.map((job) =>
        limit(async () => {
          const payload = { ...job.payload, max_retries: MOST_ATTEMPTS };
          const { status } = await way.call('POST', `create/${job.taskName}`, payload);
          asked += 1;
          if (asked % 50 === 0) plan.say(`${asked} jobs asked for, ${openJobs()} not done`);
          return status;
        }),
      ),
    );
    const { kills, stops } = await striking;
    plan.say(`${kills} kills and ${stops} stops; ${openJobs()} jobs to go`);
    const retried = await untilDone(way, emulators, jobs, plan.say);
    const verdicts = await judgeAll(way, jobs, await copyOf(way, emulators));
    const notAsked = created.filter((status) => status !== 200).length;
    const seconds = (performance.now() - beganMs) / 1000;
    return rowsOf(way, { plan, jobs, verdicts, notAsked, kills, stops, retried, seconds });
  } finally {
    await way.stop();
  }
}
