import type {
  Bill,
  BillTotal,
  CallbackBody,
  EntityKey,
  JsonObject,
  ResultKind,
  TaskEvent,
} from '@userport/contracts';

/** A callback body whose bytes will never change again. */
export interface FixedBody {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, base32. */
  readonly sha256: string;
  readonly once: boolean;
}

/** A stored body without its bytes. */
export interface BodyHead {
  readonly token: string;
  readonly kind: ResultKind;
  readonly position: number;
  readonly total: number;
  readonly sha256: string;
  readonly once: boolean;
  readonly fingerprint: string;
}

/** A body as it is stored. */
export interface StoredBody extends BodyHead {
  readonly bytes: Uint8Array;
}

/** The kept answer of a paid step. */
export interface StepMemo {
  readonly step: string;
  readonly inputHash: string;
  /** Of several memos of one step and input, every reader takes the one whose hash is smallest. */
  readonly contentHash: string;
  readonly answer: unknown;
}

/** Raw material of a step, kept for people. */
export interface RawMaterial {
  readonly step: string;
  readonly source: string;
  readonly raw: unknown;
  readonly processed?: unknown;
}

/** All that is stored of a unit of work, read in one request together with the store's time. */
export interface Lookup {
  /** The store's clock, ms since 1970. */
  readonly nowMs: number;
  /** Of every generation. */
  readonly events: readonly TaskEvent[];
  /** Of the generation asked for, losers' included. */
  readonly bodies: readonly BodyHead[];
  /** Of the generation asked for. */
  readonly memos: readonly StepMemo[];
  /** The payload's JSON text, when its hash was given and every part is there and whole. */
  readonly payload?: string | undefined;
}

/** Who holds a name; as the warehouse says it. */
export interface Holder {
  readonly won: boolean;
  readonly token: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly holderGone: boolean;
}

/** What the runner asks of storage. Every operation may be repeated; each rejects with one of the error pair. */
export interface JobStore {
  lookup(key: EntityKey, generation: number, payloadHash?: string): Promise<Lookup>;
  putIfAbsent(name: string, token: string, labels: Readonly<Record<string, string>>): Promise<Holder>;
  holderOf(name: string): Promise<Holder | undefined>;
  appendEvents(events: readonly TaskEvent[]): Promise<void>;
  appendBodies(key: EntityKey, generation: number, bodies: readonly StoredBody[]): Promise<void>;
  /** The bodies of one settler at the given positions, in order of position. */
  readBodies(
    key: EntityKey,
    generation: number,
    token: string,
    positions: readonly number[],
  ): Promise<StoredBody[]>;
  appendMemo(key: EntityKey, generation: number, memo: StepMemo): Promise<void>;
  appendRaw(key: EntityKey, generation: number, material: RawMaterial): Promise<void>;
}

/** One body on its way to the receiver. */
export interface Page {
  /** Constant for ever for one (key, generation, position). */
  readonly webhookId: string;
  readonly bytes: Uint8Array;
  readonly position: number;
  readonly total: number;
  readonly generation: number;
  readonly replay: boolean;
  /** True when an unknown answer must not be followed by another try in this delivery. */
  readonly once: boolean;
}

/** What the receiver said. */
export type PageAnswer =
  | { readonly kind: 'accepted'; readonly httpStatus: number }
  /** 200 with `skipped`: received, and ignored on purpose. */
  | { readonly kind: 'skipped'; readonly httpStatus: number; readonly reason: string }
  /** Refused at once and for good, or (500) refused in a way that only repetition makes final. */
  | {
      readonly kind: 'refused';
      readonly httpStatus: number;
      readonly answer: string;
      readonly forGood: boolean;
    }
  /** Not answered, or asked to come again. */
  | {
      readonly kind: 'unanswered';
      readonly httpStatus?: number;
      readonly reason: string;
      readonly retryAfterMs?: number;
    };

/** Sends stored bytes, never anything else. Resolves with what the receiver said; rejects only when aborted. */
export interface CallbackSender {
  send(page: Page, signal: AbortSignal): Promise<PageAnswer>;
  /** Best effort, one try, no retries, never rejects; `unanswered` also when it was given up. */
  sendProgress(body: JsonObject, signal: AbortSignal): Promise<PageAnswer>;
}

/** Time, as the process sees it. */
export interface Clock {
  /** Wall clock, ms since 1970; for display only. */
  now(): number;
  /** Monotonic ms; what the runner measures its own lease with. */
  monotonicMs(): number;
  /** Calls once after a time; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The bill of one delivery: the port that tasks see, and what the runner does with it. */
export interface JobBill extends Bill {
  /** Stores settlements that are still only in memory. */
  flush(): Promise<void>;
  /** What this delivery has cost. */
  total(): BillTotal;
}

/** For whom a bill is opened. */
export interface BillFor extends EntityKey {
  readonly generation: number;
  readonly taskName: string;
  /** The payload's own budget in US dollars, if it names one. */
  readonly budgetUsd?: number | undefined;
}

/** A line for people; the logger adds trace and job. */
export interface RunnerLog {
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
  error(message: string, fields?: JsonObject): void;
}

/** Numbers that a deployment may set. */
export interface RunnerSettings {
  /** Added to the time that the delivery has left; covers the way of the claim and of the last writes. */
  readonly leaseMarginMs: number;
  /** The request time-out of the platform; the lease never outlives it by more than the margin. */
  readonly requestTimeoutMs: number;
}

/** Everything from outside that the runner may touch. */
export interface Env {
  readonly store: JobStore;
  readonly callbacks: CallbackSender;
  /**
   * Cleans, serialises and bounds one body.
   * @throws TerminalError `body_too_large`
   */
  fix(body: CallbackBody): FixedBody;
  openBill(of: BillFor): JobBill;
  readonly clock: Clock;
  /** A fresh random word: at most 63 of `[a-z0-9]`. */
  randomToken(): string;
  readonly log: RunnerLog;
  readonly settings: RunnerSettings;
}
