import type { SectionName } from '@userport/config';
import { openDraining } from './draining';
import { once } from './once';
import type { MakeHandle } from './open-door';
import { serveFunction } from './serve-function';
import type { TaskFunction } from './task-function';

/**
 * Serves a handler: `functions-framework --target <app>`. A start loads what tells the health and no more; the rest
 * follows at the first other request, so that an instance is up in the time of an empty function.
 */
export function serveHandler(app: string, load: () => Promise<{ readonly makeHandle: MakeHandle }>): void {
  const draining = openDraining();
  serveFunction({
    name: app,
    draining,
    load: once(async () => {
      const [{ openDoor }, { makeHandle }] = await Promise.all([import('./open-door'), load()]);
      return openDoor(draining, makeHandle);
    }),
  });
}

/** Serves a task as a function of its own, loaded in the same way; `app` is that of its contract. */
export function serveTask<Payload extends object, S extends SectionName>(
  app: string,
  load: () => Promise<{ readonly taskFunction: TaskFunction<Payload, S> }>,
): void {
  serveHandler(app, async () => {
    const [{ handleTask }, { taskFunction }] = await Promise.all([import('./serve-task'), load()]);
    return { makeHandle: handleTask(taskFunction) };
  });
}
