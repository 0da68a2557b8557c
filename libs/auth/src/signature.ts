import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { RetryableError } from '@userport/errors';
import type { OAuth2Client } from 'google-auth-library';

/** Checks that a token was signed by the issuer. */
export interface SignatureCheck {
  /**
   * False for any token that the issuer's present keys do not prove.
   * @throws RetryableError `keys_unavailable` when the keys cannot be fetched, which is no fault of the caller
   */
  proves(token: string): Promise<boolean>;
}

/** Which issuer is trusted. */
export interface SignatureOptions {
  readonly audiences: readonly string[];
  readonly issuers: readonly string[];
  /** Address of the keys: a map of PEM by key id, or a JWK set. Google's when not given. */
  readonly keysUrl: string | undefined;
}

const isJwkSet = (
  keys: unknown,
): keys is { readonly keys: readonly (JsonWebKey & { readonly kid?: string })[] } =>
  typeof keys === 'object' && keys !== null && 'keys' in keys && Array.isArray(keys.keys);

/** The library's Node side reads maps of PEM only; other issuers, the emulators among them, publish JWK sets. */
const pemByKeyId = (keys: Readonly<Record<string, unknown>>): Record<string, string> => {
  const entries = isJwkSet(keys)
    ? keys.keys
        .filter(({ kty }) => kty === 'RSA')
        .map((jwk) => {
          const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
          return [jwk.kid ?? '', String(pem)] as const;
        })
    : Object.entries(keys).map(([keyId, pem]) => [keyId, String(pem)] as const);
  return Object.fromEntries(entries);
};

const openClient = async ({ issuers, keysUrl }: SignatureOptions): Promise<OAuth2Client> => {
  const { OAuth2Client } = await import('google-auth-library');
  return new OAuth2Client({
    issuers: [...issuers],
    ...(keysUrl === undefined ? {} : { endpoints: { oauth2FederatedSignonPemCertsUrl: keysUrl } }),
  });
};

/**
 * Signatures checked by Google's library, which keeps the keys as long as their answer's max-age says and fetches
 * them on first use. Its errors hold whole tokens, so none of them leaves this file.
 */
export function createSignatureCheck(options: SignatureOptions): SignatureCheck {
  let opening: Promise<OAuth2Client> | undefined;
  let fetching: Promise<Record<string, string>> | undefined;

  const fetchKeys = async (client: OAuth2Client): Promise<Record<string, string>> => {
    try {
      const { certs } = await client.getFederatedSignonCertsAsync();
      return pemByKeyId(certs);
    } catch (error) {
      throw new RetryableError(
        'The keys that prove tokens could not be fetched. Check TOKEN_KEYS_URL and the way out to it.',
        { code: 'keys_unavailable', cause: error },
      );
    } finally {
      fetching = undefined;
    }
  };
  return {
    proves: async (token) => {
      opening ??= openClient(options);
      const client = await opening;
      fetching ??= fetchKeys(client);
      const keys = await fetching;
      try {
        const { audiences, issuers } = options;
        await client.verifySignedJwtWithCertsAsync(token, keys, [...audiences], [...issuers]);
        return true;
      } catch {
        return false;
      }
    },
  };
}
