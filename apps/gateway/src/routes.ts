import { answers } from './answers';
import { cancelTask } from './cancel-task';
import { taskCost } from './cost';
import { createTask } from './create-task';
import { failedQuery, failedTasks } from './failed-tasks';
import { forgetLeadTask } from './forget-lead';
import { health } from './health';
import { openapiDocument } from './openapi';
import { ok } from './problem';
import { redeliverTask } from './redeliver-task';
import { retryTask } from './retry-task';
import type { Route } from './route';
import { unitQuery } from './select-units';
import { sweepQuery, sweepTasks } from './sweep';
import { taskStatus } from './task-status';

const UNKNOWN_JOB = 'No job has this id.';
const BAD_QUERY = 'The query breaks rules; errors names each.';

/** Every route of the gateway. The first that fits path and method answers. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v1/tasks/create/{task_name}',
    handler: createTask,
    operation: 'create',
    summary: 'Asks for a task. Answers at once; the work is done in the background and called back.',
    answer: answers.create,
    problems: {
      404: 'No task has this name.',
      410: 'The job was forgotten: nothing of the request was stored.',
      422: 'The body breaks rules, all named in errors; or the job is known with another payload.',
    },
    takesPayload: true,
  },
  {
    method: 'GET',
    path: '/api/v1/tasks/failed',
    handler: failedTasks,
    operation: 'failed',
    summary: 'Lists what was not delivered and is not being worked on, newest first.',
    query: failedQuery,
    answer: answers.failed,
    problems: { 422: BAD_QUERY },
  },
  {
    method: 'GET',
    path: '/api/v1/tasks/{job_id}/status',
    handler: taskStatus,
    operation: 'status',
    summary: 'Tells how a job fares, with every unit of its work and what it cost.',
    answer: answers.status,
    problems: { 404: UNKNOWN_JOB },
  },
  {
    method: 'GET',
    path: '/api/v1/tasks/{job_id}/cost',
    handler: taskCost,
    operation: 'cost',
    summary: 'Tells what a job cost, by vendor and by unit.',
    answer: answers.cost,
    problems: { 404: UNKNOWN_JOB },
  },
  {
    method: 'POST',
    path: '/api/v1/tasks/{job_id}/retry',
    handler: retryTask,
    operation: 'retry',
    summary: 'Runs again what ended without a usable result, with the stored payload.',
    query: unitQuery,
    answer: answers.retry,
    problems: {
      404: UNKNOWN_JOB,
      409: 'Nothing of this job can be retried in its state, which the answer tells.',
      422: BAD_QUERY,
    },
  },
  {
    method: 'POST',
    path: '/api/v1/tasks/{job_id}/cancel',
    handler: cancelTask,
    operation: 'cancel',
    summary: 'Ends a job that has no result yet and tells Django so.',
    query: unitQuery,
    answer: answers.cancel,
    problems: { 404: UNKNOWN_JOB, 409: 'The job has its result already.', 422: BAD_QUERY },
  },
  {
    method: 'POST',
    path: '/api/v1/tasks/{job_id}/redeliver',
    handler: redeliverTask,
    operation: 'redeliver',
    summary: 'Sends the stored result again, as it is. Nothing is run.',
    query: unitQuery,
    answer: answers.redeliver,
    problems: { 404: UNKNOWN_JOB, 409: 'The job has no result yet.', 422: BAD_QUERY },
  },
  {
    method: 'POST',
    path: '/api/v1/leads/{lead_id}/forget',
    handler: forgetLeadTask,
    operation: 'forget',
    summary:
      'Ends every job about a lead for good and removes what they left behind; asked again, it removes the rest.',
    answer: answers.forget,
    problems: { 404: 'No job is about a lead of this id.' },
  },
  {
    method: 'POST',
    path: '/api/v1/sweep',
    handler: sweepTasks,
    operation: 'sweep',
    summary: 'Enqueues again what is stored and does not move by itself any more.',
    query: sweepQuery,
    answer: answers.sweep,
    problems: { 422: BAD_QUERY },
  },
  {
    method: 'GET',
    path: '/health',
    tell: health,
    operation: 'health',
    summary: 'Says that the process runs.',
    answer: answers.health,
    problems: {},
    open: true,
  },
  {
    method: 'GET',
    path: '/openapi.json',
    tell: ({ contracts }) => ok(openapiDocument(routes, contracts)),
    operation: 'openapi',
    summary: 'This document.',
    answer: answers.openapi,
    problems: {},
  },
];
