import fc from 'fast-check';
import pLimit from 'p-limit';
import { type Fault, faultOf, isBroken } from './judge';
import { type HostileRequest, hostileRequests, type HostileTarget } from './requests';
import type { Tokens } from './tokens';
import { bytesOf, exchange, type WireAnswer } from './wire';

/** A server that is attacked. */
export interface Attacked extends HostileTarget {
  readonly port: number;
  readonly tokens: Tokens;
}

/** How an attack is made. */
export interface Attack {
  readonly servers: readonly Attacked[];
  readonly requests: number;
  readonly seed: number;
  /** What no answer may hold. */
  readonly secrets: readonly string[];
}

/** A request that was answered as none may be. */
export interface Offence {
  readonly fault: Fault;
  readonly request: HostileRequest;
  readonly answer: WireAnswer;
}

/** What came of an attack. */
export interface AttackResult {
  readonly offences: readonly Offence[];
  /** Answers by status; 0 counts connections that were closed without one. */
  readonly statuses: Readonly<Record<number, number>>;
}

/** What an instance has in work at a time; a sudden crowd is another test. */
const AT_A_TIME = 8;
/** Some hold a megabyte: so many are made at a time that all fit into memory. */
const BATCH = 250;
/** Everything here is answered within milliseconds; on a busy machine, in seconds. */
const TIMEOUT_MS = 20_000;

async function sendOne({ servers, secrets }: Attack, request: HostileRequest) {
  const { port, tokens } = servers[request.target] as Attacked;
  const bytes = bytesOf(request, `127.0.0.1:${port}`, tokens[request.token]);
  const answer = await exchange(port, bytes, { timeoutMs: TIMEOUT_MS, halfClose: isBroken(request) });
  const fault = faultOf(request, answer, secrets);
  return {
    status: answer.status ?? 0,
    offence: fault === undefined ? undefined : { fault, request, answer },
  };
}

/** Sends generated requests, the same for the same seed, and judges every answer. */
export async function attack(plan: Attack): Promise<AttackResult> {
  const limit = pLimit(AT_A_TIME);
  const arbitrary = hostileRequests(plan.servers);
  const statuses: Record<number, number> = {};
  const offences: Offence[] = [];
  for (let sent = 0; sent < plan.requests; sent += BATCH) {
    const numRuns = Math.min(BATCH, plan.requests - sent);
    const batch = fc.sample(arbitrary, { numRuns, seed: plan.seed + sent });
    const ended = await Promise.all(batch.map((request) => limit(() => sendOne(plan, request))));
    for (const { status, offence } of ended) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (offence !== undefined) offences.push(offence);
    }
  }
  return { offences, statuses };
}

/** Of a body or an answer, as much as tells them apart. */
const SHOWN = 300;

/** An offence for people: what was sent and what came back, shortened. */
export const describeOffence = ({ fault, request, answer }: Offence): string =>
  [
    `${fault}: ${request.method} ${request.path.slice(0, SHOWN)} (server ${request.target}, token ${request.token}, ${request.framing})`,
    `  headers ${JSON.stringify(request.headers).slice(0, SHOWN)}`,
    `  body ${request.body.length} bytes ${JSON.stringify(request.body.toString('latin1').slice(0, SHOWN))}`,
    `  answer ${JSON.stringify(answer.text.slice(0, SHOWN))}`,
  ].join('\n');
