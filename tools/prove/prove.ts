import pLimit from 'p-limit';
import type { Row } from '../bench/report';
import type { Caught, KnownWay } from './hunt';
import type { Job } from './job';
import { knownWays } from './known-ways';
import { checkStores, type StoreResult } from './layer-e';
import { plants } from './plants';
import { type Broken, EMPTY, type Tally, together } from './tally';
import { openWorkshop, type Workshop } from './workshop';

/** What is to be proved. */
export interface Options {
  readonly layers: readonly string[];
  /** Random runs; absent: as many as usual. */
  readonly random: number | undefined;
  readonly all: boolean;
  readonly seed: number;
  readonly path: string | undefined;
  readonly jobs: number;
  /** The most that an ordinary proof may take. */
  readonly seconds: number;
  /** Hunts planted bugs as if none had been caught before. */
  readonly afresh: boolean;
  say(text: string): void;
}

/** A planted bug, and how it was caught. */
export interface PlantResult {
  readonly name: string;
  readonly caught: Caught | undefined;
}

/** What was found. */
export interface Proof {
  readonly rows: readonly Row[];
  readonly plants: readonly PlantResult[];
  readonly broken: readonly Broken[];
}

/** Random runs of an ordinary proof. */
const RANDOM_RUNS = 20_000;
/** Random runs of one job: few enough that no core waits long for the other at the end. */
const RUNS_PER_JOB = 1_000;
/** Parts that the other layers are cut into. */
const PARTS = { A: 16, B: 8 } as const;
/** Keeps the seeds of neighbouring jobs apart. */
const STRIDE = 1_000_003;
/** Least numbers of an ordinary proof. */
const LEAST = { A: 12_000, B: 6_000, C: RANDOM_RUNS, plants: 40 } as const;

/** The jobs of one layer. */
export function jobsOf(layer: 'A' | 'B' | 'C', { random, all, seed, path }: Options): Job[] {
  if (layer !== 'C') {
    const of = PARTS[layer];
    return Array.from({ length: of }, (_, part) => ({ layer, seed, part, of, all }));
  }
  const runs = random ?? RANDOM_RUNS;
  if (path !== undefined) return [{ layer, seed, runs, path }];
  return Array.from({ length: Math.ceil(runs / RUNS_PER_JOB) }, (_, index) => ({
    layer,
    seed: (seed + index * STRIDE) % 2 ** 31,
    runs: Math.min(RUNS_PER_JOB, runs - index * RUNS_PER_JOB),
  }));
}

const show = ({ text, invariant, what, trace }: Broken): string =>
  `\n${invariant} does not hold: ${what}\n${text}\n${trace}\n`;

type Limit = ReturnType<typeof pLimit>;

async function tallyLayer(
  layer: 'A' | 'B' | 'C',
  options: Options,
  workshop: Workshop,
  limit: Limit,
): Promise<Tally> {
  let done = 0;
  let tally = EMPTY;
  const jobs = jobsOf(layer, options);
  await Promise.all(
    jobs.map((job) =>
      limit(async () => {
        const result = await workshop.run(job);
        result.tally.broken.map(show).forEach(options.say);
        tally = together(tally, result.tally);
        done += 1;
        if (jobs.length > 100 && done % 20 === 0)
          options.say(`${tally.runs} runs, ${tally.violations} violations`);
      }),
    ),
  );
  return tally;
}

/** Bugs are hunted with the same dice every time: whether one is caught is a fact of the tree, not of the day. */
export const HUNT_SEED = 6;

async function huntAll({ say, afresh }: Options, workshop: Workshop, limit: Limit): Promise<PlantResult[]> {
  const ways = afresh ? new Map<string, KnownWay>() : knownWays();
  return Promise.all(
    plants.map((plant) =>
      limit(async () => {
        const known = ways.get(plant.name);
        const { caught } = await workshop.run({ layer: 'F', seed: HUNT_SEED, known }, plant);
        const how =
          caught === undefined ? 'NOT CAUGHT' : `${caught.layer}, run ${caught.runs}: ${caught.invariant}`;
        say(`planted: ${plant.name.padEnd(56)} ${how}`);
        return { name: plant.name, caught };
      }),
    ),
  );
}

const NAMES = {
  A: 'A  lives with one fault, and with two',
  B: 'B  schedules of two deliveries at once',
  C: 'C  random runs',
} as const;

const isLayer = (name: string): name is 'A' | 'B' | 'C' => name === 'A' || name === 'B' || name === 'C';

/** Runs the layers and counts. */
export async function prove(options: Options): Promise<Proof> {
  const beganMs = performance.now();
  const limit = pLimit(options.jobs);
  const workshop = openWorkshop();
  const isWhole = options.layers.length > 1;
  try {
    const layers = options.layers.filter(isLayer);
    const stores = options.layers.includes('E') ? await checkStores() : [];
    // Hunts first: some take long, and the many short jobs of the layers fill both cores to the end.
    const [hunted, tallies] = await Promise.all([
      options.layers.includes('F') ? huntAll(options, workshop, limit) : [],
      Promise.all(layers.map((layer) => tallyLayer(layer, options, workshop, limit))),
    ]);
    const all = tallies.reduce(together, EMPTY);
    for (const { store, what, fault } of stores)
      if (fault !== undefined) options.say(`${store}: ${what}: ${fault}`);
    const layerRows = layers.map((layer, index) => ({
      what: NAMES[layer],
      value: tallies[index]?.runs ?? 0,
      unit: 'runs',
      ...(isWhole ? { least: LEAST[layer] } : {}),
    }));
    const seconds = (performance.now() - beganMs) / 1000;
    const rows: Row[] = [
      ...layerRows,
      { what: 'faults that met them', value: all.faults, unit: 'faults' },
      { what: 'moments at which every invariant was checked', value: all.checks, unit: 'checks' },
      { what: 'violations', value: all.violations, unit: '', limit: 0 },
      ...storeRows(stores),
      ...plantRows(hunted),
      { what: 'time', value: seconds, unit: 's', ...(isWhole ? { limit: options.seconds } : {}) },
    ];
    return { rows, plants: hunted, broken: all.broken };
  } finally {
    workshop.close();
  }
}

function storeRows(stores: readonly StoreResult[]): Row[] {
  if (stores.length === 0) return [];
  const names = [...new Set(stores.map(({ store }) => store))].join(', ');
  return [
    { what: `E  checks of stores (${names})`, value: stores.length, unit: 'checks' },
    {
      what: '   not held',
      value: stores.filter(({ fault }) => fault !== undefined).length,
      unit: '',
      limit: 0,
    },
  ];
}

function plantRows(hunted: readonly PlantResult[]): Row[] {
  if (hunted.length === 0) return [];
  const by = (layer: string | undefined) => hunted.filter(({ caught }) => caught?.layer === layer).length;
  return [
    { what: 'F  planted bugs', value: hunted.length, unit: 'bugs', least: LEAST.plants },
    ...(['A', 'B', 'C'] as const).map((layer) => ({
      what: `   caught first by layer ${layer}`,
      value: by(layer),
      unit: 'bugs',
    })),
    {
      what: '   caught again by a run that caught it before',
      value: hunted.filter(({ caught }) => caught?.again === true).length,
      unit: 'bugs',
    },
    { what: '   not caught', value: by(undefined), unit: 'bugs', limit: 0 },
  ];
}
