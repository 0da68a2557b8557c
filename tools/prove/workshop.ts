import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build, type Plugin } from 'esbuild';
import type { Job, JobResult } from './job';
import { type Plant, planted } from './planting';
import type { Answer, Errand } from './worker/main';

/** Code bundled for workers, with or without a planted bug. */
export interface Workshop {
  /**
   * Does a job in a worker that does nothing else meanwhile.
   * @throws what the job threw, or Error when the worker ended without a word
   */
  run(job: Job, plant?: Plant): Promise<JobResult>;
  /** Ends the workers and removes the bundles. */
  close(): void;
}

/** Objects of a run are many and short-lived: with room for them nearly none is copied. In MB. */
const YOUNG_MB = 64;

/** Left out of the bundles: they are six times as long as all else, and a worker reads them once for all its jobs. */
const SHARED_PACKAGES = ['zod', 'fast-check'];

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

const bundleOf = (entry: string, outfile: string, plugins: Plugin[] = []): Promise<unknown> =>
  build({
    entryPoints: [`tools/prove/worker/${entry}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: SHARED_PACKAGES,
    logLevel: 'error',
    plugins,
  });

async function ask(worker: Worker, errand: Errand): Promise<JobResult> {
  const { promise, resolve: done, reject } = Promise.withResolvers<JobResult>();
  const onMessage = (answer: Answer): void => {
    if ('result' in answer) done(answer.result);
    else reject(answer.error);
  };
  const onExit = (): void =>
    reject(new Error(`The worker for layer ${errand.job.layer} ended without an answer.`));
  worker.on('message', onMessage).on('error', reject).on('exit', onExit);
  worker.postMessage(errand);
  try {
    return await promise;
  } finally {
    worker.off('message', onMessage).off('error', reject).off('exit', onExit);
  }
}

/** Opens an empty workshop; what it needs is bundled on first use. */
export function openWorkshop(): Workshop {
  // In the workspace, where the packages are found.
  mkdirSync('.local', { recursive: true });
  const folder = mkdtempSync(join('.local', 'prove-'));
  const bundles = new Map<string, Promise<string>>();
  const idle: Worker[] = [];
  const bundled = (name: string, entry: string, plugins?: Plugin[]): Promise<string> => {
    const file = resolve(folder, `${name.replaceAll(/\W+/g, '-')}.mjs`);
    const known = bundles.get(name) ?? bundleOf(entry, file, plugins).then(() => file);
    bundles.set(name, known);
    return known;
  };
  const hire = async (): Promise<Worker> => {
    const limits = { maxYoungGenerationSizeMb: YOUNG_MB };
    return idle.pop() ?? new Worker(await bundled('main', 'main'), { resourceLimits: limits });
  };
  return {
    async run(job, plant) {
      const file = await bundled(plant?.name ?? 'as-it-is', 'work', plant && [planting(plant)]);
      const worker = await hire();
      try {
        const result = await ask(worker, { bundle: pathToFileURL(file).href, job });
        idle.push(worker);
        return result;
      } catch (error) {
        // It may be dead, and would answer nobody else.
        void worker.terminate();
        throw error;
      }
    },
    close() {
      for (const worker of idle.splice(0)) void worker.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
