import { loadConfig, type SectionName } from '@userport/config';
import type { Logger } from '@userport/logging';
import type { Task } from '@userport/runner';
import { once } from './once';
import type { MakeHandle } from './open-door';
import { ENV_SECTIONS, openEnv } from './open-env';
import type { TaskFunction } from './task-function';
import type { TaskServices } from './task-services';
import { type OpenTask, taskHandle } from './task-handle';

/** Opens a task with the configuration that it named. A key that is missing fails this task and no other. */
export const openTask = <Payload extends object, S extends SectionName>(
  definition: TaskFunction<Payload, S>,
  log: Logger,
  services: TaskServices,
): Promise<Task> =>
  Promise.resolve(definition.open({ config: loadConfig(definition.sections), log, ...services }));

/** What answers the queue's deliveries of one task; store and task are opened at the first. */
export const handleTask =
  <Payload extends object, S extends SectionName>(definition: TaskFunction<Payload, S>): MakeHandle =>
  ({ config, log, drain }) => {
    const open = once(async (): Promise<OpenTask> => {
      const { env, services } = await openEnv(loadConfig(ENV_SECTIONS), log);
      return { env, task: await openTask(definition, log, services) };
    });
    const deadlineMs = config.runtime.REQUEST_TIMEOUT_SECONDS * 1000;
    return taskHandle({
      contract: definition.contract,
      version: config.runtime.VERSION,
      log,
      open,
      drain,
      deadlineMs: () => deadlineMs,
    });
  };
