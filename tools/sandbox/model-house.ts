import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@userport/contracts';
import { type Answerer, createAnswerer, type Prose } from './answerer/answerer';
import type { SandboxReply, SandboxRequest, Sleep } from './serve-loopback';
import { type Fault, FAULTS, type World } from './world/world';

/** How long answers take. */
export interface ModelLatency {
  readonly fixedMs: number;
  readonly perOutputTokenMs: number;
}

/**
 * What benches take for a model's time: a start and five milliseconds a token, so that answering everything in one giant
 * call does not win for free. `custom-column` keeps 500 ms for every answer, by which its limit was set.
 */
export const BENCH_LATENCY: ModelLatency = { fixedMs: 300, perOutputTokenMs: 5 };

/** One question, in terms that both houses share. */
export interface ModelQuestion {
  readonly model: string;
  readonly instructions: string;
  readonly prompt: string;
  /** JSON Schema of the wanted data; prose when absent. */
  readonly schema: JsonObject | undefined;
  readonly search: boolean;
  readonly maxOutputTokens: number | undefined;
  /** `none`, `minimal`, `low`, `medium`, `high`; other words count as low. */
  readonly thinking: string;
  /** Of the request: `x-sandbox-fault` names a fault. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it came, ms since 1970; now, when not given. */
  readonly askedMs?: number | undefined;
}

/** What the house answers; the wire is the caller's affair. */
export interface ModelTurn {
  /** Given when the answer is to be a bad one; `text` is then what was written before it went wrong. */
  readonly fault: Fault | undefined;
  readonly text: string;
  /** The sentences of a searched answer, in order; empty without a search. */
  readonly found: Prose;
  readonly tokens: { readonly input: number; readonly output: number; readonly thinking: number };
}

/** One call that a house has answered. */
export interface ModelCall {
  readonly vendor: string;
  readonly model: string;
  readonly kind: 'text' | 'object' | 'search';
  /** Name of the company or person that the prompt speaks of. */
  readonly about: string | null;
  readonly fault: Fault | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A stand-in for one model house. */
export interface ModelHouse {
  ask(question: ModelQuestion): Promise<ModelTurn>;
  /** All calls that were answered, in order of their beginning. */
  readonly calls: readonly ModelCall[];
  /** Most calls that were in work at one time. */
  mostAtOnce(): number;
}

/** What a house is made of. */
export interface ModelHouseOptions {
  readonly vendor: string;
  readonly world: World;
  readonly latency: ModelLatency;
  readonly sleep: Sleep;
  /** ms since 1970. */
  readonly now: () => number;
  /** What the fault `slow` adds, ms. */
  readonly slowMs?: number;
}

/** Longer than any patient person, shorter than any time-out of a model call. */
const SLOW_MS = 5000;
const CHARACTERS_PER_TOKEN = 4;
const THINKING_TOKENS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 0,
  low: 32,
  medium: 128,
  high: 512,
};
/** Pages that a search reads count as input. */
const TOKENS_PER_QUERY = 600;

/** Roughly what both houses count. */
export const tokensIn = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

const isFault = (name: string | undefined): name is Fault => FAULTS.some((fault) => fault === name);

const magicWord = /\bsandbox:([a-z-]+)/;

const withWrongValue = (answer: Json): Json =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? { ...(answer as JsonObject), value: `off the schema ${'x'.repeat(21_000)}` }
    : `off the schema`;

/** Faults that spoil what was written; the others replace the whole answer. */
const SPOILED: Partial<Record<Fault, (text: string) => string>> = {
  truncated: (text) => text.slice(0, Math.ceil(text.length / 2)),
  malformed: (text) => text.slice(0, -1),
  'off-schema-once': (text) => JSON.stringify(withWrongValue(JSON.parse(text) as Json)),
};

const NOTHING_FOUND: Prose = { sentences: [], queries: [] };

interface Draft {
  readonly text: string;
  readonly found: Prose;
}

const write = (answerer: Answerer, question: ModelQuestion): Draft => {
  const { schema, search } = question;
  const prose = schema === undefined || search ? answerer.prose(question) : NOTHING_FOUND;
  const text =
    schema === undefined
      ? prose.sentences.map((sentence) => sentence.text).join(' ')
      : JSON.stringify(answerer.data(question, schema));
  return { text, found: search ? prose : NOTHING_FOUND };
};

/** A fault that strikes a question once lets it pass when it comes again. */
const createFaults = () => {
  const struck = new Set<string>();
  return (fault: Fault | undefined, once: string): Fault | undefined => {
    if (fault === undefined || !fault.endsWith('-once')) return fault;
    const key = createHash('sha256').update(`${fault}\n${once}`).digest('base64');
    if (struck.has(key)) return undefined;
    struck.add(key);
    return fault;
  };
};

/**
 * What a house waits before it looks at a question. On one machine vendor and caller share the processors: what
 * inventing takes falls into the time in which the caller waits, not into that in which he reads the answers before.
 */
const restOf = ({ fixedMs }: ModelLatency, goneMs: number): number => fixedMs / 2 - goneMs;

/** Makes a house that answers from the invented world, as slowly and as badly as it is told to. */
export function createModelHouse({
  vendor,
  world,
  latency,
  sleep,
  now,
  slowMs = SLOW_MS,
}: ModelHouseOptions): ModelHouse {
  const answerer = createAnswerer(world);
  const strike = createFaults();
  const calls: ModelCall[] = [];
  let inWork = 0;
  let most = 0;

  const faultFor = (question: ModelQuestion, ofWorld: Fault | undefined): Fault | undefined => {
    const named = question.headers['x-sandbox-fault'] ?? magicWord.exec(question.prompt)?.[1];
    const fault = isFault(named) ? named : ofWorld;
    // A repair asks the same thing in other words; it must not meet the fault again.
    const once = fault === 'off-schema-once' ? answerer.questionOf(question) : question.prompt;
    const struck = strike(fault, once);
    if (struck === 'off-schema-once' && question.schema === undefined) return undefined;
    return struck === 'ungrounded' && !question.search ? undefined : struck;
  };

  const answer = async (question: ModelQuestion): Promise<ModelTurn> => {
    const askedMs = question.askedMs ?? now();
    const restMs = restOf(latency, now() - askedMs);
    if (restMs > 0) await sleep(restMs);
    const { company, person } = answerer.subjectOf(question);
    const draft = write(answerer, question);
    const thinking = THINKING_TOKENS[question.thinking] ?? THINKING_TOKENS['low'] ?? 0;
    const room = (question.maxOutputTokens ?? Infinity) - thinking;
    const fits = tokensIn(draft.text) <= room;
    const fault = faultFor(question, company?.fault) ?? (fits ? undefined : 'truncated');
    const text = (fault === undefined ? undefined : SPOILED[fault]?.(draft.text)) ?? draft.text;
    const read = tokensIn(question.instructions + question.prompt + JSON.stringify(question.schema ?? ''));
    const input = read + draft.found.queries.length * TOKENS_PER_QUERY;
    const output = fault === undefined || fault in SPOILED || fault === 'slow' ? tokensIn(text) : 0;
    calls.push({
      vendor,
      model: question.model,
      kind: question.schema === undefined ? (question.search ? 'search' : 'text') : 'object',
      about: person?.name ?? company?.name ?? null,
      fault: fault ?? null,
      inputTokens: input,
      outputTokens: output + thinking,
    });
    const extraMs = fault === 'slow' ? slowMs : 0;
    const latencyMs = latency.fixedMs + latency.perOutputTokenMs * (output + thinking) + extraMs;
    // The latency is the whole time of a call; waiting for one's turn and inventing the answer are part of it.
    await sleep(Math.max(0, latencyMs - (now() - askedMs)));
    const found = fault === 'ungrounded' ? NOTHING_FOUND : draft.found;
    return { fault: fault === 'slow' ? undefined : fault, text, found, tokens: { input, output, thinking } };
  };

  return {
    calls,
    mostAtOnce: () => most,
    async ask(question) {
      inWork += 1;
      most = Math.max(most, inWork);
      try {
        return await answer(question);
      } finally {
        inWork -= 1;
      }
    },
  };
}

/** `GET /_sandbox/calls` of a house: what it was asked, for people and for tests in another process. */
export const showCalls = (house: ModelHouse, { method, path }: SandboxRequest): SandboxReply | undefined =>
  method === 'GET' && path === '/_sandbox/calls'
    ? {
        status: 200,
        body: { calls: house.calls, count: house.calls.length, most_at_once: house.mostAtOnce() },
      }
    : undefined;
