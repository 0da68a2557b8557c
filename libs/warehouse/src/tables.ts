/** The kinds of column that both engines hold without loss. `json` takes any JSON value; `bytes` a Uint8Array. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'timestamp' | 'json' | 'bytes';

/** A column; nullable unless `required`. */
export interface Column {
  readonly type: ColumnType;
  readonly required?: true;
  /** Values may be long (KB to MB): an engine may keep them apart, and they cannot be searched. */
  readonly long?: true;
  readonly about: string;
}

/** A table, told once for both engines. Rows are only ever appended. */
export interface Table {
  readonly about: string;
  readonly columns: Readonly<Record<string, Column>>;
  /** Columns that make a row's insert id; a repeat within a minute is dropped where the engine can. */
  readonly key: readonly string[];
  /** The day partition's column. */
  readonly partition: string;
  /** What rows are found by, most selective first. */
  readonly cluster: readonly string[];
  /** Days after which a partition may go; absent means never. */
  readonly expiryDays?: number;
  /** The variable of the configuration that names another number of days. */
  readonly expirySetBy?: 'RAW_EXPIRY_DAYS';
}

const text = (about: string) => ({ type: 'text', about }) as const;
const requiredText = (about: string) => ({ type: 'text', required: true, about }) as const;
const integer = (about: string) => ({ type: 'integer', about }) as const;
const requiredInteger = (about: string) => ({ type: 'integer', required: true, about }) as const;
const json = (about: string) => ({ type: 'json', about }) as const;
const longJson = (about: string) => ({ type: 'json', long: true, about }) as const;
const at = (about: string) => ({ type: 'timestamp', required: true, about }) as const;

/** A queue brings a request for 31 days at most; an operator who retries it has two more months. */
const RAW_EXPIRY_DAYS = 90;

const unitOfWork = {
  key_hash: requiredText('hash of job id and entity id'),
  job_id: requiredText('the job'),
  entity_id: requiredText('the account, lead or column'),
} as const;

/** The eight tables. This is the only definition; schemas, drivers and row types follow from it. */
export const tables = {
  account_data: {
    about: 'One version of an account; the newest wins.',
    columns: {
      record_id: requiredText('hash of account and version'),
      account_id: requiredText('the account'),
      job_id: text('the job that found it'),
      data: { ...longJson('the structured facts'), required: true },
      quality_score: { type: 'number', about: 'share of fields that carry evidence, 0 to 1' },
      fetched_at: at('when it was found'),
    },
    key: ['record_id'],
    partition: 'fetched_at',
    cluster: ['account_id'],
  },
  enrichment_raw_data: {
    about: 'Raw material of one step: source, what came, what was made of it; also the memo of a paid step.',
    columns: {
      ...unitOfWork,
      generation: requiredInteger('the life of the job'),
      kind: requiredText('`step` for a memo, `raw` for material'),
      step: requiredText('name of the step'),
      input_hash: requiredText('hash of what went into the step'),
      content_hash: requiredText('hash of what came out; of several memos the smallest is read'),
      source: text('where the material came from'),
      raw: longJson('what came'),
      processed: longJson('what was made of it; for a memo, the answer of the step'),
      stored_at: at('when it was stored'),
    },
    key: ['key_hash', 'generation', 'kind', 'step', 'input_hash', 'content_hash'],
    partition: 'stored_at',
    cluster: ['key_hash', 'generation'],
    expiryDays: RAW_EXPIRY_DAYS,
    expirySetBy: 'RAW_EXPIRY_DAYS',
  },
  enrichment_callbacks: {
    about: 'One callback body of a result, exactly as it is sent.',
    columns: {
      ...unitOfWork,
      generation: requiredInteger('the life of the job'),
      token: requiredText('random word of the delivery that settled, or tried to'),
      kind: requiredText('success, failure or cancelled'),
      position: requiredInteger('place in the result, from 1'),
      total: requiredInteger('bodies in the result'),
      body: { type: 'bytes', required: true, long: true, about: 'the bytes' },
      sha256: requiredText('hash of the bytes, base32'),
      once: { type: 'boolean', required: true, about: 'left out of a replay once accepted' },
      fingerprint: requiredText('task and payload that it answers'),
      stored_at: at('when it was stored'),
    },
    key: ['key_hash', 'generation', 'token', 'position'],
    partition: 'stored_at',
    cluster: ['key_hash', 'generation', 'token'],
  },
  api_request_cache: {
    about: 'One vendor answer, with age.',
    columns: {
      cache_key: requiredText('hash of the canonical request'),
      vendor: requiredText('who answered'),
      scope: requiredText('`shared`, or the tenant'),
      answer: { ...longJson('the answer'), required: true },
      stored_at: at('when it was stored'),
    },
    key: ['cache_key', 'stored_at'],
    partition: 'stored_at',
    cluster: ['cache_key'],
    expiryDays: 30,
  },
  ai_prompt_cache: {
    about: 'One model answer, with age and token counts.',
    columns: {
      cache_key: requiredText('hash of the canonical request'),
      vendor: requiredText('who answered'),
      model: requiredText('the model that answered'),
      scope: requiredText('`shared`, or the tenant'),
      answer: { ...longJson('the answer'), required: true },
      input_tokens: integer('tokens read'),
      output_tokens: integer('tokens written, thinking included'),
      stored_at: at('when it was stored'),
    },
    key: ['cache_key', 'stored_at'],
    partition: 'stored_at',
    cluster: ['cache_key'],
    expiryDays: 30,
  },
  task_events: {
    about: 'One thing that happened to a job.',
    columns: {
      event_id: requiredText('hash of kind, key and place'),
      ...unitOfWork,
      task_name: requiredText('the task'),
      kind: requiredText('what happened'),
      generation: requiredInteger('the life of the job'),
      epoch: integer('the claim, from 1'),
      round: integer('the round of delivery, from 1'),
      position: integer('the callback body, from 1'),
      try: integer('tells repeats apart'),
      token: text('who did it'),
      fingerprint: text('task and payload'),
      at: at('for display and filters only'),
      detail: { ...json('what else is known'), required: true },
    },
    key: ['event_id'],
    partition: 'at',
    cluster: ['key_hash', 'job_id', 'kind'],
  },
  task_payloads: {
    about: 'One part of a request payload, compressed.',
    columns: {
      payload_hash: requiredText('hash of the payload before compression'),
      part: requiredInteger('place, from 1'),
      parts: requiredInteger('how many parts there are'),
      bytes: { type: 'bytes', required: true, long: true, about: 'gzip of the canonical JSON, cut' },
      sha256: requiredText('hash of this part'),
      stored_at: at('when it was stored'),
    },
    key: ['payload_hash', 'part'],
    partition: 'stored_at',
    cluster: ['payload_hash', 'part'],
    expiryDays: RAW_EXPIRY_DAYS,
    expirySetBy: 'RAW_EXPIRY_DAYS',
  },
  provider_usage: {
    about: 'One paid call, reserved or settled.',
    columns: {
      usage_id: requiredText('the same for both rows of a call'),
      state: requiredText('reserved, settled or released'),
      ...unitOfWork,
      generation: requiredInteger('the life of the job'),
      task_name: requiredText('the task'),
      vendor: requiredText('who is paid'),
      operation: requiredText('what is called'),
      model: text('the model, for a model house'),
      units: { ...json('counted units by name'), required: true },
      cost_usd: { type: 'number', about: 'US dollars; null when not known' },
      cached: { type: 'boolean', required: true, about: 'a kept answer served' },
      at: at('when'),
    },
    key: ['usage_id', 'state'],
    partition: 'at',
    cluster: ['key_hash', 'job_id'],
  },
} as const satisfies Readonly<Record<string, Table>>;

/** The name of one of the eight tables. */
export type TableName = keyof typeof tables;

interface ValueOf {
  text: string;
  integer: number;
  number: number;
  boolean: boolean;
  timestamp: Date;
  json: unknown;
  bytes: Uint8Array;
}

type ColumnsOf<T extends TableName> = (typeof tables)[T]['columns'];

/** A row of a table, by column; an absent optional column is null. */
export type RowOf<T extends TableName> = {
  readonly [C in keyof ColumnsOf<T>]: ColumnsOf<T>[C] extends {
    readonly required: true;
    readonly type: infer K extends ColumnType;
  }
    ? ValueOf[K]
    : ColumnsOf<T>[C] extends { readonly type: infer K extends ColumnType }
      ? ValueOf[K] | null
      : never;
};
