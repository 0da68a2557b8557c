import { RetryableError, TerminalError } from '@userport/errors';

/** What BigQuery's client threw, as far as it says: https://cloud.google.com/bigquery/docs/error-messages */
export interface ErrorFacts {
  /** The HTTP status; absent when the connection broke. */
  readonly code?: number;
  /** The reasons of all its parts, in order and without doubles. */
  readonly reasons: readonly string[];
  /** May quote rows, so it is judged and never repeated. */
  readonly words: string;
}

interface Part {
  readonly reason?: string;
  /** Of a row that insertAll refused inside a 200. */
  readonly errors?: readonly Part[];
}

const reasonsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ reason, errors }) => [
    ...(reason === undefined ? [] : [reason]),
    ...(errors === undefined ? [] : reasonsOf(errors)),
  ]);

/** Reads the facts of anything thrown. */
export function factsOf(error: unknown): ErrorFacts {
  if (typeof error !== 'object' || error === null) return { reasons: [], words: '' };
  const { code, errors, message } = error as { code?: unknown; errors?: unknown; message?: unknown };
  return {
    ...(typeof code === 'number' ? { code } : {}),
    reasons: Array.isArray(errors) ? [...new Set(reasonsOf(errors as Part[]))] : [],
    words: typeof message === 'string' ? message : '',
  };
}

/** Reasons that pass by themselves, whatever the status they come with. */
const PASSING: ReadonlySet<string> = new Set([
  'backendError',
  'internalError',
  'jobBackendError',
  'jobInternalError',
  'jobRateLimitExceeded',
  'quotaExceeded',
  'rateLimitExceeded',
  'tableUnavailable',
  'timeout',
  'userRateLimitExceeded',
]);

/** Said of rows that are good and were stored no more than the bad one beside them. */
const BYSTANDER = 'stopped';

/** How long an exhausted quota is given before the next try. */
const QUOTA_WAIT_MS = 10_000;

interface Judgement {
  readonly when: (facts: ErrorFacts) => boolean;
  /** Absent: another try may succeed. */
  readonly final?: true;
  readonly code: string;
  /** What is wrong and what to do next. */
  readonly say: (facts: ErrorFacts) => string;
  readonly retryAfterMs?: number;
}

const PROVISION = '`npm run provision -- --project PROJECT --region REGION --apply`';
const hasReason = ({ reasons }: ErrorFacts, pattern: RegExp): boolean =>
  reasons.some((reason) => pattern.test(reason));

/** The first that fits is what happened. */
const judgements: readonly Judgement[] = [
  {
    when: ({ words }) => /Unable to detect a Project Id/i.test(words),
    final: true,
    code: 'configuration',
    say: () => 'GOOGLE_CLOUD_PROJECT: is not set. `gcloud config get project` tells it.',
  },
  {
    when: ({ code, words }) =>
      code === 401 ||
      /Could not load the default credentials|Unable to read the credential file|invalid_grant|invalid_rapt|Could not refresh access token/i.test(
        words,
      ),
    final: true,
    code: 'credentials',
    say: () =>
      'the credentials are missing, cannot be read or have expired. Run `gcloud auth application-default login` (and unset GOOGLE_APPLICATION_CREDENTIALS where it names a wrong file), or give the service its service account.',
  },
  {
    when: (facts) => hasReason(facts, /quotaExceeded|rateLimitExceeded/i) || facts.code === 429,
    code: 'warehouse_busy',
    say: ({ reasons }) =>
      `a quota or rate limit is reached (${reasons.join(', ') || 429}); it passes. If it comes often, raise the quota of the BigQuery API at https://console.cloud.google.com/iam-admin/quotas.`,
    retryAfterMs: QUOTA_WAIT_MS,
  },
  {
    when: ({ reasons }) => {
      const own = reasons.filter((reason) => reason !== BYSTANDER);
      return own.length > 0 && own.every((reason) => PASSING.has(reason));
    },
    code: 'warehouse_busy',
    say: ({ reasons }) => `BigQuery answered ${reasons.join(', ')}; it passes.`,
  },
  {
    when: ({ code, words }) => code === 404 && /was not found in location/i.test(words),
    final: true,
    code: 'warehouse_location',
    say: () =>
      'the dataset is not in the location of BIGQUERY_LOCATION. `bq show --format=prettyjson PROJECT:DATASET` tells its location; set the variable to it.',
  },
  {
    when: ({ code }) => code === 404,
    final: true,
    code: 'warehouse_missing',
    say: () =>
      `a dataset or table is not there, or not in the location of BIGQUERY_LOCATION. Make it with ${PROVISION}.`,
  },
  {
    when: ({ code }) => code === 403,
    final: true,
    code: 'permission',
    say: ({ reasons }) =>
      `permission is missing (${reasons.join(', ') || 403}). The service account needs bigquery.dataEditor on the dataset and, on the project, bigquery.jobUser and bigquery.jobs.get; ${PROVISION} grants them.`,
  },
  {
    when: ({ code, words }) => code === 413 || /payload size exceeds|too large/i.test(words),
    final: true,
    code: 'row_too_large',
    say: () => 'the request is larger than the 10 MB that BigQuery takes; store less in one row.',
  },
  {
    when: ({ code, words }) => code === 400 && /streaming buffer/i.test(words),
    code: 'streaming_buffer',
    say: () => 'rows written in the last 30 minutes cannot be removed yet; remove them later.',
    retryAfterMs: 30 * 60_000,
  },
  {
    when: ({ code, reasons }) => code === 400 || reasons.some((reason) => reason !== BYSTANDER),
    final: true,
    code: 'warehouse_refused',
    say: ({ reasons }) =>
      `the request is refused (${reasons.join(', ') || 'no reason given'}); the cause says why. If a column is missing, ${PROVISION} adds it.`,
  },
];

const UNCLEAR: Judgement = {
  when: () => true,
  code: 'warehouse_unclear',
  say: ({ code }) => `no clear answer (${code ?? 'no status'}); it may have been done.`,
};

/** Answers that say nothing of whether the request was carried out, whatever reason they carry. */
const isUnclear = ({ code, reasons }: ErrorFacts): boolean =>
  (code === 409 || (code !== undefined && code >= 500)) && !reasons.some((reason) => PASSING.has(reason));

/**
 * What went wrong, as one of the pair, naming the operation and what to do. The client's own text stays in the cause.
 */
export function bigqueryError(cause: unknown, operation: string): TerminalError | RetryableError {
  if (cause instanceof TerminalError || cause instanceof RetryableError) return cause;
  const facts = factsOf(cause);
  const judged = isUnclear(facts) ? UNCLEAR : (judgements.find(({ when }) => when(facts)) ?? UNCLEAR);
  const { final, code, say, retryAfterMs } = judged;
  const message = `BigQuery, ${operation}: ${say(facts)}`;
  return final
    ? new TerminalError(message, { cause, code })
    : new RetryableError(message, { cause, code, retryAfterMs });
}
