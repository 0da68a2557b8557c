import { createIdTokens } from '@userport/auth';
import { loadConfig } from '@userport/config';
import { type TaskContract, taskContracts } from '@userport/contracts';
import {
  envOn,
  type LocalServer,
  once,
  openTask,
  serveHandlerLocally,
  type TaskFunction,
  taskHandle,
  taskServicesOn,
} from '@userport/host';
import type { Logger } from '@userport/logging';
import { type InProcessQueue, openInProcessQueue, QUEUE_RETRY } from '@userport/queue';
import type { Env } from '@userport/runner';
import { openWarehouse, type Stores } from '@userport/warehouse';
import { servicesOn } from '../../apps/gateway/src/open-services';
import { createRouter } from '../../apps/gateway/src/router';
import { routes } from '../../apps/gateway/src/routes';
import { sweep, type SweepReport } from '../../apps/gateway/src/sweep';

/** How the stack is started. */
export interface StackOptions {
  /** Port of the gateway; the functions take any that are free. 0 picks one. */
  readonly port: number;
  readonly log: Logger;
  /** Least wait before a failed delivery is made again, ms. Cloud Tasks is set to 10 s; people wait less gladly. */
  readonly minBackoffMs: number;
  /** Called around every delivery's Env, so that a person can watch it at work. */
  readonly watch?: (env: Env) => Env;
}

/** The gateway and every function in one process, each on its own port, on one store and one queue. */
export interface LocalStack {
  readonly gatewayUrl: string;
  /** Addresses of the functions by the name of their app. */
  readonly functionUrls: Readonly<Record<string, string>>;
  readonly stores: Stores;
  readonly queue: InProcessQueue;
  /** An ID token for a service of this stack, as its callers carry it. */
  tokenFor(audience: string): Promise<string>;
  /** Brings back what an earlier process left undone, at once. */
  sweep(): Promise<SweepReport>;
  stop(): Promise<void>;
}

/** Jobs that one sweep at the start takes up again. */
const SWEEP_LIMIT = 1000;

/** The function of a contract, found where every function is: `apps/<app>/src/function.ts`. */
async function functionOf({ app }: TaskContract): Promise<TaskFunction> {
  const module = (await import(`../../apps/${app}/src/function`)) as { readonly taskFunction: TaskFunction };
  return module.taskFunction;
}

/** Notes how something that was opened is closed, for a start that fails later. */
type Opened = (close: () => Promise<unknown>) => void;

async function openStack(
  { port, log, minBackoffMs, watch = (env) => env }: StackOptions,
  opened: Opened,
): Promise<LocalStack> {
  const config = loadConfig(['runtime', 'warehouse', 'callback', 'budget', 'auth']);
  const { VERSION: version, REQUEST_TIMEOUT_SECONDS } = config.runtime;
  const deadlineMs = REQUEST_TIMEOUT_SECONDS * 1000;
  const warehouse = await openWarehouse(config.warehouse);
  opened(() => warehouse.close());
  await warehouse.ensureTables();
  const taskServices = taskServicesOn(warehouse, log, config.budget);
  const { stores } = taskServices;
  const env = watch(envOn(stores, config, log));
  const tokens = createIdTokens();
  const functions: LocalServer[] = [];
  const functionUrls: Record<string, string> = {};
  for (const contract of Object.values(taskContracts)) {
    const definition = await functionOf(contract);
    const open = once(async () => ({ env, task: await openTask(definition, log, taskServices) }));
    const parts = { contract, version, log, open, deadlineMs: () => deadlineMs };
    const makeHandle = (drain: AbortSignal) => taskHandle({ ...parts, drain });
    const server = await serveHandlerLocally({ config, log, port: 0, open: ['/health'], makeHandle });
    opened(() => server.stop());
    functions.push(server);
    functionUrls[contract.app] = server.url;
  }
  const queue = openInProcessQueue({
    addressOf: (app) => functionUrls[app] ?? '',
    tokenFor: (audience) => tokens.tokenFor(audience),
    retry: { ...QUEUE_RETRY, minBackoffMs },
    dispatchDeadlineMs: deadlineMs,
    log,
  });
  opened(() => queue.close());
  const about = { version, contracts: taskContracts };
  const services = servicesOn({ ...about, stores, queue, log });
  const makeHandle = () => createRouter({ routes, about, open: () => Promise.resolve(services), log });
  const gateway = await serveHandlerLocally({
    config,
    log,
    port,
    open: ['/health', '/openapi.json'],
    makeHandle,
  });
  return {
    gatewayUrl: gateway.url,
    functionUrls,
    stores,
    queue,
    tokenFor: (audience) => tokens.tokenFor(audience),
    sweep: () => sweep(services, { olderThanMs: 0, limit: SWEEP_LIMIT }),
    async stop() {
      await gateway.stop();
      queue.pause();
      await Promise.all(functions.map((server) => server.stop()));
      await queue.close();
      await warehouse.close();
    },
  };
}

/**
 * Starts everything; the configuration is that of the environment, as when deployed. A start that fails leaves nothing
 * open.
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await openStack(options, (close) => void closers.unshift(close));
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}
