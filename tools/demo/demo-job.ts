import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { taskContracts, type JsonObject } from '@userport/contracts';

/** One job that the demo asks for: a sample of a task, as its tests use it. */
export interface DemoJob {
  /** Name of the sample's file, without its ending. */
  readonly sample: string;
  readonly taskName: string;
  readonly jobId: string;
  readonly payload: JsonObject;
}

const samplesOf = (taskName: string, app: string): DemoJob[] =>
  readdirSync(`apps/${app}/fixtures`)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const payload = JSON.parse(readFileSync(`apps/${app}/fixtures/${file}`, 'utf8')) as JsonObject;
      return {
        sample: basename(file, '.json'),
        taskName,
        // Not every task's caller names the job; the demo does, so that it finds what it did before.
        jobId:
          typeof payload['job_id'] === 'string'
            ? payload['job_id']
            : `demo-${app}-${basename(file, '.json')}`,
        payload,
      };
    });

/** The samples of every task, or of one. With a suffix they are new jobs, whatever was done before. */
export function demoJobs(task: string | undefined, suffix = ''): DemoJob[] {
  const wanted = Object.values(taskContracts).filter(({ name }) => task === undefined || name === task);
  return wanted
    .flatMap(({ name, app }) => samplesOf(name, app))
    .map((job) => {
      const jobId = `${job.jobId}${suffix}`;
      return { ...job, jobId, payload: { ...job.payload, job_id: jobId } };
    });
}
