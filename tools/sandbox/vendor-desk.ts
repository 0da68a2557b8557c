import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SandboxHandler, SandboxReply, SandboxRequest, Sleep } from './serve-loopback';
import { type Company, FAULTS } from './world/world';

/** Ways to answer badly that every vendor has, each in its own words. */
export interface VendorWords {
  rateLimited(): SandboxReply;
  outOfCredits(): SandboxReply;
  badKey(): SandboxReply;
  unavailable(): SandboxReply;
}

/** What a vendor is asked, as far as faults and the list of calls go. */
export interface Subject {
  /** The endpoint in the vendor's own words. */
  readonly endpoint: string;
  /** The company that it is about; its entry in the world may carry a fault. */
  readonly company: Company | undefined;
  /** The address that was asked for, of a vendor who reads pages. */
  readonly address?: string | undefined;
}

/** One vendor behind its counter. */
export interface Vendor {
  readonly name: string;
  readonly words: VendorWords;
  /** Whether the request carries a key; the sandbox takes any. */
  hasKey(request: SandboxRequest): boolean;
  /** Names of the faults that only this vendor has. */
  readonly faults: readonly string[];
  subjectOf(request: SandboxRequest): Subject;
  /** A good answer, or a bad one that only this vendor has, by the name of the fault. */
  answer(request: SandboxRequest, fault: string | undefined): SandboxReply;
}

/** One call that a vendor has answered. */
export interface VendorCall {
  readonly vendor: string;
  readonly endpoint: string;
  readonly about: string | null;
  /** The page that was asked for, of a vendor who reads pages. */
  readonly address?: string;
  readonly fault: string | null;
  readonly status: number;
}

/** What a stand-in is opened with, besides the world. */
export interface DeskOptions {
  readonly sleep: Sleep;
  /** ms since 1970. */
  readonly now: () => number;
  /** What the fault `slow` adds, ms. */
  readonly slowMs?: number;
  /** How long an answer takes, ms, by its endpoint or whatever it is; none when not given. */
  readonly latencyMs?: number | ((endpoint: string) => number);
}

/** A stand-in for one data vendor. */
export interface VendorDesk {
  readonly handle: SandboxHandler;
  /** What `x-sandbox-fault` may say here. */
  readonly faults: readonly string[];
  /** In the order of arrival. */
  readonly calls: readonly VendorCall[];
}

/** Longer than any patient person, shorter than any time-out of a vendor's call. */
const SLOW_MS = 5000;
const HUGE_BYTES = 200 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, ' ');

/** 200 MB that are made while they are read, and no faster. */
function* hugeBody(): Generator<Uint8Array> {
  yield Buffer.from('{"data":"');
  for (let sent = 0; sent < HUGE_BYTES; sent += CHUNK.length) yield CHUNK;
  yield Buffer.from('"}');
}

/** A fifth of a megabyte that unfolds to 200 MB: a gzip member of 4 MB, repeated, is a gzip file. */
const bombBody = (): Buffer => {
  const member = gzipSync(Buffer.alloc(4 * 1024 * 1024, ' '));
  return Buffer.concat(Array.from({ length: 50 }, () => member));
};

const HTML_PAGE =
  '<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>';

/** Faults of every vendor, by the name that `x-sandbox-fault` or an entry of the world gives. */
const COMMON: Readonly<Record<string, (words: VendorWords) => SandboxReply>> = {
  'rate-limited': (words) => words.rateLimited(),
  'rate-limited-once': (words) => words.rateLimited(),
  'out-of-quota': (words) => words.outOfCredits(),
  'bad-key': (words) => words.badKey(),
  unavailable: (words) => words.unavailable(),
  'html-page': () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: HTML_PAGE }),
  'huge-body': () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    stream: hugeBody(),
  }),
  'gzip-bomb': () => ({
    status: 200,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: bombBody(),
  }),
};

/** Faults that only change how a good answer arrives. */
const ENDINGS = { reset: 'half-answer', 'no-answer': 'no-answer' } as const;

/** What every vendor's desk understands. */
const EVERYWHERE = [...Object.keys(COMMON), ...Object.keys(ENDINGS), 'slow'];

const endingOf = (fault: string | undefined): SandboxReply['ending'] =>
  fault === 'reset' || fault === 'no-answer' ? ENDINGS[fault] : undefined;

/** A misspelt fault would be a good answer, and whoever asked for it none the wiser. */
const unknownFault = (fault: string, known: readonly string[]): SandboxReply => ({
  status: 400,
  body: { error: `The sandbox has no fault "${fault}" here. It has: ${known.join(', ')}.` },
});

/** A fault that strikes a request once lets it pass when it comes again. */
const openStrikes = () => {
  const struck = new Set<string>();
  return (fault: string | undefined, { method, path, query, body }: SandboxRequest): string | undefined => {
    if (fault === undefined || !fault.endsWith('-once')) return fault;
    const key = createHash('sha256')
      .update(`${fault} ${method} ${path} ${query.toString()}`)
      .update(body)
      .digest('hex');
    if (struck.has(key)) return undefined;
    struck.add(key);
    return fault;
  };
};

const withEnding = (reply: SandboxReply, ending: SandboxReply['ending']): SandboxReply =>
  ending === undefined ? reply : { ...reply, ending };

/**
 * Opens a vendor's counter. What it is asked with `x-sandbox-fault`, or about a company whose entry in the world
 * carries a fault, it answers badly, in its own words; `GET /_sandbox/calls` lists what it was asked.
 */
export function openVendorDesk(
  vendor: Vendor,
  { sleep, slowMs = SLOW_MS, latencyMs = 0 }: Omit<DeskOptions, 'now'>,
): VendorDesk {
  const calls: VendorCall[] = [];
  const strike = openStrikes();
  const faults = [...EVERYWHERE, ...vendor.faults];

  const answer = async (request: SandboxRequest, fault: string | undefined): Promise<SandboxReply> => {
    if (!vendor.hasKey(request)) return vendor.words.badKey();
    const common = fault === undefined ? undefined : COMMON[fault];
    if (common !== undefined) return common(vendor.words);
    if (fault === 'slow') await sleep(slowMs);
    return withEnding(vendor.answer(request, fault), endingOf(fault));
  };

  return {
    calls,
    faults,
    async handle(request) {
      if (request.method === 'GET' && request.path === '/_sandbox/calls') {
        return { status: 200, body: { calls, count: calls.length } };
      }
      const wanted = request.headers['x-sandbox-fault'];
      // The world's own words may be the affair of other servers.
      if (wanted !== undefined && ![...faults, ...FAULTS].includes(wanted))
        return unknownFault(wanted, faults);
      const { endpoint, company, address } = vendor.subjectOf(request);
      const fault = strike(wanted ?? company?.fault, request);
      await sleep(typeof latencyMs === 'number' ? latencyMs : latencyMs(endpoint));
      const reply = await answer(request, fault);
      const about = company?.name ?? null;
      const { status } = reply;
      calls.push({
        ...{ vendor: vendor.name, endpoint, about, fault: fault ?? null, status },
        ...(address !== undefined && { address }),
      });
      return reply;
    },
  };
}
