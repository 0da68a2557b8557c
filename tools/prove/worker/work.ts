import { doJob, type Job, type JobResult } from '../job';
import * as runner from '../proved';

/** Does a job on the code that it is bundled with. */
export const work = (job: Job): Promise<JobResult> => doJob(runner, job);
