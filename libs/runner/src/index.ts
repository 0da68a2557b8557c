export { defineTask, type StepCall, type Task, type TaskContext, type TaskResult } from './define-task';
export { foldJob, type GenerationState, type JobState, nextEnqueue, openRound } from './job-state';
export { isFinished, isRetryable, JOB_STATUSES, type JobStatus, statusOf } from './job-status';
export { queueTaskName, settlingName } from './names';
export type * from './ports';
export { electGeneration, type GenerationRequest, nextEnqueueOf } from './request-job';
