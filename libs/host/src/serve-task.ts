import { type Config, loadConfig, type SectionName } from '@userport/config';
import { createLogger, type Logger } from '@userport/logging';
import type { Task } from '@userport/runner';
import { lazyCallerCheck } from './check-caller';
import { openDraining } from './draining';
import { openFrontDoor } from './front-door';
import type { Handle } from './http-types';
import { once } from './once';
import { ENV_SECTIONS, openEnv } from './open-env';
import { serveFunction } from './serve-function';
import type { TaskFunction } from './task-function';
import type { TaskServices } from './task-services';
import { type OpenTask, taskHandle } from './task-handle';

interface Parts {
  readonly config: Config<'runtime'>;
  readonly log: Logger;
  readonly drain: AbortSignal;
}

/** Registers a handler with the platform, behind the door; configuration beyond the runtime's is read when it is used. */
export function serveHandler(name: string, makeHandle: (parts: Parts) => Handle): void {
  const config = loadConfig(['runtime']);
  const { LOG_LEVEL: level, GOOGLE_CLOUD_PROJECT: project, DRAIN_SECONDS } = config.runtime;
  const log = createLogger({ level, project });
  const draining = openDraining();
  const checkCaller = lazyCallerCheck(() => loadConfig(['auth', 'runtime']));
  const door = openFrontDoor({ log, draining, checkCaller, open: ['/health'] });
  const handle = makeHandle({ config, log, drain: draining.signal });
  serveFunction({ name, door, draining, handle, graceMs: DRAIN_SECONDS * 1000 });
}

/** Opens a task with the configuration that it named. A key that is missing fails this task and no other. */
export const openTask = <Payload extends object, S extends SectionName>(
  definition: TaskFunction<Payload, S>,
  log: Logger,
  services: TaskServices,
): Promise<Task> =>
  Promise.resolve(definition.open({ config: loadConfig(definition.sections), log, ...services }));

/** Serves a task as a function of its own: `functions-framework --target <contract.app>`. */
export function serveTask<Payload extends object, S extends SectionName>(
  definition: TaskFunction<Payload, S>,
): void {
  const { contract } = definition;
  serveHandler(contract.app, ({ config, log, drain }) => {
    const open = once(async (): Promise<OpenTask> => {
      const { env, services } = await openEnv(loadConfig(ENV_SECTIONS), log);
      return { env, task: await openTask(definition, log, services) };
    });
    const deadlineMs = config.runtime.REQUEST_TIMEOUT_SECONDS * 1000;
    return taskHandle({
      contract,
      version: config.runtime.VERSION,
      log,
      open,
      drain,
      deadlineMs: () => deadlineMs,
    });
  });
}
