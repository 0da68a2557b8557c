import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@userport/contracts';
import {
  jsonOf,
  type SandboxHandler,
  type SandboxReply,
  type SandboxRequest,
  type Sleep,
} from '../serve-loopback';
import { decideCallback } from './decide';
import { createDeliveries, deliveryOf } from './deliveries';
import {
  type Cell,
  type Directory,
  type DjangoState,
  emptyState,
  openDirectory,
  type StatusRow,
  type Verdict,
} from './django-state';
import type { TokenVerdict } from './id-token-check';
import { inspect } from './inspect';
import { type Journal, noJournal } from './journal';
import { fieldOf, type ReceivedCallback, type ReceiverSummary } from './received';
import { createFaultSwitches, type FaultSwitches, type ReceiverFault } from './receiver-faults';
import { summaryOf } from './summary';

/** Django's address for callbacks; the final slash belongs to it. */
export const CALLBACK_PATH = '/api/v2/internal/enrichment-callback/';

/** How a receiver is made. */
export interface ReceiverOptions {
  readonly checkToken: (authorization: string | undefined) => Promise<TokenVerdict>;
  readonly sleep: Sleep;
  /** ms since 1970. */
  readonly now: () => number;
  /** What exists; everything when absent. */
  readonly directory?: Directory;
  readonly journal?: Journal;
  /** False behaves as Django does today: a repeat is applied once more. */
  readonly deduplicate?: boolean;
}

/** The reference receiver: Django's callback endpoint with a memory of what it received. */
export interface Receiver {
  readonly handle: SandboxHandler;
  readonly callbacks: readonly ReceivedCallback[];
  readonly faults: FaultSwitches;
  /** What Django would have in its tables. */
  readonly state: DjangoState;
  cell(columnId: string, entityId: string): Cell | undefined;
  row(accountId: string, enrichmentType: string): StatusRow | undefined;
  /** Callbacks of one job, in order. */
  callbacksOf(jobId: string): readonly ReceivedCallback[];
  summary(): ReceiverSummary;
}

const detail = (status: number, text: string): SandboxReply => ({ status, body: { detail: text } });

const withoutSecrets = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== 'authorization' && name !== 'cookie'),
  );

/** What stands in the way of a body before Django's own code runs. */
const beforeDjango = ({ method, path }: SandboxRequest): SandboxReply | undefined => {
  if (`${path}/` === CALLBACK_PATH) return { status: 301, headers: { location: CALLBACK_PATH } };
  if (path !== CALLBACK_PATH) return detail(404, 'Not found.');
  return method === 'POST' ? undefined : detail(405, `Method "${method}" not allowed.`);
};

const FAULTY: Partial<Record<ReceiverFault['kind'], (reply: SandboxReply) => SandboxReply>> = {
  'accept-then-500': () => ({ status: 500, body: { error: 'fault on demand: stored, and answered 500' } }),
  'never-answer': (reply) => ({ ...reply, ending: 'no-answer' }),
  'half-answer': (reply) => ({ ...reply, ending: 'half-answer' }),
};

const stopping = (fault: ReceiverFault | undefined): SandboxReply | undefined => {
  if (fault?.kind === 'dead') return { status: 503, ending: 'reset' };
  if (fault?.kind !== 'refuse') return undefined;
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  return { status: fault.httpStatus, headers, body: { error: 'fault on demand: refused, nothing stored' } };
};

/** Django's rules behind a memory for repeats; `judge` is synchronous, so one callback is one transaction. */
const createDjango = ({ directory = openDirectory, deduplicate = true }: ReceiverOptions) => {
  const state = emptyState();
  const deliveries = createDeliveries();
  const commit = ({ httpStatus, changes, outside = [] }: Verdict): void => {
    const stored = httpStatus === 200 ? changes : [];
    for (const change of [...outside, ...stored]) change(state);
  };
  const judge = (callback: Pick<ReceivedCallback, 'order' | 'headers' | 'sha256'>, body: Json) => {
    const object = (
      typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
    ) as JsonObject;
    const delivery = deliveryOf(callback.headers, object, callback.sha256);
    const known = deduplicate ? deliveries.know(delivery) : { kind: 'new' as const };
    if (known.kind === 'repeat') return { httpStatus: 200, answer: known.answer, repeatOf: known.of };
    if (known.kind === 'conflict') {
      const error = 'This webhook-id was received with other bytes: a page never changes.';
      return { httpStatus: 422, answer: { error }, repeatOf: null };
    }
    if (known.kind === 'outdated') {
      const reason = 'A later generation of this job was already received';
      return { httpStatus: 200, answer: { status: 'skipped', reason }, repeatOf: null };
    }
    const verdict = decideCallback(state, body, directory);
    commit(verdict);
    if (verdict.httpStatus === 200) deliveries.take(delivery, callback.order, verdict.answer);
    return { httpStatus: verdict.httpStatus, answer: verdict.answer, repeatOf: null };
  };
  return { state, judge };
};

/** Makes a receiver; what its journal holds of earlier processes is applied again first. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { checkToken, sleep, now, journal = noJournal } = options;
  const { state, judge } = createDjango(options);
  const callbacks: ReceivedCallback[] = [];
  const faults = createFaultSwitches();

  for (const entry of journal.earlier) {
    const body = jsonOf(Buffer.from(entry.text)) as Json | undefined;
    callbacks.push({ ...entry, body });
    if (entry.judged && body !== undefined) judge(entry, body);
  }

  const keep = (callback: ReceivedCallback): void => {
    callbacks.push(callback);
    const { body: _body, ...entry } = callback;
    journal.write(entry);
  };

  const receive = async (request: SandboxRequest): Promise<SandboxReply> => {
    const token = await checkToken(request.headers['authorization']);
    const body = jsonOf(request.body) as Json | undefined;
    const fault = faults.strike(body);
    const arrived = {
      order: callbacks.length + 1,
      receivedAt: new Date(now()).toISOString(),
      headers: withoutSecrets(request.headers),
      sha256: createHash('sha256').update(request.body).digest('hex'),
      bytes: request.body.length,
      text: request.body.toString('utf8'),
      body,
      caller: 'email' in token ? token.email : null,
      fault: fault?.kind ?? null,
    };
    const end = (reply: SandboxReply, judged: boolean, repeatOf: number | null): SandboxReply => {
      keep({ ...arrived, httpStatus: reply.status, answer: (reply.body ?? null) as Json, judged, repeatOf });
      return reply;
    };
    const stopped = stopping(fault);
    if (stopped !== undefined) return end(stopped, false, null);
    if ('refusal' in token) return end(detail(403, token.refusal), false, null);
    if (body === undefined) return end(detail(400, 'JSON parse error'), false, null);
    const { httpStatus, answer, repeatOf } = judge(arrived, body);
    const reply = end({ status: httpStatus, body: answer }, true, repeatOf);
    if (fault?.kind === 'delay') await sleep(fault.delayMs);
    return (fault && FAULTY[fault.kind])?.(reply) ?? reply;
  };

  const receiver: Receiver = {
    callbacks,
    faults,
    state,
    cell: (columnId, entityId) => state.cells.get(`${columnId}/${entityId}`),
    row: (accountId, enrichmentType) => state.rows.get(`${accountId}/${enrichmentType}`),
    callbacksOf: (jobId) => callbacks.filter((one) => fieldOf(one, 'job_id') === jobId),
    summary: () => summaryOf(callbacks, state),
    handle: async (request) => inspect(receiver, request) ?? beforeDjango(request) ?? receive(request),
  };
  return receiver;
}
