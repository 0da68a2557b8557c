import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type DeliveryBody,
  deliveryBody,
  defineContract,
  type JsonObject,
  type TaskContract,
} from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import type { Logger } from '@userport/logging';
import { openInProcessQueue } from '@userport/queue';
import { type Env, type Outcome, type PageAnswer, runTask, type Task } from '@userport/runner';
import { openStores, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { z } from 'zod';
import { servicesOn } from './open-services';
import { createRouter } from './router';
import { routes } from './routes';
import type { Services } from './services';

const probePayload = z.looseObject({
  job_id: z.string().max(500).nullish(),
  entity_ids: z.array(z.string().min(1).max(200)).min(1),
  make: z.enum(['result', 'failure']).default('result'),
  note: z.unknown().optional(),
});

type ProbePayload = z.infer<typeof probePayload>;

/** A task of two callback bodies, the second marked `once`, or of a failure, as its payload asks. */
export const probe = defineContract<ProbePayload>({
  name: 'probe',
  app: 'probe',
  summary: 'A task for specs.',
  payload: probePayload,
  jobId: ({ job_id: jobId }) => jobId ?? undefined,
  entities: ({ entity_ids: ids }) => ids.map((entityId) => ({ entityId, kind: 'account' })),
  leads: 'none',
  maxRetries: () => 3,
  volatileFields: ['request_id'],
  newPayload: 'refuse',
  repeatedCreate: 'acknowledge',
  closingBodies: (_payload, { kind, jobId, entityId, details }) => [
    { body: { job_id: jobId, account_id: entityId, closed: kind, error_details: details } },
  ],
});

/** The same for leads, where another payload is a new beginning and a repeated create sends the result again. */
export const capture: TaskContract<ProbePayload> = {
  ...probe,
  name: 'capture',
  app: 'capture',
  entities: ({ entity_ids: ids }) => ids.map((entityId) => ({ entityId, kind: 'lead' })),
  leads: 'unit',
  newPayload: 'new_generation',
  repeatedCreate: 'redeliver',
};

const taskOf = (contract: TaskContract<ProbePayload>): Task<ProbePayload> => ({
  contract,
  async run({ make }, { jobId, entityId }) {
    if (make === 'failure') throw new TerminalError('The probe was asked to fail.', { code: 'probe' });
    const envelope = { job_id: jobId, account_id: entityId };
    const bodies = [{ body: { ...envelope, part: 1 } }, { body: { ...envelope, part: 2 }, once: true }];
    return { bodies, total: 2, summary: {} };
  },
});

const accepted: PageAnswer = { kind: 'accepted', httpStatus: 200 };

/** What a call of the gateway was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const bytesOf = async (parts: AsyncIterable<Buffer>): Promise<Buffer> => {
  const held: Buffer[] = [];
  for await (const part of parts) held.push(part);
  return Buffer.concat(held);
};

/** Serves the routes on loopback as the host does, without its door. */
const serveRoutes = (services: Services): Server => {
  const open = () => Promise.resolve(services);
  const handle = createRouter({ routes, about: services, open, log: services.log });
  return createServer((request, response) => {
    const [path = '/', query] = (request.url ?? '/').split('?');
    void bytesOf(request)
      .then((body) =>
        handle({
          method: request.method ?? 'GET',
          path,
          query: new URLSearchParams(query),
          headers: request.headers as Record<string, string>,
          body,
        }),
      )
      .then(({ status, headers, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
      });
  });
};

/**
 * A gateway over loopback HTTP on a warehouse in memory (or the one given), with a real in-process queue and a
 * function that writes down what it gets. Deliveries wait until `run`, which takes them through the real runner.
 */
export async function openTestGateway(
  options: {
    readonly contracts?: readonly TaskContract[];
    readonly warehouse?: Warehouse;
    /** The first moment of the gateway's clock; an engine with a clock of its own needs the true one. */
    readonly startMs?: number;
    /** The work behind contracts of one's own, by name. */
    readonly tasks?: Readonly<Record<string, Task>>;
  } = {},
) {
  const time = { nowMs: options.startMs ?? Date.UTC(2026, 4, 4, 9) };
  const now = () => time.nowMs;
  let words = 0;
  const word = () => `w${(words += 1)}`;
  const lines: string[] = [];
  const say = (message: string, fields?: object) =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const log: Logger = { error: say, warn: say, info: say, debug: say };
  const warehouse = options.warehouse ?? openMemoryWarehouse({ now });
  const stores = openStores(warehouse, { now, randomId: word });
  const deliveries: DeliveryBody[] = [];
  const waiting: { readonly body: DeliveryBody; readonly taskName: string }[] = [];
  const functions = createServer((request, response) => {
    void bytesOf(request).then((bytes) => {
      const body = deliveryBody.parse(JSON.parse(bytes.toString()));
      deliveries.push(body);
      waiting.push({ body, taskName: request.url?.split('/').at(-1) ?? '' });
      response.end();
    });
  });
  const functionsUrl = await listening(functions);
  const queue = openInProcessQueue({ addressOf: () => functionsUrl });
  queue.pause();
  const contracts = options.contracts ?? [probe, capture];
  const services: Services = {
    ...servicesOn({
      version: 'spec',
      contracts: Object.fromEntries(contracts.map((contract) => [contract.name, contract])),
      stores,
      queue,
      log,
    }),
    now,
    randomToken: word,
  };
  const server = serveRoutes(services);
  const url = await listening(server);
  const receiver = {
    answer: (_position: number): PageAnswer => accepted,
    progress: (_body: JsonObject): PageAnswer => accepted,
    sent: [] as JsonObject[],
  };
  const env: Env = {
    store: stores.jobs,
    callbacks: {
      async send({ bytes, position }) {
        receiver.sent.push(JSON.parse(Buffer.from(bytes).toString()) as JsonObject);
        return receiver.answer(position);
      },
      sendProgress: async (body) => receiver.progress(body),
    },
    fix: services.fix,
    openBill: stores.openBill,
    clock: { now, monotonicMs: now, after: () => () => undefined, sleep: () => Promise.resolve() },
    randomToken: word,
    log,
    settings: { leaseMarginMs: 30_000, requestTimeoutMs: 1_800_000 },
  };
  const deliver = (body: DeliveryBody, taskName: string): Promise<Outcome> =>
    runTask(
      options.tasks?.[taskName] ?? taskOf(taskName === 'capture' ? capture : probe),
      { body, deadlineMs: 600_000, drain: new AbortController().signal },
      env,
    );
  return {
    url,
    services,
    stores,
    warehouse,
    /** Move it to let time pass. */
    time,
    /** Every line that was logged, with its fields. */
    lines,
    /** Every body that a function got. */
    deliveries,
    receiver,
    async call(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answered> {
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      const response = await fetch(`${url}${path}`, { method, headers, ...sent });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? {} : JSON.parse(text)) as JsonObject,
      };
    },
    /** Lets the queue deliver what waits, without running it. */
    async flush(): Promise<void> {
      queue.resume();
      await queue.idle();
      queue.pause();
    },
    /** Lets the queue deliver what waits and the runner run it, one after the other. */
    async run(): Promise<Outcome['name'][]> {
      await this.flush();
      const outcomes: Outcome['name'][] = [];
      for (const { body, taskName } of waiting.splice(0)) outcomes.push((await deliver(body, taskName)).name);
      return outcomes;
    },
    async close(): Promise<void> {
      await queue.close();
      for (const open of [server, functions]) {
        open.closeAllConnections();
        await new Promise((resolve) => open.close(resolve));
      }
      await warehouse.close();
    },
  };
}

/** See {@link openTestGateway}. */
export type TestGateway = Awaited<ReturnType<typeof openTestGateway>>;
