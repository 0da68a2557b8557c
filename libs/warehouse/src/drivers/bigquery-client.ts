import type { BigQuery, BigQueryOptions } from '@google-cloud/bigquery';

/** What the client is told of the outside. */
export interface ClientOptions {
  /** Found out by the client when absent, at the price of a request. */
  readonly project?: string | undefined;
  readonly location: string;
  /** Other address, with scheme. Plain http is an emulator and gets no credentials. */
  readonly apiEndpoint?: string | undefined;
  /** False switches off the client's own repeats of a failed request; on unless given. */
  readonly repeats?: boolean;
}

/** Callers repeat what may be repeated, too, so the client's own patience ends after two tries a second apart. */
const REPEATS = { maxRetries: 2, maxRetryDelay: 1 } as const;

type AuthClient = NonNullable<BigQueryOptions['authClient']>;

/** Adds nothing to a request. Without it the client looks for a metadata server first and warns that there is none. */
const noCredentials = (): AuthClient =>
  ({ getRequestHeaders: () => Promise.resolve(new Headers()) }) as unknown as AuthClient;

/** Makes BigQuery's own client, which is loaded here and not before. */
export async function openClient({
  project,
  location,
  apiEndpoint,
  repeats = true,
}: ClientOptions): Promise<BigQuery> {
  const { BigQuery } = await import('@google-cloud/bigquery');
  return new BigQuery({
    location,
    // A short query is answered without a job, which saves most of its second.
    defaultJobCreationMode: 'JOB_CREATION_OPTIONAL',
    retryOptions: { autoRetry: repeats, ...REPEATS },
    ...(project === undefined ? {} : { projectId: project }),
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
    ...(apiEndpoint?.startsWith('http:') ? { authClient: noCredentials() } : {}),
  });
}
