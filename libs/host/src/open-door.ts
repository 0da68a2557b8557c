import { type Config, loadConfig } from '@userport/config';
import { createLogger, type Logger } from '@userport/logging';
import { lazyCallerCheck } from './check-caller';
import type { Draining } from './draining';
import { openFrontDoor } from './front-door';
import type { Handle } from './http-types';
import type { Served } from './serve-function';

/** What a handler is made of. */
export interface HandlerParts {
  readonly config: Config<'runtime'>;
  readonly log: Logger;
  readonly drain: AbortSignal;
}

/** Makes what answers; configuration beyond the runtime's is read when it is used. */
export type MakeHandle = (parts: HandlerParts) => Handle;

/**
 * Opens the door of a deployed app and what answers behind it.
 * @throws TerminalError `configuration` naming each variable of the runtime that is wrong
 */
export function openDoor(draining: Draining, makeHandle: MakeHandle): Served {
  const config = loadConfig(['runtime']);
  const { LOG_LEVEL: level, GOOGLE_CLOUD_PROJECT: project, DRAIN_SECONDS } = config.runtime;
  const log = createLogger({ level, project });
  const checkCaller = lazyCallerCheck(() => loadConfig(['auth', 'runtime']));
  const door = openFrontDoor({ log, draining, checkCaller, open: ['/health'] });
  const handle = makeHandle({ config, log, drain: draining.signal });
  return { door, handle, graceMs: DRAIN_SECONDS * 1000 };
}
