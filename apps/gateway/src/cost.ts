import { readJobWithCost } from './known-job';
import { ok, unknownJob } from './problem';
import type { Handler } from './route';
import { costLine } from './task-status';

/** `GET /api/v1/tasks/{job_id}/cost`: what a job cost over all its units, generations and deliveries. */
export const taskCost: Handler = async (services, { params }) => {
  const jobId = params['job_id'] ?? '';
  const job = await readJobWithCost(services, jobId);
  if (job === undefined) return unknownJob();
  const { saved_usd: _savedUsd, ...units } = job.total.units;
  return ok({ job_id: jobId, ...costLine(job.total), units });
};
