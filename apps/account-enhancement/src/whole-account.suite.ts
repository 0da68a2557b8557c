import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';
import { cachedModel } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import { openCache } from '@userport/cache';
import { fixBody } from '@userport/callback';
import { loadConfig } from '@userport/config';
import {
  canonicalJson,
  deliveryBody,
  fingerprintOf,
  type JsonObject,
  sha256Base32,
} from '@userport/contracts';
import { accountEnhancement, type AccountEnhancementPayload } from '@userport/contracts/account-enhancement';
import { manualClock } from '@userport/http/testing';
import { createBrightdata } from '@userport/providers/brightdata';
import { createBuiltwith } from '@userport/providers/builtwith';
import { createJina } from '@userport/providers/jina';
import { electGeneration, type Env, type Outcome, runTask } from '@userport/runner';
import { openCacheStore, openStores, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { accountEnhancementTask } from './task';
import { NOW_MS } from './testing';

/** A request to a vendor, as it went over the wire. */
export interface WireRequest {
  readonly vendor: 'jina' | 'brightdata' | 'builtwith';
  /** `reader`, `search`, `scrape`, `domain`. */
  readonly endpoint: string;
  /** The page that the reader was asked for, or the words that were searched for; empty for the others. */
  readonly about: string;
}

/** Answers a request in place of the sandbox; undefined leaves it to that. */
export type Wire = (request: WireRequest) => Response | undefined;

/** A request as the sandbox hears it. */
interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The invented vendors and models behind the wire: `tools/sandbox/in-process.ts`. */
export type Sandbox = (now: () => number) => {
  handle(vendor: WireRequest['vendor'], request: HeardRequest): Promise<Reply>;
  answer(call: ScriptedCall): ScriptedAnswer;
};

/** What a place is like in which whole jobs run. */
export interface PlaceSettings {
  readonly sandbox: Sandbox;
  readonly wire?: Wire;
  /** What models answer; undefined leaves it to the sandbox's. */
  readonly model?: (call: ScriptedCall) => ScriptedAnswer | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A callback as Django got it. */
export interface SentBody {
  readonly text: string;
  readonly body: JsonObject;
}

/** A way to answer badly. */
export const refused = (status: number, body: unknown = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

const MINUTE_MS = 60_000;
/** An account takes some hundreds of turns of the event loop. */
const TURNS_UNTIL_STILL = 2_000;
const KEYS = { JINA_API_KEY: 'k', BRIGHTDATA_API_KEY: 'k', BUILTWITH_API_KEY: 'k' };
const HOSTS: readonly (readonly [WireRequest['vendor'], string])[] = [
  ['jina', 'jina.ai'],
  ['brightdata', 'brightdata.com'],
  ['builtwith', 'builtwith.com'],
];

const never = new Promise<never>(() => undefined);

/** A process that may be killed: from then on nothing that it asks is ever answered, and nothing that it does arrives. */
function openLife() {
  let alive = true;
  const guard = async <T>(act: () => Promise<T>): Promise<T> => {
    if (!alive) return never;
    const answer = await act();
    return alive ? answer : never;
  };
  return { guard, kill: () => void (alive = false) };
}

type Life = ReturnType<typeof openLife>;

const guarded = (warehouse: Warehouse, { guard }: Life): Warehouse => ({
  ...warehouse,
  append: (table, rows) => guard(() => warehouse.append(table, rows)),
  find: (...finds) => guard(() => warehouse.find(...finds)),
  putIfAbsent: (name, token, labels) => guard(() => warehouse.putIfAbsent(name, token, labels)),
  holderOf: (name) => guard(() => warehouse.holderOf(name)),
});

async function heardOf(request: Request): Promise<HeardRequest> {
  const { pathname, searchParams } = new URL(request.url);
  const isSearch = new URL(request.url).host.startsWith('s.');
  return {
    method: request.method,
    path: `${new URL(request.url).host.endsWith('jina.ai') ? (isSearch ? '/search' : '/reader') : ''}${pathname}`,
    query: searchParams,
    headers: Object.fromEntries(request.headers.entries()),
    body: Buffer.from(await request.arrayBuffer()),
  };
}

const wireRequestOf = (vendor: WireRequest['vendor'], { path, body }: HeardRequest): WireRequest => {
  const { url = '', q = '' } =
    vendor === 'jina' ? (JSON.parse(body.toString('utf8')) as { url?: string; q?: string }) : {};
  const endpoint =
    vendor === 'jina'
      ? path.startsWith('/search')
        ? 'search'
        : 'reader'
      : vendor === 'builtwith'
        ? 'domain'
        : (path.split('/')[3] ?? '');
  return { vendor, endpoint, about: `${url}${q}` };
};

const responseOf = ({ status, headers = {}, body }: Reply): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body ?? {}), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

/** The accounts of a job, as the queue delivers them one by one. */
const unitOf = (payload: AccountEnhancementPayload, entityId: string) => ({
  jobId: payload.job_id ?? 'job-1',
  entityId,
  generation: 1,
  fingerprint: fingerprintOf(accountEnhancement.name, payload, accountEnhancement.volatileFields),
  payloadHash: sha256Base32(canonicalJson(payload)),
});

/** The account that is asked for unless a test asks for others. */
export const ACCOUNT = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';

/**
 * A place in which whole accounts are enhanced, from the queue's call to the last callback: the real runner, stores,
 * caches, bill and providers, on a store in memory, with the sandbox's vendors behind a wire and a clock that stands
 * still. What a killed process held in memory is forgotten by the next one.
 */
export function openPlace(settings: PlaceSettings) {
  const { wire, model: answerOf = () => undefined, environment = {} } = settings;
  const clock = manualClock(NOW_MS);
  const memory = openMemoryWarehouse({ now: clock.now });
  const sandbox = settings.sandbox(clock.now);
  const requests: WireRequest[] = [];
  const asked: ScriptedCall[] = [];
  const progress: JsonObject[] = [];
  const sent: SentBody[] = [];
  let words = 0;
  const { providers: config } = loadConfig(['providers'], { ...KEYS, ...environment });
  const randomToken = (): string => `word${(words += 1)}`;

  /** One process: its caches and its bill begin empty. */
  function openProcess(life = openLife(), isHeld: (request: WireRequest) => boolean = () => false) {
    const warehouse = guarded(memory, life);
    const stores = openStores(warehouse, { now: clock.now, randomId: randomToken });
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const cacheOn = (table: 'api_request_cache' | 'ai_prompt_cache') =>
      openCache({ store: openCacheStore(warehouse, table, clock), log, now: clock.now });
    const network: typeof fetch = (input, init) =>
      life.guard(async () => {
        const request = new Request(input, init);
        const vendor = HOSTS.find(([, host]) => new URL(request.url).host.endsWith(host))?.[0] ?? 'jina';
        const heard = await heardOf(request);
        const about = wireRequestOf(vendor, heard);
        requests.push(about);
        if (isHeld(about)) return never;
        return wire?.(about) ?? responseOf(await sandbox.handle(vendor, heard));
      });
    const http = { fetch: network, clock, random: () => 0 };
    const parts = { config, cache: cacheOn('api_request_cache'), instances: 1, http };
    const scripted = scriptedModel((call) => {
      asked.push(call);
      return answerOf(call) ?? sandbox.answer(call);
    });
    const model = cachedModel(scripted, { cache: cacheOn('ai_prompt_cache'), scope: 'shared' });
    const task = accountEnhancementTask({
      jina: createJina({ ...parts, resolve: () => Promise.resolve(['93.184.216.34']) }),
      brightdata: createBrightdata(parts),
      builtwith: createBuiltwith(parts),
      forRole: () => model,
      accounts: stores.accounts,
    });
    const env: Env = {
      store: stores.jobs,
      openBill: stores.openBill,
      callbacks: {
        send: ({ bytes }) =>
          life.guard(async () => {
            const text = Buffer.from(bytes).toString('utf8');
            sent.push({ text, body: JSON.parse(text) as JsonObject });
            return { kind: 'accepted', httpStatus: 200 };
          }),
        sendProgress: async (body) => {
          progress.push(body);
          return { kind: 'accepted', httpStatus: 200 };
        },
      },
      fix: (body) => fixBody(body),
      clock: { ...clock, monotonicMs: clock.now, sleep: () => Promise.resolve() },
      ...{ randomToken, log },
      settings: { leaseMarginMs: MINUTE_MS, requestTimeoutMs: MINUTE_MS },
    };
    return { task, env, stores };
  }

  const own = openProcess();

  /** Delivers one account of a job, as the queue does; asked for as the gateway does when it is the first time. */
  async function deliver(
    { website = 'https://northwind-robotics.example', accountId = ACCOUNT, ...more }: Asked = {},
    { task, env, stores } = own,
  ): Promise<Outcome> {
    const accounts = more.accounts ?? [{ account_id: accountId, website }];
    const payload = { job_id: more.jobId ?? 'job-1', accounts } satisfies AccountEnhancementPayload;
    const { entityId, ...unit } = unitOf(payload, accountId);
    await electGeneration(
      stores.jobs,
      {
        ...{ ...unit, taskName: accountEnhancement.name, maxRetries: more.maxRetries ?? 3 },
        ...{ entity: { entityId, kind: 'account' as const }, source: 'test', at: new Date(clock.now()) },
      },
      randomToken(),
    );
    const body = {
      ...{ job_id: unit.jobId, entity_id: entityId, generation: 1, fingerprint: unit.fingerprint },
      ...{ payload_hash: unit.payloadHash, payload: deliveryBody.shape.payload.parse(payload) },
    };
    const drain = new AbortController().signal;
    return runTask(task, { body, deadlineMs: 10 * MINUTE_MS, drain }, env);
  }

  return {
    ...{ clock, requests, asked, progress, sent, deliver },
    costOf: (jobId = 'job-1') => own.stores.costOf(jobId),
    materialsOf: (jobId = 'job-1', entityId = ACCOUNT) => own.stores.materials.of({ jobId, entityId }, 1),
    /**
     * Delivers by a process of its own. Some requests get no answer; when nothing else moves any more, the process is
     * killed while it waits for them, and its lease lapses.
     */
    async deliverAndKill(isHeld: (request: WireRequest) => boolean): Promise<void> {
      const life = openLife();
      void deliver({}, openProcess(life, isHeld));
      for (let turn = 0; turn < TURNS_UNTIL_STILL; turn += 1)
        await new Promise<void>((resolve) => setImmediate(resolve));
      life.kill();
      clock.advance(15 * MINUTE_MS);
    },
  };
}

/** What is asked for. */
export interface Asked {
  readonly jobId?: string;
  readonly accountId?: string;
  readonly website?: string | null;
  /** All accounts of the job, where it has several. */
  readonly accounts?: { account_id: string; website: string | null }[];
  readonly maxRetries?: number;
}
