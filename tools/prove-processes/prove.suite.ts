import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleChild } from './bundle-child.suite';
import { drainUnderLoad } from './drain.suite';
import { freePorts } from './free-ports';
import { columnJob, leadsJob, type ProofJob } from './jobs';
import { killEverywhere } from './kills.suite';
import { type Lane, openLane } from './lane';
import type { Line } from './line';
import { killLocalStack } from './local-stack.suite';
import { killRandomly } from './random-kills.suite';
import { SHORT_CALLBACKS, sufferReceivers } from './receivers.suite';
import { SHORT_LEASE, stopEverywhere } from './stops.suite';

/** What is run. */
export interface ProofOptions {
  /** Sections by name; all when empty. */
  readonly only: readonly string[];
  /** Only kill and stop points whose name holds this text. */
  readonly at: string;
  readonly randomSeconds: number;
  readonly seed: number;
  say(line: Line): void;
}

/** Inside the workspace, so that the bundle finds the engine, which is left out of it. */
const FOLDER = '.local/prove-processes';
/** Stopped processes need no processor. */
const STOP_LANES = 8;
const LOCAL_PORTS = 5;

type JobOf = (number: number) => ProofJob;

/** A column, which starts the next one when it completes, and leads in pages: the two shapes that real tasks have. */
const jobs: readonly JobOf[] = [(number) => columnJob(number), (number) => leadsJob(number)];

type Environment = Readonly<Record<string, string>>;

async function inLane(name: string, environment: Environment, work: (lane: Lane) => Promise<void>) {
  const lane = await openLane({ bundle: join(FOLDER, 'bundle'), folder: join(FOLDER, name), environment });
  try {
    await work(lane);
  } finally {
    await lane.close();
  }
}

const kills = ({ at, say }: ProofOptions): Promise<unknown> =>
  Promise.all(
    jobs.map((jobOf, index) =>
      inLane(`kill-${index}`, {}, (lane) => killEverywhere({ lane, jobOf, only: at, say })),
    ),
  );

async function stops({ at, say }: ProofOptions): Promise<void> {
  const lanes = await Promise.all(
    Array.from({ length: STOP_LANES }, (_, index) =>
      openLane({
        bundle: join(FOLDER, 'bundle'),
        folder: join(FOLDER, `stop-${index}`),
        environment: SHORT_LEASE,
      }),
    ),
  );
  try {
    await stopEverywhere({ lanes, jobOf: (number) => columnJob(number), only: at, say });
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

type Section = (options: ProofOptions) => Promise<unknown>;

const drain: Section = ({ say }) => inLane('drain', {}, (lane) => drainUnderLoad(lane, say));

const receivers: Section = ({ say }) =>
  inLane('receivers', SHORT_CALLBACKS, (lane) => sufferReceivers(lane, say));

const random: Section = ({ say, randomSeconds: seconds, seed }) =>
  inLane('random', {}, (lane) => killRandomly(lane, { seconds, seed }, say));

const local: Section = async ({ say }) => {
  const first = await freePorts(LOCAL_PORTS);
  await killLocalStack(join(FOLDER, 'local'), { gateway: first, sandbox: first + 1 }, say);
};

/** Sections in the order in which they run; those of one step run side by side, since all but one of them mostly wait. */
const steps: readonly Readonly<Record<string, Section>>[] = [
  { kill: kills },
  { stop: stops, drain },
  { random, receiver: receivers, local },
];

/** Names of all sections. */
export const sectionNames: readonly string[] = steps.flatMap((step) => Object.keys(step));

/** Runs the proof with real processes; every line is said as soon as it is known. */
export async function proveProcesses(options: ProofOptions): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await bundleChild(join(FOLDER, 'bundle'));
  for (const step of steps) {
    const wanted = Object.entries(step).filter(
      ([name]) => options.only.length === 0 || options.only.includes(name),
    );
    await Promise.all(wanted.map(([, section]) => section(options)));
  }
}
