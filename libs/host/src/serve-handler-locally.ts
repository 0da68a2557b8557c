import type { Config } from '@userport/config';
import type { Logger } from '@userport/logging';
import { lazyCallerCheck } from './check-caller';
import { openDraining } from './draining';
import { openFrontDoor } from './front-door';
import type { Handle } from './http-types';
import { type LocalServer, serveLocally } from './serve-locally';

/** What a local server is made of. */
export interface LocalServing {
  readonly config: Config<'runtime' | 'auth'>;
  readonly log: Logger;
  /** Port on loopback; 0 picks one. */
  readonly port: number;
  /** Paths that anyone may ask for. */
  readonly open: readonly string[];
  makeHandle(drain: AbortSignal): Handle;
}

/** Serves a handler on this machine behind the same door as in production; its own address counts as its audience. */
export async function serveHandlerLocally({
  config,
  log,
  port,
  open,
  makeHandle,
}: LocalServing): Promise<LocalServer> {
  const draining = openDraining();
  const audiences = [...(config.auth.ALLOWED_AUDIENCES ?? [])];
  const auth = { ...config.auth, ALLOWED_AUDIENCES: audiences };
  const checkCaller = lazyCallerCheck(() => ({ ...config, auth }));
  const door = openFrontDoor({ log, draining, checkCaller, open });
  const graceMs = config.runtime.DRAIN_SECONDS * 1000;
  const server = await serveLocally({ door, draining, handle: makeHandle(draining.signal), graceMs }, port);
  audiences.push(server.url);
  return server;
}
