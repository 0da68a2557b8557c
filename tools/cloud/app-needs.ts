import { existsSync } from 'node:fs';
import type { SectionName } from '@userport/config';
import type { TaskFunction } from '@userport/host';
import { SERVICES_SECTIONS } from '../../apps/gateway/src/open-services';
import { ENV_SECTIONS } from '../../libs/host/src/open-env';

/** What the front door of every app reads: its port and log, and who may come in. */
const DOOR_SECTIONS = ['runtime', 'auth'] as const;

/**
 * The sections of configuration that an app loads, by its own declaration.
 * @throws Error for an app that is neither the gateway nor a function
 */
export async function sectionsOfApp(app: string): Promise<readonly SectionName[]> {
  if (app === 'gateway') return [...DOOR_SECTIONS, ...SERVICES_SECTIONS];
  if (!existsSync(`apps/${app}/src/function.ts`))
    throw new Error(`There is no app ${app}: apps/${app}/src/function.ts is not there.`);
  const { taskFunction } = (await import(`../../apps/${app}/src/function`)) as { taskFunction: TaskFunction };
  return [...new Set([...DOOR_SECTIONS, ...ENV_SECTIONS, ...taskFunction.sections])];
}
