import { MODELS } from '@userport/config';
import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';

/** What a vendor's stand-in answers once. */
export type ServerAnswer = ReplayAnswer;

/** A loopback server for one vendor at a time: whatever model is asked, it answers in turn. */
export interface VendorServer extends Pick<ReplayServer, 'url' | 'requests' | 'received' | 'close'> {
  /** Sets the answers to come; the last one is repeated. */
  answers(...answers: readonly ServerAnswer[]): void;
  /** The bodies that were sent, parsed. */
  bodies(): unknown[];
}

/** The paths of both vendors' APIs, for every model and version. */
const PATHS: readonly string[] = [
  '/',
  '/v1/responses',
  ...MODELS.flatMap(({ name }) => [
    `/v1/models/${name}:generateContent`,
    `/v1beta/models/${name}:generateContent`,
  ]),
];

/** Starts a server that speaks for a vendor. */
export async function vendorServer(): Promise<VendorServer> {
  let queue: ServerAnswer[] = [];
  const next = (): ServerAnswer => (queue.length > 1 ? queue.shift() : queue[0]) ?? { status: 501 };
  const server = await startReplayServer(PATHS.map((path) => ({ path, answers: next })));
  return {
    url: server.url,
    requests: server.requests,
    received: server.received,
    close: server.close,
    answers: (...answers) => void (queue = [...answers]),
    bodies: () => server.requests.map((request): unknown => JSON.parse(request.body.toString('utf8'))),
  };
}
