import type { EstimatedCalls, TaskContract } from '@userport/contracts';
import type { Config, SectionName } from '@userport/config';
import type { Logger } from '@userport/logging';
import type { Task } from '@userport/runner';
import type { TaskServices } from './task-services';

/** What a task is opened with: the configuration sections that it named, a logger, stores and caches. */
export interface TaskParts<S extends SectionName> extends TaskServices {
  readonly config: Config<S>;
  readonly log: Logger;
}

/** A task as a function of its own: its contract, the configuration it uses beyond the host's, and how it is opened. */
export interface TaskFunction<Payload extends object = object, S extends SectionName = SectionName> {
  readonly contract: TaskContract<Payload>;
  readonly sections: readonly S[];
  /** Makes the task's clients and the task; called once per instance, at the first delivery. */
  open(parts: TaskParts<S>): Promise<Task<Payload>> | Task<Payload>;
}

/** Fixes the types of a task function literal. */
export const defineTaskFunction = <Payload extends object, const S extends SectionName>(
  definition: TaskFunction<Payload, S>,
): TaskFunction<Payload, S> => definition;

/** What an estimate may look at: the task's configuration, and the day, since prices have dates. */
export interface EstimateParts<S extends SectionName> extends Pick<TaskParts<S>, 'config' | 'log'> {
  readonly at: Date;
}

/**
 * What a job of a payload will call and cost, without calling anything. Every task exports one as `estimate` from its
 * `estimate.ts`; `npm run estimate` adds it up. The bill of a real run lies inside, as long as no attempt fails.
 */
export type TaskEstimate<Payload extends object = object, S extends SectionName = SectionName> = (
  payload: Payload,
  parts: EstimateParts<S>,
) => readonly EstimatedCalls[] | Promise<readonly EstimatedCalls[]>;
