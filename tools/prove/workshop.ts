import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, type Plugin } from 'esbuild';
import type { Job, JobResult } from './job';
import { type Plant, planted } from './planting';

/** Code bundled for workers, with or without a planted bug. */
export interface Workshop {
  /**
   * Does a job in a worker of its own.
   * @throws what the worker threw, or Error when it ended without a word
   */
  run(job: Job, plant?: Plant): Promise<JobResult>;
  /** Removes the bundles. */
  close(): void;
}

/** Objects of a run are many and short-lived: with room for them nearly none is copied. In MB. */
const YOUNG_MB = 64;

/** Packages that were written for CommonJS ask for it by name. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const planting = (plant: Plant): Plugin => ({
  name: 'planting',
  setup({ onLoad, onEnd }) {
    const target = resolve(plant.file);
    let loaded = false;
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path !== target) return undefined;
      loaded = true;
      return { contents: planted(readFileSync(path, 'utf8'), plant), loader: 'ts' };
    });
    onEnd(() => {
      if (!loaded) throw new Error(`Plant ${plant.name}: ${plant.file} is not part of what is proved.`);
    });
  },
});

async function bundleWorker(outfile: string, plant: Plant | undefined): Promise<void> {
  await build({
    entryPoints: ['tools/prove/worker/main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    banner: { js: REQUIRE },
    logLevel: 'error',
    plugins: plant === undefined ? [] : [planting(plant)],
  });
}

function work(bundle: string, job: Job): Promise<JobResult> {
  const { promise, resolve: done, reject } = Promise.withResolvers<JobResult>();
  const limits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const worker = new Worker(bundle, { workerData: job, resourceLimits: limits });
  worker.once('message', done);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error(`The worker for layer ${job.layer} ended without an answer.`)));
  return promise;
}

/** Opens an empty workshop; what it needs is bundled on first use. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'userport-prove-'));
  const bundles = new Map<string, Promise<string>>();
  const bundled = (plant: Plant | undefined): Promise<string> => {
    const name = plant?.name ?? 'as-it-is';
    const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.mjs`);
    const known = bundles.get(name) ?? bundleWorker(file, plant).then(() => file);
    bundles.set(name, known);
    return known;
  };
  return {
    run: async (job, plant) => work(await bundled(plant), job),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
