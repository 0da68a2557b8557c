import { parentPort, workerData } from 'node:worker_threads';
import { doJob, type Job } from '../job';
import * as runner from '../proved';

// Thousands of errors are made on purpose, and nobody reads where.
Error.stackTraceLimit = 0;

parentPort?.postMessage(await doJob(runner, workerData as Job));
