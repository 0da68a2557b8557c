import { RetryableError, TerminalError } from '@userport/errors';

/** gRPC status codes that mean something here: https://grpc.io/docs/guides/status-codes/ */
export const grpcCodes = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  unauthenticated: 16,
} as const;

/** The gRPC code of what the client threw, if it is one. */
export const grpcCodeOf = (error: unknown): number | undefined => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? code : undefined;
};

interface Judgement {
  /** Absent: another try may succeed. */
  readonly final?: true;
  readonly code: string;
  readonly say: (queue: string) => string;
  readonly retryAfterMs?: number;
}

const PROVISION = '`npm run provision -- --project PROJECT --region REGION --apply`';

const credentials: Judgement = {
  final: true,
  code: 'credentials',
  say: (queue) =>
    `Cloud Tasks, ${queue}: the credentials are missing, cannot be read or have expired. Run \`gcloud auth application-default login\` (and unset GOOGLE_APPLICATION_CREDENTIALS where it names a wrong file), or give the service its service account.`,
};

const judgements: Readonly<Record<number, Judgement>> = {
  [grpcCodes.invalidArgument]: {
    final: true,
    code: 'queue_refused',
    say: (queue) =>
      `Cloud Tasks, ${queue}: the task is refused; the cause says why. Check that CLOUD_TASKS_LOCATION is the region of the queues and FUNCTIONS_BASE_URL an address of https.`,
  },
  [grpcCodes.notFound]: {
    final: true,
    code: 'queue_missing',
    say: (queue) =>
      `Cloud Tasks: queue ${queue} is not there. Make it with ${PROVISION}, and see that CLOUD_TASKS_LOCATION is its region.`,
  },
  [grpcCodes.permissionDenied]: {
    final: true,
    code: 'permission',
    say: (queue) =>
      `Cloud Tasks, ${queue}: permission is missing. The gateway's account needs cloudtasks.enqueuer on the queue and iam.serviceAccountUser on CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL, and the project the API (\`gcloud services enable cloudtasks.googleapis.com\`); ${PROVISION} does all of it.`,
  },
  [grpcCodes.resourceExhausted]: {
    code: 'queue_busy',
    say: (queue) =>
      `Cloud Tasks, ${queue}: a quota is reached; it passes. If it comes often, raise it at https://console.cloud.google.com/iam-admin/quotas.`,
    retryAfterMs: 10_000,
  },
  [grpcCodes.unauthenticated]: credentials,
};

const unclear: Judgement = {
  code: 'queue_unclear',
  say: (queue) => `Cloud Tasks, ${queue}: no clear answer; the task may be there.`,
};

const LAPSED =
  /Could not load the default credentials|Unable to read the credential file|invalid_grant|invalid_rapt|Could not refresh access token/i;

/** What Cloud Tasks answered, as one of the pair, naming the queue and what to do. The client's text stays in the cause. */
export function cloudTasksError(cause: unknown, queue: string): TerminalError | RetryableError {
  const words = cause instanceof Error ? cause.message : '';
  const judged = LAPSED.test(words) ? credentials : (judgements[grpcCodeOf(cause) ?? -1] ?? unclear);
  const { final, code, say, retryAfterMs } = judged;
  return final
    ? new TerminalError(say(queue), { cause, code })
    : new RetryableError(say(queue), { cause, code, retryAfterMs });
}
