import { parentPort } from 'node:worker_threads';
import type { Job, JobResult } from '../job';

/** What a worker is asked: a job, and the bundle of the code that does it. */
export interface Errand {
  readonly bundle: string;
  readonly job: Job;
}

/** What a worker answers. */
export type Answer = { readonly result: JobResult } | { readonly error: unknown };

/** What a bundle exports. */
type Bundle = typeof import('./work');

// Thousands of errors are made on purpose, and nobody reads where.
Error.stackTraceLimit = 0;

const answerTo = async ({ bundle, job }: Errand): Promise<Answer> => {
  try {
    const { work } = (await import(bundle)) as Bundle;
    return { result: await work(job) };
  } catch (error) {
    return { error };
  }
};

parentPort?.on('message', (errand: Errand) => {
  void answerTo(errand).then((answer) => parentPort?.postMessage(answer));
});
