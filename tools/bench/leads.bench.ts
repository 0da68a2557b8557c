import { setTimeout as pause } from 'node:timers/promises';
import type { LanguageModel, Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import { openCache } from '@userport/cache';
import { loadConfig } from '@userport/config';
import {
  canonicalJson,
  deliveryBody,
  fingerprintOf,
  type JsonObject,
  sha256Base32,
} from '@userport/contracts';
import { apolloLeads, type ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { randomToken, systemClock } from '@userport/host';
import { createApollo } from '@userport/providers/apollo';
import { createEnrichlayer } from '@userport/providers/enrichlayer';
import { electGeneration, type Env, runTask } from '@userport/runner';
import { openCacheStore, openStores, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { apolloLeadsTask } from '../../apps/apollo-leads/src/task';
import { grouped } from '../../libs/warehouse/src/warehouse';
import { createAnswerer } from '../sandbox/answerer/answerer';
import { inventedWorld } from '../sandbox/world/world';
import { MINUTE_MS, probeEnv } from './probe';
import { percentile, type Row } from './report';

/** What everything outside takes; all zero to measure the work itself. */
interface Latency {
  readonly httpMs: number;
  readonly storeMs: number;
  readonly modelMs: number;
  readonly modelTokenMs: number;
}
const SLOW: Latency = { httpMs: 100, storeMs: 150, modelMs: 300, modelTokenMs: 5 };
const AT_ONCE: Latency = { httpMs: 0, storeMs: 0, modelMs: 0, modelTokenMs: 0 };
/** Letters of a token, about, in JSON. */
const LETTERS_PER_TOKEN = 4;

/** What a job asked of the outside. */
interface Counts {
  queries: number;
  inserts: number;
  pages: number;
  modelCalls: number;
  /** Time that the stand-ins themselves took of the processor. */
  standInMs: number;
  /** Longest answer of a model by operation, ms. */
  readonly longestMs: Map<string, number>;
}

const noCounts = (): Counts => ({
  queries: 0,
  inserts: 0,
  pages: 0,
  modelCalls: 0,
  standInMs: 0,
  longestMs: new Map(),
});

const TITLES = [
  'VP Operations',
  'Automation Lead',
  'Maintenance Planner',
  'Keeper of Robots',
  'Operations Manager',
  'Head of Sites',
];
const DOMAIN = 'northwind-robotics.example';

const rowAt = (n: number) => ({
  id: `p${String(n).padStart(6, '0')}`,
  first_name: 'Ines',
  last_name_obfuscated: 'Ok***r',
  title: `${TITLES[n % TITLES.length] ?? ''}${n % 6 === 3 ? ` ${n % 60}` : ''}`,
  organization: { name: 'Northwind Robotics' },
});

const matchAt = (n: number) => {
  const { id, title, first_name } = rowAt(n);
  const job = {
    title,
    organization_name: 'Northwind Robotics',
    organization_id: 'org-1',
    start_date: '2023-03-01',
    current: true,
  };
  return {
    ...{ id, title, first_name, last_name: `Okafor ${n}`, name: `Ines Okafor ${n}` },
    ...{
      linkedin_url: `http://www.linkedin.com/in/lead-${n}-demo`,
      headline: `Runs robots of hall ${n}`,
      seniority: 'manager',
    },
    ...{
      functions: ['operations'],
      organization_id: 'org-1',
      organization: { id: 'org-1', name: 'Northwind Robotics' },
    },
    employment_history: [job],
  };
};

/** Answers of the vendors for a company of so many people. */
function answerOf(url: string, body: string, people: number): JsonObject {
  const { pathname, searchParams } = new URL(url);
  if (pathname.endsWith('/organizations/enrich'))
    return {
      organization: {
        id: 'org-1',
        name: 'Northwind Robotics',
        primary_domain: DOMAIN,
        estimated_num_employees: 420,
      },
    };
  if (pathname.endsWith('/api_search')) {
    const page = Number(searchParams.get('page') ?? 1);
    const rows = Array.from({ length: Math.min(100, people - (page - 1) * 100) }, (_, index) =>
      rowAt((page - 1) * 100 + index),
    );
    return { total_entries: people, people: rows };
  }
  if (pathname.endsWith('/bulk_match')) {
    const { details } = JSON.parse(body) as { details: { id: string }[] };
    return {
      matches: details.map(({ id }) => matchAt(Number(id.slice(1)))),
      credits_consumed: details.length,
    };
  }
  return {
    first_name: 'Ines',
    summary: `Led robot recalls. ${searchParams.get('profile_url') ?? ''}`,
    experiences: [],
  };
}

/** The network: every vendor answers after its latency. */
const networkOf =
  (people: number, { httpMs }: Latency, counts: Counts): typeof fetch =>
  async (input, init) => {
    const asIn = <T>(act: () => T): T => {
      const beganMs = performance.now();
      const made = act();
      counts.standInMs += performance.now() - beganMs;
      return made;
    };
    const request = asIn(() => new Request(input, init));
    if (httpMs > 0) await pause(httpMs);
    const text = await request.text();
    return asIn(() => {
      const answer = JSON.stringify(answerOf(request.url, text, people));
      return new Response(answer, { headers: { 'content-type': 'application/json' } });
    });
  };

/** Judgements are asked for in two stages: titles before anything is bought, texts when all is known. */
const stageOf = ({ operation, prompt }: { readonly operation: string; readonly prompt: string }): string => {
  if (operation !== 'lead_judgements') return operation;
  return `${operation} of ${/"(?:about|headline)":\[/.test(prompt) ? 'texts' : 'titles'}`;
};

/** A model that takes its time by the length of what it writes. */
function modelOf({ modelMs, modelTokenMs }: Latency, counts: Counts): Models {
  const answerer = createAnswerer(inventedWorld);
  const model = scriptedModel(({ question, jsonSchema = {} }) => {
    const beganMs = performance.now();
    const object = answerer.data(question, jsonSchema);
    counts.standInMs += performance.now() - beganMs;
    return { object };
  });
  const slow: LanguageModel = {
    ...model,
    async generateObject(question, call) {
      const answer = await model.generateObject(question, call);
      counts.modelCalls += 1;
      const tookMs = modelMs + (modelTokenMs * JSON.stringify(answer.value).length) / LETTERS_PER_TOKEN;
      const stage = stageOf(question);
      counts.longestMs.set(stage, Math.max(tookMs, counts.longestMs.get(stage) ?? 0));
      if (modelMs > 0) await pause(tookMs);
      return answer;
    },
  };
  return { forRole: () => slow, named: () => slow };
}

/** A store that takes its time, counts requests, and tells one event per page apart. */
function storeOf({ storeMs }: Latency, counts: Counts): Warehouse {
  const memory = openMemoryWarehouse({ now: Date.now });
  const wait = async (): Promise<void> => {
    if (storeMs > 0) await pause(storeMs);
  };
  const counted: Warehouse = {
    ...memory,
    // As BigQuery, which is the engine that is so far away.
    dropsExpired: true,
    async append(table, rows) {
      const isPage =
        table === 'task_events' && rows.every((row) => 'kind' in row && row.kind === 'page_accepted');
      if (isPage) counts.pages += 1;
      else counts.inserts += 1;
      await wait();
      return memory.append(table, rows);
    },
    async find(...finds) {
      counts.queries += 1;
      await wait();
      return memory.find(...finds);
    },
    async putIfAbsent(name, token, labels) {
      counts.queries += 1;
      await wait();
      return memory.putIfAbsent(name, token, labels);
    },
  };
  return grouped(counted);
}

const payloadOf = (jobId: string, people: number): ApolloLeadsPayload => ({
  job_id: jobId,
  account_id: 'account-1',
  account_data: { name: 'Northwind Robotics', website: `https://${DOMAIN}` },
  product_data: {
    name: 'FleetSense',
    description: 'Monitoring for warehouse robots',
    persona_role_titles: {
      buyers: ['VP Operations'],
      influencers: ['Automation Lead'],
      end_users: ['Maintenance Planner'],
    },
    additional_lead_signals: 'Robot recalls; new sites',
  },
  max_employees: people,
  max_revealed: people,
});

/** One place in which jobs run: a store, vendors and models of that latency. */
function openPlace(people: number, latency: Latency) {
  const counts = noCounts();
  const warehouse = storeOf(latency, counts);
  const stores = openStores(warehouse, { now: systemClock.now, randomId: randomToken });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const cacheOn = (table: 'api_request_cache' | 'ai_prompt_cache') =>
    openCache({ store: openCacheStore(warehouse, table, systemClock), log, now: systemClock.now });
  const { providers: config } = loadConfig(['providers'], { APOLLO_API_KEY: 'k', ENRICHLAYER_API_KEY: 'k' });
  const parts = {
    config,
    cache: cacheOn('api_request_cache'),
    instances: 1,
    http: { fetch: networkOf(people, latency, counts) },
  };
  const task = apolloLeadsTask({
    models: modelOf(latency, counts),
    apollo: createApollo(parts),
    profiles: createEnrichlayer(parts),
    accounts: stores.accounts,
    prompts: cacheOn('ai_prompt_cache'),
  });
  const probe = probeEnv(stores.jobs, stores.openBill);
  const env: Env = {
    ...probe,
    callbacks: {
      ...probe.callbacks,
      async send() {
        if (latency.httpMs > 0) await pause(latency.httpMs);
        return { kind: 'accepted', httpStatus: 200 };
      },
    },
  };
  return { counts, task, env, store: stores.jobs };
}

/** Runs one job, from the queue's call to its answer. */
async function runJob({ env, store, task }: ReturnType<typeof openPlace>, jobId: string, people: number) {
  const payload = payloadOf(jobId, people);
  const entityId = payload.account_id;
  const fingerprint = fingerprintOf(apolloLeads.name, payload, apolloLeads.volatileFields);
  const payloadHash = sha256Base32(canonicalJson(payload));
  const unit = { jobId, taskName: apolloLeads.name, generation: 1, fingerprint, payloadHash, maxRetries: 3 };
  await electGeneration(
    store,
    { ...unit, entity: { entityId, kind: 'account' }, source: 'bench', at: new Date() },
    randomToken(),
  );
  const body = {
    job_id: jobId,
    entity_id: entityId,
    generation: 1,
    fingerprint,
    payload_hash: payloadHash,
    payload: deliveryBody.shape.payload.parse(payload),
  };
  const drain = new AbortController().signal;
  const beganMs = performance.now();
  const outcome = await runTask(task, { body, deadlineMs: 10 * MINUTE_MS, drain }, env);
  if (outcome.name !== 'delivered') throw new Error(`The job ended as ${JSON.stringify(outcome)}.`);
  return performance.now() - beganMs;
}

/**
 * The ideal schedule: each step waits only for what it needs, everything else at once. A bought answer is three requests
 * to the store deep (kept answer looked up, reservation, answer kept) beside the vendor's own time, a judgement the same
 * with its model; a page of a search, which is free, two (looked up, kept). Before them the job is looked up, claimed
 * and its account read; after them raw data, bodies, vote and event.
 */
function idealMs(counts: Counts, pages: number, { httpMs, storeMs }: Latency): number {
  const longest = (operation: string): number => counts.longestMs.get(operation) ?? 0;
  const bought = (vendorMs: number): number => 3 * storeMs + vendorMs;
  const before = 2 * storeMs + bought(httpMs);
  const found = Math.max(2 * (2 * storeMs + httpMs), bought(longest('lead_rubric')));
  const judged = bought(longest('lead_judgements of titles')) + bought(longest('lead_judgements of texts'));
  const revealedAndEnriched = 2 * bought(httpMs);
  const described = bought(longest('lead_approaches'));
  return before + found + judged + revealedAndEnriched + described + 4 * storeMs + pages * httpMs;
}

async function timed(people: number, say: (text: string) => void) {
  const place = openPlace(people, SLOW);
  say(`${people} leads, HTTP 100 ms, store 150 ms a request, model 300 ms and 5 ms a token`);
  const idleBytes = process.memoryUsage().rss;
  let mostBytes = idleBytes;
  const look = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage().rss)), 50);
  // The election is the gateway's; only what the function asks counts.
  const before = { ...place.counts };
  const tookMs = await runJob(place, `job-${people}`, people).finally(() => clearInterval(look));
  const counts = {
    ...place.counts,
    queries: place.counts.queries - before.queries - 1,
    inserts: place.counts.inserts - before.inserts - 1,
  };
  return {
    tookMs,
    counts,
    ideal: idealMs(place.counts, Math.ceil(people / 20), SLOW),
    memoryMib: (mostBytes - idleBytes) / 2 ** 20,
  };
}

const RUNS = 30;
/** Until the compiler has seen the code often enough: later runs are no faster. */
const WARM_UPS = 40;

/** Processor time of one job without the stand-ins, ms, of jobs whose facts nobody has seen before. */
async function cpuOf(people: number): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    const place = openPlace(people, AT_ONCE);
    const before = process.cpuUsage();
    await runJob(place, `job-${run}`, people);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000 - place.counts.standInMs);
  }
  return percentile(took.slice(WARM_UPS), 0.5);
}

/** Lead identification against its ideal schedule, in requests, in growth, in memory and in processor time. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const cpuMs = await cpuOf(25);
  const some = await timed(500, say);
  const many = await timed(3000, say);
  return [
    { what: '500 leads over the ideal schedule', value: some.tookMs / some.ideal, unit: 'times', limit: 1.2 },
    { what: '500 leads', value: some.tookMs, unit: 'ms' },
    { what: 'the ideal schedule', value: some.ideal, unit: 'ms' },
    { what: 'queries', value: some.counts.queries, unit: 'requests', limit: 12 },
    { what: 'inserts beside one event per page', value: some.counts.inserts, unit: 'requests', limit: 12 },
    { what: 'model calls', value: some.counts.modelCalls, unit: 'calls', limit: 60 },
    { what: '3,000 leads over 500', value: many.tookMs / some.tookMs, unit: 'times', limit: 6.5 },
    { what: '3,000 leads: memory over idle', value: many.memoryMib, unit: 'MiB', limit: 250 },
    { what: '25 leads without latency: processor time, median of 30', value: cpuMs, unit: 'ms', limit: 60 },
  ];
}
