import { openModels } from '@userport/ai';
import { loadConfig } from '@userport/config';
import { type JsonObject, type TaskContract, taskContracts } from '@userport/contracts';
import { customColumn } from '@userport/contracts/custom-column';
import { RetryableError } from '@userport/errors';
import {
  envOn,
  type Handle,
  type MakeHandle,
  once,
  randomToken,
  systemClock,
  taskHandle,
} from '@userport/host';
import { serveHandler } from '@userport/host/serve';
import type { Logger } from '@userport/logging';
import type { Queue } from '@userport/queue';
import type { Task } from '@userport/runner';
import { openStores, openWarehouse } from '@userport/warehouse';
import { customColumnTask } from '../../../apps/custom-column/src/task';
import { servicesOn } from '../../../apps/gateway/src/open-services';
import { createRouter } from '../../../apps/gateway/src/router';
import { routes } from '../../../apps/gateway/src/routes';
import { type Boundaries, numberedEnv, openBoundaries, type Strike } from '../boundaries';
import { leadsContract, leadsTask } from '../leads-task';
import type { Order, Report } from './orders';

/**
 * The process under proof: the gateway and two functions behind the shipped door, on the platform's own server, with
 * one store in one file. It differs from what is deployed in one thing: each await on the world is numbered, and the
 * process can be told to end or to stand still at one of them.
 */

const KIB = 1024;

function obey(boundaries: Boundaries): void {
  const tell = (report: Report) => void process.send?.(report);
  process.on('message', (order: Order) => {
    if (order.name === 'crossed') return tell({ name: 'crossed', crossed: boundaries.crossed() });
    if (order.name === 'memory') {
      const peakBytes = process.resourceUsage().maxRSS * KIB;
      return tell({
        name: 'memory',
        rssBytes: process.memoryUsage.rss(),
        peakBytes,
      });
    }
    boundaries.arm(order.strike);
    return tell({ name: 'armed' });
  });
}

/** `name#n before` or `name#n after`, for a start by hand. */
const strikeFrom = (text: string | undefined): Strike | undefined => {
  const [at = '', when] = (text ?? '').split(' ');
  return when === 'before' || when === 'after' ? { at, when, signal: 'SIGKILL' } : undefined;
};

async function post(url: string, body: unknown, init: RequestInit = {}): Promise<JsonObject> {
  const headers = { 'content-type': 'application/json', ...init.headers };
  let response: Response;
  try {
    response = await fetch(url, { ...init, method: 'POST', headers, body: JSON.stringify(body) });
  } catch (cause) {
    throw new RetryableError('The parent did not answer.', { cause });
  }
  if (response.status !== 200) throw new RetryableError(`The parent answered ${response.status}.`);
  return (await response.json()) as JsonObject;
}

/** A queue behind HTTP: the parent plays Cloud Tasks. */
const queueAt = (url: string): Queue => ({
  async enqueue(task) {
    const answer = await post(url, task);
    return { taskId: task.name, existing: answer['existing'] === true };
  },
  close: () => Promise.resolve(),
});

/** The same task, each paid call numbered as well. */
const numberedTask = <P extends object>(task: Task<P>, { cross }: Boundaries): Task<P> => ({
  ...task,
  run: (payload, context) =>
    task.run(payload, {
      ...context,
      step: (name, input, call, options) =>
        context.step(name, input, (parts) => cross('vendor', () => call(parts)), options),
    }),
});

function openTasks(boundaries: Boundaries, log: Logger): Readonly<Record<string, Task>> {
  const vendorUrl = process.env['PROBE_VENDOR_URL'] ?? '';
  const column = customColumnTask({ models: openModels(loadConfig(['ai']).ai, log) });
  const leads = leadsTask(({ jobId, number, idempotencyKey, signal }) =>
    post(vendorUrl, { job_id: jobId, number }, { signal, headers: { 'idempotency-key': idempotencyKey } }),
  );
  return {
    [customColumn.name]: numberedTask(column, boundaries),
    [leadsContract.name]: numberedTask(leads, boundaries),
  };
}

/** Opens the file and everything on it, numbered. */
async function openEverything(boundaries: Boundaries, log: Logger) {
  const config = loadConfig(['runtime', 'warehouse', 'callback']);
  const warehouse = await openWarehouse(config.warehouse);
  await warehouse.ensureTables();
  const stores = openStores(warehouse, { now: systemClock.now, randomId: randomToken });
  const { numbered } = boundaries;
  const seenByGateway = {
    ...stores,
    jobs: numbered('gateway.jobs', stores.jobs, ['lookup', 'putIfAbsent', 'appendEvents', 'appendBodies']),
    events: numbered('gateway.events', stores.events, ['ofJob', 'failing', 'stalled']),
    payloads: numbered('gateway.payloads', stores.payloads, ['put']),
  };
  const queue = numbered('gateway.queue', queueAt(process.env['PROBE_QUEUE_URL'] ?? ''), ['enqueue']);
  const env = numberedEnv(boundaries, envOn(stores, config, log));
  return { env, stores: seenByGateway, queue, tasks: openTasks(boundaries, log) };
}

const contracts: Readonly<Record<string, TaskContract>> = {
  ...taskContracts,
  [leadsContract.name]: leadsContract,
};

const boundaries = openBoundaries((signal) => process.kill(process.pid, signal));
boundaries.arm(strikeFrom(process.env['CRASH_AT']));
obey(boundaries);

const makeHandle: MakeHandle = ({ config, log, drain }) => {
  const { VERSION: version, REQUEST_TIMEOUT_SECONDS } = config.runtime;
  const open = once(() => openEverything(boundaries, log));
  const about = { version, contracts };
  const openGateway = once(async () => servicesOn({ ...about, ...(await open()), log }));
  const gateway = createRouter({ routes, about, log, open: openGateway });
  const functions = new Map<string, Handle>(
    [customColumn as TaskContract, leadsContract as TaskContract].map((contract) => {
      const openTask = async () => {
        const { env, tasks } = await open();
        return { env, task: tasks[contract.name] as Task };
      };
      const deadlineMs = () => REQUEST_TIMEOUT_SECONDS * 1000;
      const handle = taskHandle({ contract, version, log, drain, deadlineMs, open: openTask });
      return [`/api/v1/tasks/${contract.name}`, handle];
    }),
  );
  return (request) => (functions.get(request.path) ?? gateway)(request);
};

serveHandler('proof', () => Promise.resolve({ makeHandle }));
