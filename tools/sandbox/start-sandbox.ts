import { type LocalIssuer, startLocalIssuer } from '@userport/auth/testing';
import { createGemini } from './gemini';
import { createModelHouse, type ModelHouse, type ModelLatency } from './model-house';
import { createOpenAi } from './openai';
import type { Directory } from './receiver/django-state';
import { createTokenCheck } from './receiver/id-token-check';
import { noJournal, openJournal } from './receiver/journal';
import { createReceiver, type Receiver } from './receiver/receiver';
import type { DeskOptions } from './vendor-desk';
import { exactSleep, serveLoopback, type SandboxHandler, type Sleep } from './serve-loopback';
import { VENDOR_NAMES, type VendorName, VENDORS, type VendorServer } from './vendors';
import { inventedWorld, type World } from './world/world';

/** Service account of the workers, as the sandbox's metadata server names it. */
export const WORKER_EMAIL = 'worker@sandbox.iam.gserviceaccount.com';

/** The servers of a sandbox, in the order of their ports. */
export const SANDBOX_PORTS = ['gemini', 'openai', 'metadata', 'django', ...VENDOR_NAMES] as const;

type SandboxPort = (typeof SANDBOX_PORTS)[number];

/** How a sandbox differs from one that answers at once on free ports. */
export interface SandboxOptions {
  /** Free ones where none is given. */
  readonly ports?: Readonly<Partial<Record<SandboxPort, number>>>;
  /** Of the model houses; none by default. */
  readonly latency?: ModelLatency;
  /** Of the data vendors, ms, maybe by vendor and endpoint; none by default. */
  readonly vendorLatencyMs?: number | ((vendor: VendorName, endpoint: string) => number);
  /** Audience that the receiver expects; its own address by default. */
  readonly audience?: string;
  /** File that keeps what the receiver took, so that a later sandbox goes on where this one stood. */
  readonly journalPath?: string;
  /** What exists on Django's side; everything by default. */
  readonly directory?: Directory;
  /** See {@link createReceiver}. */
  readonly deduplicate?: boolean;
  readonly world?: World;
  /** ms since 1970. */
  readonly now?: () => number;
  readonly sleep?: Sleep;
  /** One line for each request. */
  readonly log?: (line: string) => void;
}

/** A running sandbox. */
export interface Sandbox {
  readonly geminiUrl: string;
  /** Ends in `/v1`, as the SDK wants it. */
  readonly openaiUrl: string;
  /** Host and port of the metadata server. */
  readonly metadataHost: string;
  /** Base address of the Django side; also the audience of callbacks. */
  readonly djangoUrl: string;
  readonly receiver: Receiver;
  readonly issuer: LocalIssuer;
  readonly gemini: ModelHouse;
  readonly openai: ModelHouse;
  /** The data vendors. */
  readonly vendors: Readonly<Record<VendorName, VendorServer>>;
  /** Variables that send the workers here instead of to vendors, Google and Django. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const AT_ONCE: ModelLatency = { fixedMs: 0, perOutputTokenMs: 0 };

const logged = (
  name: string,
  handler: SandboxHandler,
  log: ((line: string) => void) | undefined,
): SandboxHandler =>
  log === undefined
    ? handler
    : async (request) => {
        const reply = await handler(request);
        log(`sandbox ${name}: ${request.method} ${request.path} ${reply.ending ?? reply.status}`);
        return reply;
      };

/** The variables of libs/config that point into a sandbox. The keys open nothing. */
const environmentOf = (
  urls: Pick<Sandbox, 'geminiUrl' | 'openaiUrl' | 'djangoUrl' | 'issuer' | 'vendors'>,
) => ({
  GEMINI_BASE_URL: urls.geminiUrl,
  GEMINI_API_KEY: 'sandbox',
  OPENAI_BASE_URL: urls.openaiUrl,
  OPENAI_API_KEY: 'sandbox',
  ...Object.fromEntries(
    VENDOR_NAMES.flatMap((name) => Object.entries(VENDORS[name].environment(urls.vendors[name].url))),
  ),
  DJANGO_BASE_URL: urls.djangoUrl,
  ...urls.issuer.environment,
  GOOGLE_CLOUD_PROJECT: 'sandbox',
  TOKEN_ISSUERS: urls.issuer.issuer,
  TOKEN_KEYS_URL: urls.issuer.keysUrl,
});

type Serve = (name: SandboxPort, handler: SandboxHandler) => Promise<string>;

const startVendors = async (
  serve: Serve,
  world: World,
  options: DeskOptions,
  latencyOf: NonNullable<SandboxOptions['vendorLatencyMs']>,
) => {
  const servers = await Promise.all(
    VENDOR_NAMES.map(async (name) => {
      const latencyMs =
        typeof latencyOf === 'number' ? latencyOf : (endpoint: string) => latencyOf(name, endpoint);
      const desk = VENDORS[name].open(world, { ...options, latencyMs });
      return [name, { desk, url: await serve(name, desk.handle) }] as const;
    }),
  );
  return Object.fromEntries(servers) as Record<VendorName, VendorServer>;
};

/**
 * Starts the loopback servers that speak for the vendors and for the Django side. A further vendor is one more file
 * that opens its counter, and one more line in vendors.ts.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    ports = {},
    latency = AT_ONCE,
    vendorLatencyMs = 0,
    world = inventedWorld,
    now = Date.now,
    sleep = exactSleep,
    log,
  } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(stops.map((one) => one())));
  const serve: Serve = async (name, handler) => {
    const server = await serveLoopback(logged(name, handler, log), ports[name], now);
    stops.push(server.stop);
    return server.url;
  };
  try {
    const port = ports.metadata === undefined ? {} : { port: ports.metadata };
    const issuer = await startLocalIssuer({ email: WORKER_EMAIL, now, ...port });
    stops.push(issuer.close);
    const gemini = createModelHouse({ vendor: 'gemini', world, latency, sleep, now });
    const openai = createModelHouse({ vendor: 'openai', world, latency, sleep, now });
    const receiver = createReceiver({
      ...options,
      sleep,
      now,
      journal: options.journalPath === undefined ? noJournal : openJournal(options.journalPath),
      checkToken: (authorization) => checkToken(authorization),
    });
    const geminiUrl = await serve('gemini', createGemini(gemini));
    const openaiUrl = `${await serve('openai', createOpenAi(openai))}/v1`;
    const djangoUrl = await serve('django', receiver.handle);
    const vendors = await startVendors(serve, world, { sleep, now }, vendorLatencyMs);
    const { keysUrl, issuer: name } = issuer;
    const rules = {
      keysUrl,
      issuers: [name],
      audience: options.audience ?? djangoUrl,
      email: WORKER_EMAIL,
      now,
    };
    const checkToken = createTokenCheck(rules);
    const urls = { geminiUrl, openaiUrl, djangoUrl, issuer, vendors };
    const metadataHost = new URL(name).host;
    return { ...urls, metadataHost, receiver, gemini, openai, environment: environmentOf(urls), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
