import { setTimeout as pause } from 'node:timers/promises';
import type { LanguageModel, Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import {
  canonicalJson,
  deliveryBody,
  fingerprintOf,
  type JsonObject,
  sha256Base32,
} from '@userport/contracts';
import {
  leadLinkedinResearch,
  type LeadLinkedinResearchPayload,
} from '@userport/contracts/linkedin-research';
import { randomToken, systemClock } from '@userport/host';
import { electGeneration, type Env, runTask } from '@userport/runner';
import { openStores, type Warehouse } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { linkedinResearchTask } from '../../apps/linkedin-research/src/task';
import { BENCH_LATENCY } from '../sandbox';
import { createAnswerer } from '../sandbox/answerer/answerer';
import { inventedWorld } from '../sandbox/world/world';
import { captureOf, CAPTURED_LEAD } from './linkedin-capture';
import { MINUTE_MS, probeEnv } from './probe';
import type { Row } from './report';

const MOST_OF_IDEAL = 1.15;
const HTTP_MS = 100;
const STORE_MS = 150;
/** Letters of a token, about, in JSON. */
const LETTERS_PER_TOKEN = 4;

/** What a job asked of models. */
interface Asked {
  calls: number;
  /** Longest answer by operation and round, ms. */
  readonly longestMs: Map<string, number>;
}

/** What one job came to. */
interface JobRun {
  readonly calls: number;
  readonly tookMs: number;
  /** Every step waits only for what it needs, everything else happens at once. */
  readonly idealMs: number;
}

/** The question for the one activity that the first answer has left out. */
const REPEAT = 'describe_activities again';
const isRepeat = ({ prompt }: { readonly prompt: string }): boolean =>
  prompt.endsWith('Describe these 1 activities.');

/** A model with the latency of the benches, by the length of what it writes. */
function modelOf(asked: Asked, leaveOut: boolean): Models {
  const answerer = createAnswerer(inventedWorld);
  const model = scriptedModel(({ question, jsonSchema = {} }) => {
    const object = answerer.data(question, jsonSchema) as JsonObject;
    const { descriptions } = object;
    return leaveOut && Array.isArray(descriptions) && !isRepeat(question)
      ? { object: { descriptions: descriptions.slice(1) } }
      : { object };
  });
  const slow: LanguageModel = {
    ...model,
    async generateObject(question, call) {
      asked.calls += 1;
      const answer = await model.generateObject(question, call);
      const tokens = JSON.stringify(answer.value).length / LETTERS_PER_TOKEN;
      const tookMs = BENCH_LATENCY.fixedMs + BENCH_LATENCY.perOutputTokenMs * tokens;
      const round = isRepeat(question) ? REPEAT : question.operation;
      asked.longestMs.set(round, Math.max(tookMs, asked.longestMs.get(round) ?? 0));
      await pause(tookMs);
      return answer;
    },
  };
  return { forRole: () => slow, named: () => slow };
}

/** A store that takes its time. */
function slowStore(): Warehouse {
  const memory = openMemoryWarehouse({ now: Date.now });
  const late = async <T>(answer: Promise<T>): Promise<T> => {
    await pause(STORE_MS);
    return answer;
  };
  return {
    ...memory,
    append: (table, rows) => late(memory.append(table, rows)),
    find: (...finds) => late(memory.find(...finds)),
    putIfAbsent: (name, token, labels) => late(memory.putIfAbsent(name, token, labels)),
  };
}

/**
 * Lookup beside claim; the longest question with its row of the bill before and its memo after it, and behind the
 * descriptions the one for those that were left out; bodies, vote, `settled`; the callback, and its row.
 */
function idealOf({ longestMs }: Asked): number {
  const question = (name: string): number => {
    const ms = longestMs.get(name);
    return ms === undefined ? 0 : STORE_MS + ms + STORE_MS;
  };
  const described = question('describe_activities') + question(REPEAT);
  const understood = Math.max(described, question('lead_insights'), question('personalization_signals'));
  return STORE_MS + understood + 3 * STORE_MS + HTTP_MS + STORE_MS;
}

/** One job with a capture of so many fresh posts, from the queue's call to its answer. */
async function runJob(posts: number, { leaveOut = false } = {}): Promise<JobRun> {
  const asked: Asked = { calls: 0, longestMs: new Map() };
  const stores = openStores(slowStore(), { now: systemClock.now, randomId: randomToken });
  const probe = probeEnv(stores.jobs, stores.openBill);
  const env: Env = {
    ...probe,
    callbacks: {
      send: () => pause(HTTP_MS, { kind: 'accepted', httpStatus: 200 } as const),
      sendProgress: () => pause(HTTP_MS, { kind: 'accepted', httpStatus: 200 } as const),
    },
  };
  const payload: LeadLinkedinResearchPayload = {
    account_id: 'account-1',
    lead_id: `lead-${posts}`,
    person_name: CAPTURED_LEAD.name,
    company_name: 'Northwind Robotics',
    person_linkedin_url: CAPTURED_LEAD.linkedinUrl,
    posts_html: captureOf(posts),
    comments_html: null,
    reactions_html: null,
    input_data: { lead_data: { current_employment: { title: 'VP Operations', start_date: '2026-09-15' } } },
  };
  const { name, volatileFields } = leadLinkedinResearch;
  const fingerprint = fingerprintOf(name, payload, volatileFields);
  const payloadHash = sha256Base32(canonicalJson(payload));
  const [jobId, entityId] = [`job-${posts}`, payload.lead_id];
  const unit = { jobId, taskName: name, generation: 1, fingerprint, payloadHash, maxRetries: 3 };
  const elected = { ...unit, entity: { entityId, kind: 'lead' as const }, source: 'bench', at: new Date() };
  await electGeneration(stores.jobs, elected, randomToken());
  const body = {
    ...{ job_id: jobId, entity_id: entityId, generation: 1, fingerprint, payload_hash: payloadHash },
    payload: deliveryBody.shape.payload.parse(payload),
  };
  const task = linkedinResearchTask({ models: modelOf(asked, leaveOut), stopWhenAccountCompleted: false });
  const drain = new AbortController().signal;
  const beganMs = performance.now();
  const outcome = await runTask(task, { body, deadlineMs: 10 * MINUTE_MS, drain }, env);
  if (outcome.name !== 'delivered') throw new Error(`The job ended as ${JSON.stringify(outcome)}.`);
  return { calls: asked.calls, tookMs: performance.now() - beganMs, idealMs: idealOf(asked) };
}

/** Whole jobs: what they ask of models, and how long they take beside the ideal schedule. */
export async function jobRows(): Promise<readonly Row[]> {
  const [some, many, missing] = await Promise.all([runJob(20), runJob(60), runJob(20, { leaveOut: true })]);
  const calls = (what: string, { calls: value }: JobRun, limit: number): Row => ({
    what: `${what}: model calls`,
    value,
    unit: 'calls',
    limit,
  });
  const schedule = (what: string, { tookMs, idealMs }: JobRun): Row => ({
    what: `${what} over the ideal schedule of ${(idealMs / 1000).toFixed(1)} s`,
    value: tookMs / idealMs,
    unit: 'times',
    limit: MOST_OF_IDEAL,
  });
  return [
    calls('20 posts', some, 3),
    calls('20 posts, one left out of an answer', missing, 4),
    calls('60 posts', many, 5),
    schedule('20 posts', some),
    schedule('60 posts', many),
  ];
}
