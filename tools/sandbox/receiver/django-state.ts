import type { Json, JsonObject } from '@userport/contracts';

/** Django's row for one account and one kind of enrichment. Custom columns have none. */
export interface StatusRow {
  readonly accountId: string;
  readonly enrichmentType: string;
  readonly status: string;
  readonly completionPercent: number;
  readonly source: string;
  readonly errorDetails: Json;
  readonly qualityScore: Json;
  readonly failureCount: number;
  /** Callbacks' `metadata`, merged; holds `processed_pages` of every run there ever was. */
  readonly metadata: JsonObject;
}

/** One value of a custom column. */
export interface Cell {
  readonly columnId: string;
  readonly entityId: string;
  readonly status: string;
  readonly value: Json;
  readonly confidence: Json;
  readonly rationale: Json;
  readonly errorDetails: Json;
  readonly generationMetadata: Json;
  /** How many times a callback stored it; a value delivered once and only once counts 1. */
  readonly timesApplied: number;
}

/** A column that Django would have started, and what its context would have held at that moment. */
export interface StartedColumn {
  readonly columnId: string;
  readonly entityIds: readonly string[];
  readonly tenantId: string;
  /** What the create call of that column would carry. */
  readonly orchestrationData: JsonObject;
  /** Values stored for these entities at that moment, by column. */
  readonly valuesSeen: Readonly<Record<string, number>>;
}

/** What a paged or unpaged callback stored of a lead, by the lead's LinkedIn address. */
export interface StoredLead {
  readonly accountId: string;
  readonly linkedinUrl: string;
  readonly lead: JsonObject;
  readonly evaluation: Json;
}

/** Everything that Django keeps, as far as callbacks touch it. */
export interface DjangoState {
  /** By account and kind, joined by a slash. */
  readonly rows: Map<string, StatusRow>;
  /** By column and entity, joined by a slash. */
  readonly cells: Map<string, Cell>;
  readonly started: StartedColumn[];
  /** Fields of the account, by its id. */
  readonly accounts: Map<string, JsonObject>;
  /** By account and address, joined by a slash. */
  readonly leads: Map<string, StoredLead>;
  /** `enrichment_status` of leads that were researched, by lead id. */
  readonly researched: Map<string, string>;
}

/** A state without anything. */
export const emptyState = (): DjangoState => ({
  rows: new Map(),
  cells: new Map(),
  started: [],
  accounts: new Map(),
  leads: new Map(),
  researched: new Map(),
});

/** The kinds of a column's answer. */
export type ColumnType = 'string' | 'json_object' | 'boolean' | 'number' | 'enum';

/** What exists on Django's side before any callback. */
export interface Directory {
  hasAccount(id: string): boolean;
  hasLead(id: string): boolean;
  /** The column's type; `any` takes whichever value is given; undefined when there is no such column. */
  columnType(id: string): ColumnType | 'any' | undefined;
}

/** Every well-formed id exists. */
export const openDirectory: Directory = {
  hasAccount: () => true,
  hasLead: () => true,
  columnType: () => 'any',
};

/** What is to be stored; all of it, or after a mistake nothing. */
export type Change = (state: DjangoState) => void;

/** What Django makes of one callback. */
export interface Verdict {
  readonly httpStatus: number;
  readonly answer: JsonObject;
  readonly changes: readonly Change[];
  /** Happens whatever becomes of the transaction: a call made inside it is not taken back. */
  readonly outside?: readonly Change[];
}

/** A mistake inside the transaction: answered 500, nothing stored. */
export class RollbackError extends Error {
  override readonly name = 'RollbackError';
}

/** Form of ids; another text makes PostgreSQL refuse the query. */
export const isUuid = (text: string): boolean => /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(text);

/** A callback's object, or an empty one in the place of nothing. */
export const objectOf = (value: Json | undefined, what: string): JsonObject => {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RollbackError(`'${what}' is no object`);
  }
  return value as JsonObject;
};

/** A callback's list; null is none, anything else is a mistake. */
export const listOf = (value: Json | undefined, what: string): readonly Json[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new RollbackError(`'${what}' is no list`);
  return value as readonly Json[];
};

/** A text as it is; everything else as an empty one. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** True for Python's idea of something: null, empty texts, lists and objects, 0 and false are nothing. */
export const isSomething = (value: Json | undefined): value is Json =>
  Boolean(value) && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
