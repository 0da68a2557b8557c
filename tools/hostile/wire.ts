import { connect } from 'node:net';
import type { Framing, HostileRequest } from './requests';

/** What came back over the wire. */
export interface WireAnswer {
  /** Absent when the connection ended without a whole status line. */
  readonly status?: number;
  /** Last part of the problem's `type`, if the body is one. */
  readonly problem?: string;
  /** Everything that was read, as latin1. */
  readonly text: string;
  /** True when nothing more was waited for. */
  readonly timedOut: boolean;
}

const CRLF = '\r\n';

const chunk = (bytes: Buffer, length = bytes.length): Buffer =>
  Buffer.concat([Buffer.from(`${length.toString(16)}${CRLF}`), bytes, Buffer.from(CRLF)]);

const END_OF_CHUNKS = Buffer.from(`0${CRLF}${CRLF}`);

const chunked = (body: Buffer): Buffer =>
  Buffer.concat(body.length === 0 ? [END_OF_CHUNKS] : [chunk(body), END_OF_CHUNKS]);

/** For each way to tell a length: the header lines, and the bytes after them. */
const framings: Readonly<
  Record<Framing, (body: Buffer) => readonly [lines: readonly string[], bytes: Buffer]>
> = {
  length: (body) => [[`Content-Length: ${body.length}`], body],
  chunked: (body) => [['Transfer-Encoding: chunked'], chunked(body)],
  none: () => [[], Buffer.alloc(0)],
  too_long: (body) => [[`Content-Length: ${body.length + 10}`], body],
  too_short: (body) => [[`Content-Length: ${Math.max(0, body.length - 3)}`], body],
  both: (body) => [[`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'], chunked(body)],
  not_a_number: (body) => [['Content-Length: -1e3'], body],
  bad_chunk: (body) => [['Transfer-Encoding: chunked'], chunk(body, body.length + 7)],
};

/** The bytes of a request, as no HTTP client would send them. */
export function bytesOf(request: HostileRequest, host: string, authorization: readonly string[]): Buffer {
  const { method, path, headers, framing, body } = request;
  const [lengths, payload] = framings[framing](body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...authorization.map((value) => `Authorization: ${value}`),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...lengths,
  ];
  return Buffer.concat([Buffer.from(`${lines.join(CRLF)}${CRLF}${CRLF}`, 'latin1'), payload]);
}

/** Reads an answer; interim ones (100 Continue) are passed over. */
export function readAnswer(text: string): Pick<WireAnswer, 'status' | 'problem'> {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, digits]) => Number(digits));
  const status = statuses.find((one) => one >= 200);
  const problem = /"type":"urn:userport:problem:(\w+)"/.exec(text)?.[1];
  return { ...(status === undefined ? {} : { status }), ...(problem === undefined ? {} : { problem }) };
}

/** How an exchange is made. */
export interface ExchangeOptions {
  readonly timeoutMs: number;
  /** Says after the last byte that no more will come, which a server may take for the end of all interest. */
  readonly halfClose: boolean;
}

/** Sends bytes over a connection of their own and reads until the other side closes it. */
export const exchange = (
  port: number,
  bytes: Buffer,
  { timeoutMs, halfClose }: ExchangeOptions,
): Promise<WireAnswer> =>
  new Promise((resolve) => {
    const read: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const end = (timedOut: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(read).toString('latin1');
      resolve({ ...readAnswer(text), text, timedOut });
    };
    const timer = setTimeout(() => end(true), timeoutMs);
    socket.on('data', (part) => read.push(part));
    socket.once('end', () => end(false));
    // The other side may have closed before it had read everything; what it said before that counts.
    socket.once('error', () => end(false));
    if (halfClose) socket.end(bytes);
    else socket.write(bytes);
  });
