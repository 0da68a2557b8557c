import { RetryableError, TerminalError } from '@userport/errors';
import type { IdTokenClient } from 'google-auth-library';

/** Google ID tokens of this service's own account. */
export interface IdTokens {
  /**
   * A token for an audience, good for five more minutes at least. With `fresh`, the kept one is not used.
   * @throws RetryableError `id_token_unavailable` when the metadata server does not answer
   * @throws TerminalError `id_token_refused` when it has no token for this service
   */
  tokenFor(audience: string, options?: { readonly fresh?: boolean }): Promise<string>;
}

/** How tokens are got. */
export interface IdTokensOptions {
  /** How long the metadata server may take, ms. It answers within milliseconds where there is one. */
  readonly timeoutMs?: number;
}

/** On Google Cloud the library waits for the metadata server without end; a callback must not. */
const DEFAULT_TIMEOUT_MS = 10_000;

const statusOf = (error: unknown): number | undefined => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
};

const failureOf = (audience: string, error: unknown): RetryableError | TerminalError => {
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status <= 499 && status !== 429) {
    return new TerminalError(
      `The metadata server refused an ID token for ${audience} (${status}). ` +
        'Give this service an account that may make ID tokens.',
      { code: 'id_token_refused', cause: error },
    );
  }
  return new RetryableError(
    `No ID token for ${audience}: the metadata server did not answer as expected. ` +
      'Outside Google Cloud there is none: use the local stack, which brings one and sets GCE_METADATA_HOST.',
    { code: 'id_token_unavailable', cause: error },
  );
};

const openClient = async (targetAudience: string): Promise<IdTokenClient> => {
  const { Compute, IdTokenClient } = await import('google-auth-library');
  return new IdTokenClient({ targetAudience, idTokenProvider: new Compute() });
};

const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new RetryableError(`no answer within ${ms} ms`, { code: 'id_token_unavailable' })),
      ms,
    );
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Tokens with e-mail (format=full) from the metadata server, through Google's library: it keeps each token until five
 * minutes before its end and reads GCE_METADATA_HOST at each request. The metadata server is asked by name and not
 * looked for: a developer's own gcloud credentials cannot make ID tokens and would only come in between.
 * Callers that ask for one audience at once share one request.
 * Source: https://cloud.google.com/docs/authentication/get-id-token#metadata-server
 */
export function createIdTokens({ timeoutMs = DEFAULT_TIMEOUT_MS }: IdTokensOptions = {}): IdTokens {
  const clients = new Map<string, Promise<IdTokenClient>>();
  const flights = new Map<string, Promise<string>>();

  const fetchToken = async (audience: string): Promise<string> => {
    try {
      const client = clients.get(audience) ?? openClient(audience);
      clients.set(audience, client);
      const headers = await within((await client).getRequestHeaders(), timeoutMs);
      const token = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
      if (token.split('.').length === 3) return token;
      throw new RetryableError('the metadata server answered with something else than a token');
    } catch (error) {
      clients.delete(audience);
      throw failureOf(audience, error);
    }
  };
  return {
    tokenFor: (audience, { fresh = false } = {}) => {
      const running = flights.get(audience);
      if (running !== undefined) return running;
      if (fresh) clients.delete(audience);
      const flight = fetchToken(audience).finally(() => flights.delete(audience));
      flights.set(audience, flight);
      return flight;
    },
  };
}
