import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
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
import { apolloLeads, type ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { manualClock } from '@userport/http/testing';
import { createApollo } from '@userport/providers/apollo';
import { createEnrichlayer } from '@userport/providers/enrichlayer';
import { electGeneration, type Env, type Outcome, runTask } from '@userport/runner';
import { openCacheStore, openStores, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { apolloLeadsTask } from './task';
import { NOW_MS, payloadFor } from './testing';

/** A request to a vendor, as it went over the wire. */
export interface WireRequest {
  readonly endpoint: 'organization' | 'people_search' | 'bulk_match' | 'profile';
  /** Of a search. */
  readonly page: number;
  /** Of a reveal. */
  readonly ids: readonly string[];
  /** Of a profile. */
  readonly url: string;
}

/** Answers a request, or leaves it to the usual answer. */
export type Wire = (request: WireRequest, usual: () => Response) => Response | undefined;

/** What a place is like in which whole jobs run. */
export interface PlaceSettings {
  readonly people?: number;
  readonly wire?: Wire;
  /** What the model says. */
  readonly model: (call: ScriptedCall) => ScriptedAnswer;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a page said to Django. */
export interface SentPage {
  readonly text: string;
  readonly body: JsonObject;
}

const DOMAIN = 'northwind-robotics.example';
const PER_PAGE = 100;
const MINUTE_MS = 60_000;
/** A whole job of some dozens of people takes some hundreds of turns of the event loop. */
const TURNS_UNTIL_STILL = 2_000;

/** The id of the n-th of the invented people. */
export const idOf = (n: number): string => `p${String(n).padStart(5, '0')}`;

/** Somebody as a search of Apollo shows them. */
export const foundRow = (n: number) => ({
  id: idOf(n),
  first_name: 'Ines',
  last_name_obfuscated: 'Ok***r',
  title: 'VP Operations',
  organization: { name: 'Northwind Robotics' },
});

/** Somebody as a match of Apollo tells of them. */
export const matchRow = (n: number) => ({
  ...{ id: idOf(n), first_name: 'Ines', last_name: `Okafor ${n}`, name: `Ines Okafor ${n}` },
  ...{ title: 'VP Operations', headline: 'Runs robots', seniority: 'vp', functions: ['operations'] },
  linkedin_url: `http://www.linkedin.com/in/lead-${n}-demo`,
  organization_id: 'org-1',
  organization: { id: 'org-1', name: 'Northwind Robotics' },
  employment_history: [
    {
      ...{ title: 'VP Operations', organization_name: 'Northwind Robotics', organization_id: 'org-1' },
      ...{ start_date: '2023-03-01', current: true },
    },
  ],
});

/** An answer of a vendor. */
export const jsonAnswer = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

function usualAnswer({ endpoint, page, ids }: WireRequest, people: number): Response {
  if (endpoint === 'organization')
    return jsonAnswer({
      organization: { id: 'org-1', name: 'Northwind Robotics', primary_domain: DOMAIN },
    });
  if (endpoint === 'people_search') {
    const from = (page - 1) * PER_PAGE;
    const rows = Array.from({ length: Math.max(0, Math.min(PER_PAGE, people - from)) }, (_, index) =>
      foundRow(from + index),
    );
    return jsonAnswer({ total_entries: people, people: rows });
  }
  if (endpoint === 'bulk_match')
    return jsonAnswer({
      matches: ids.map((id) => matchRow(Number(id.slice(1)))),
      credits_consumed: ids.length,
    });
  return jsonAnswer({ full_name: 'Ines Okafor', summary: 'Led robot recalls.', experiences: [] });
}

async function wireRequestOf(request: Request): Promise<WireRequest> {
  const { pathname, searchParams } = new URL(request.url);
  const isMatch = pathname.endsWith('/bulk_match');
  const body = isMatch ? ((await request.json()) as { details: { id: string }[] }) : { details: [] };
  return {
    endpoint: pathname.endsWith('/organizations/enrich')
      ? 'organization'
      : pathname.endsWith('/api_search')
        ? 'people_search'
        : isMatch
          ? 'bulk_match'
          : 'profile',
    page: Number(searchParams.get('page') ?? 1),
    ids: body.details.map(({ id }) => id),
    url: searchParams.get('profile_url') ?? '',
  };
}

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

const guarded = (warehouse: Warehouse, { guard }: ReturnType<typeof openLife>): Warehouse => ({
  ...warehouse,
  append: (table, rows) => guard(() => warehouse.append(table, rows)),
  find: (...finds) => guard(() => warehouse.find(...finds)),
  putIfAbsent: (name, token, labels) => guard(() => warehouse.putIfAbsent(name, token, labels)),
  holderOf: (name) => guard(() => warehouse.holderOf(name)),
});

const electedUnit = (payload: ApolloLeadsPayload) => ({
  jobId: payload.job_id ?? 'job-1',
  entityId: payload.account_id,
  generation: 1,
  fingerprint: fingerprintOf(apolloLeads.name, payload, apolloLeads.volatileFields),
  payloadHash: sha256Base32(canonicalJson(payload)),
});

/**
 * A place in which whole jobs run, from the queue's call to the last page: the real runner, stores, caches, bill and
 * providers, on a store in memory, with vendors behind a wire and a clock that stands still. What a delivery was sent
 * is not forgotten by the next one, what a killed process held in memory is.
 */
export function openPlace(settings: PlaceSettings) {
  const { people = 30, wire, environment = {} } = settings;
  const clock = manualClock(NOW_MS);
  const memory = openMemoryWarehouse({ now: clock.now });
  const requests: WireRequest[] = [];
  const asked: ScriptedCall[] = [];
  const pages: SentPage[] = [];
  let words = 0;
  const { providers: config } = loadConfig(['providers'], {
    ...{ APOLLO_API_KEY: 'k', ENRICHLAYER_API_KEY: 'k' },
    ...environment,
  });
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
        const request = await wireRequestOf(new Request(input, init));
        requests.push(request);
        const usual = () => usualAnswer(request, people);
        return isHeld(request) ? never : (wire?.(request, usual) ?? usual());
      });
    const http = { fetch: network, clock, random: () => 0 };
    const parts = { config, cache: cacheOn('api_request_cache'), instances: 1, http };
    const model = scriptedModel((call) => {
      asked.push(call);
      return settings.model(call);
    });
    const task = apolloLeadsTask({
      models: { forRole: () => model, named: () => model },
      apollo: createApollo(parts),
      profiles: createEnrichlayer(parts),
      accounts: stores.accounts,
      prompts: cacheOn('ai_prompt_cache'),
    });
    const env: Env = {
      store: stores.jobs,
      openBill: stores.openBill,
      callbacks: {
        send: ({ bytes }) =>
          life.guard(async () => {
            const text = Buffer.from(bytes).toString('utf8');
            pages.push({ text, body: JSON.parse(text) as JsonObject });
            return { kind: 'accepted', httpStatus: 200 };
          }),
        sendProgress: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
      },
      fix: (body) => fixBody(body),
      clock: { ...clock, monotonicMs: clock.now, sleep: () => Promise.resolve() },
      ...{ randomToken, log },
      settings: { leaseMarginMs: MINUTE_MS, requestTimeoutMs: MINUTE_MS },
    };
    return { task, env, stores };
  }

  const own = openProcess();

  /** Delivers a job as the queue does; asked for as the gateway does when it is the first time. */
  async function deliver(
    more: Partial<ApolloLeadsPayload> = {},
    { task, env, stores } = own,
  ): Promise<Outcome> {
    const payload = payloadFor({ job_id: 'job-1', ...more });
    const { entityId, ...unit } = electedUnit(payload);
    await electGeneration(
      stores.jobs,
      {
        ...{ ...unit, taskName: apolloLeads.name, maxRetries: apolloLeads.maxRetries(payload) },
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
    clock,
    requests,
    asked,
    pages,
    deliver,
    costOf: (jobId = 'job-1') => own.stores.costOf(jobId),
    materialsOf: (jobId = 'job-1') => own.stores.materials.of({ jobId, entityId: 'account-1' }, 1),
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
