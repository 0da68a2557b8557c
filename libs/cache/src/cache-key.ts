import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { isSecretName } from '@userport/logging';

/** Everything that makes an answer what it is. Two requests that differ in any of it share no answer. */
export interface RequestIdentity {
  readonly vendor: string;
  /** What is called there: `reader`, `generate_object`. */
  readonly method: string;
  /** Of our reading of the answer; raised when a kept answer of the old reading must not serve. */
  readonly schemaVersion: number;
  /** `shared`, or whom alone the answer serves: `tenant:…`, `job:…`. */
  readonly scope: string;
  /** What is asked, and for a model its name, temperature, thinking and wanted schema. Never a header or a key. */
  readonly request: Readonly<Record<string, unknown>>;
}

/**
 * The key of a request: a hash of its canonical form, so that neither the order of its fields nor fields that are
 * undefined matter, and nothing of it can be read back.
 * @throws TerminalError `cache_key_secret` when a field's name says that it holds a secret
 */
export function cacheKeyOf({ vendor, method, schemaVersion, scope, request }: RequestIdentity): string {
  const secret = Object.entries(request).find(
    ([name, value]) => typeof value === 'string' && isSecretName(name),
  );
  if (secret !== undefined) {
    throw new TerminalError(
      `The request of ${vendor} ${method} has a field ${secret[0]}, whose name says that it is a secret. Leave it out: ` +
        'who asks does not change the answer; whom it serves belongs into the scope.',
      { code: 'cache_key_secret' },
    );
  }
  return sha256Base32(canonicalJson({ vendor, method, schemaVersion, scope, request }));
}
