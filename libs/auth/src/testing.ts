import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Claims of a token to be made; whatever is not given is that of the issuer's own account and an hour ahead. */
export interface TokenWish {
  readonly aud: string;
  readonly email?: string | undefined;
  readonly email_verified?: boolean | undefined;
  readonly iss?: string;
  /** s since 1970. */
  readonly iat?: number;
  /** s since 1970. */
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

/** How a token is signed. `foreign`: by a key that the issuer does not publish. */
export type SignedBy = 'issuer' | 'foreign' | 'nobody';

/** A running issuer that is also a metadata server. */
export interface LocalIssuer {
  /** The issuer's name in tokens, and its address: `http://127.0.0.1:PORT`. */
  readonly issuer: string;
  /** Map of PEM by key id. */
  readonly keysUrl: string;
  /** The same keys as a JWK set. */
  readonly jwksUrl: string;
  /** Account of the tokens that the metadata server hands out. */
  readonly email: string;
  /** Variables that make Google's libraries use this metadata server; they read them at each request. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes a token. */
  tokenOf(wish: TokenWish, signedBy?: SignedBy): string;
  /** Paths with query of everything that was asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** What differs from an issuer that answers well. */
export interface LocalIssuerOptions {
  readonly email?: string;
  /** Life of the metadata server's tokens, s. */
  readonly tokenLifeSeconds?: number;
  /** Time of the tokens, ms since 1970. */
  readonly now?: () => number;
  /** Called for each request; a number is answered as status instead of what was asked for. */
  readonly fault?: (path: string) => number | undefined;
  /** A fixed port; any free one when not given. */
  readonly port?: number;
}

const KEY_ID = 'local-1';
const METADATA = '/computeMetadata/v1';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const newKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const signed = (claims: object, key: KeyObject | undefined): string => {
  const head = key === undefined ? { alg: 'none', typ: 'JWT' } : { alg: 'RS256', kid: KEY_ID, typ: 'JWT' };
  const text = `${encode(head)}.${encode(claims)}`;
  return `${text}.${key === undefined ? '' : sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
};

interface Reply {
  readonly status: number;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

const send = (response: ServerResponse, { status, body, headers }: Reply): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'application/text' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(text);
};

/** Google's answer to its keys is kept for some hours; the libraries fetch at each call what says nothing. */
const KEPT = { 'cache-control': 'public, max-age=3600' };

type Pages = Readonly<Record<string, (url: URL) => Reply>>;

const NOT_FOUND: Reply = { status: 404, body: 'not found' };

/** What an issuer publishes. */
const issuerPages = (issuer: string, privateKey: KeyObject): Pages => {
  const key = createPublicKey(privateKey);
  const jwk = { ...key.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const page = (body: object) => (): Reply => ({ status: 200, body, headers: KEPT });
  return {
    '/certs': page({ [KEY_ID]: key.export({ type: 'spki', format: 'pem' }) }),
    '/jwks': page({ keys: [jwk] }),
    '/.well-known/openid-configuration': page({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  };
};

/** What Google's libraries ask a metadata server for: https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys */
const metadataPages = (email: string, lifeSeconds: number, tokenOf: (wish: TokenWish) => string): Pages => {
  const page = (body: string | object) => (): Reply => ({ status: 200, body });
  return {
    '/instance': page('service-accounts/'),
    '/instance/service-accounts/default/email': page(email),
    '/instance/service-accounts/default/token': page({
      access_token: 'local-access-token',
      expires_in: lifeSeconds,
      token_type: 'Bearer',
    }),
    '/instance/service-accounts/default/identity': ({ searchParams }) => {
      const aud = searchParams.get('audience');
      if (aud === null || aud === '') return { status: 400, body: 'non-empty audience parameter required' };
      const withEmail = searchParams.get('format') === 'full';
      const wish = withEmail ? { aud } : { aud, email: undefined, email_verified: undefined };
      return { status: 200, body: tokenOf(wish) };
    },
    '/project/project-id': page('local'),
    '/universe/universe-domain': page('googleapis.com'),
  };
};

const metadataReply = (request: IncomingMessage, url: URL, pages: Pages): Reply => {
  if (request.headers['metadata-flavor'] !== 'Google') {
    return { status: 403, body: 'Missing Metadata-Flavor:Google header.' };
  }
  const path = url.pathname.slice(METADATA.length).replace(/\/$/, '');
  return { ...(pages[path]?.(url) ?? NOT_FOUND), headers: { 'metadata-flavor': 'Google' } };
};

/**
 * Starts an issuer with keys of its own on loopback, which also speaks as the metadata server of Google Cloud, so
 * that Google's libraries get and check tokens as they do there. Nothing outside this process trusts it.
 */
export async function startLocalIssuer(options: LocalIssuerOptions = {}): Promise<LocalIssuer> {
  const { email = 'worker@local.iam.gserviceaccount.com', tokenLifeSeconds = 3600, now = Date.now } = options;
  const asked: string[] = [];
  const key = newKey();
  let foreign: KeyObject | undefined;

  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;

  const tokenOf = (wish: TokenWish, signedBy: SignedBy = 'issuer'): string => {
    const iat = Math.floor(now() / 1000);
    const own = { iss: issuer, sub: '1', azp: '1', email, email_verified: true };
    const claims = { ...own, iat, exp: iat + tokenLifeSeconds, ...wish };
    if (signedBy === 'foreign') foreign ??= newKey();
    return signed(claims, { issuer: key, foreign, nobody: undefined }[signedBy]);
  };
  const ofIssuer = issuerPages(issuer, key);
  const ofMetadata = metadataPages(email, tokenLifeSeconds, tokenOf);
  const replyTo = (request: IncomingMessage): Reply => {
    const url = new URL(request.url ?? '/', issuer);
    asked.push(`${url.pathname}${url.search}`);
    const fault = options.fault?.(url.pathname);
    if (fault !== undefined) return { status: fault, body: 'fault on demand' };
    if (url.pathname.startsWith(METADATA)) return metadataReply(request, url, ofMetadata);
    return ofIssuer[url.pathname]?.(url) ?? NOT_FOUND;
  };
  server.on('request', (request, response) => send(response, replyTo(request)));
  return {
    issuer,
    keysUrl: `${issuer}/certs`,
    jwksUrl: `${issuer}/jwks`,
    email,
    environment: { GCE_METADATA_HOST: host, METADATA_SERVER_DETECTION: 'assume-present' },
    tokenOf,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
