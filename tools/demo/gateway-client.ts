import type { JsonObject } from '@userport/contracts';
import type { Stores } from '@userport/warehouse';
import type { LocalStack } from '../local/stack';

/** An answer of the gateway. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Calls the gateway as Django does: over HTTP, with a token. */
export interface GatewayClient {
  get(path: string): Promise<GatewayAnswer>;
  post(path: string, body?: JsonObject): Promise<GatewayAnswer>;
  /** Delivers a job to its function once more, as a queue may do at any time. */
  deliverAgain(app: string, jobId: string): Promise<GatewayAnswer>;
  /** Has a delivery ready, token included: what it resolves to is the queue's call and nothing else. */
  prepareDelivery(app: string, jobId: string): Promise<() => Promise<GatewayAnswer>>;
}

/** What a client needs of a running stack. */
type Callable = Pick<LocalStack, 'gatewayUrl' | 'functionUrls' | 'tokenFor'> & {
  readonly stores: { readonly events: Pick<Stores['events'], 'ofJob'> };
};

/** Opens the client of a running stack. */
export function openGatewayClient(stack: Callable): GatewayClient {
  const prepare = async (base: string, path: string, init: RequestInit) => {
    const headers = {
      authorization: `Bearer ${await stack.tokenFor(base)}`,
      'content-type': 'application/json',
    };
    return async (): Promise<GatewayAnswer> => {
      const response = await fetch(`${base}${path}`, { ...init, headers });
      return { status: response.status, body: (await response.json()) as JsonObject };
    };
  };
  const call = async (base: string, path: string, init: RequestInit): Promise<GatewayAnswer> =>
    (await prepare(base, path, init))();
  const prepareDelivery: GatewayClient['prepareDelivery'] = async (app, jobId) => {
    const { events } = await stack.stores.events.ofJob(jobId);
    const requested = events.find(({ kind }) => kind === 'requested');
    if (requested === undefined) throw new Error(`Job ${jobId} was never asked for.`);
    const { entityId, generation, fingerprint = '', taskName, detail } = requested;
    const delivery = {
      job_id: jobId,
      entity_id: entityId,
      generation,
      fingerprint,
      payload_hash: detail['payload_hash'] ?? '',
    };
    return prepare(stack.functionUrls[app] ?? '', `/api/v1/tasks/${taskName}`, {
      method: 'POST',
      body: JSON.stringify(delivery),
    });
  };
  return {
    get: (path) => call(stack.gatewayUrl, `/api/v1/tasks/${path}`, {}),
    post: (path, body) =>
      call(stack.gatewayUrl, `/api/v1/tasks/${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) }),
    deliverAgain: async (app, jobId) => (await prepareDelivery(app, jobId))(),
    prepareDelivery,
  };
}
