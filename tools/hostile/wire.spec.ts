import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { HostileRequest } from './requests';
import { bytesOf, exchange, readAnswer } from './wire';

const request: HostileRequest = {
  ...{ target: 0, token: 'good', method: 'POST', path: '/a', framing: 'length' },
  headers: [['X-Odd', '\u00ff']],
  body: Buffer.from('hello'),
};

const textOf = (part: Partial<HostileRequest>): string =>
  bytesOf({ ...request, ...part }, 'h:1', ['Bearer a', 'Bearer b']).toString('latin1');

describe('bytesOf', () => {
  it('writes the request line, every header as it is, and the body', () => {
    expect(textOf({})).toBe(
      'POST /a HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\nAuthorization: Bearer a\r\n' +
        'Authorization: Bearer b\r\nX-Odd: \u00ff\r\nContent-Length: 5\r\n\r\nhello',
    );
  });

  it.each([
    ['chunked', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['none', 'X-Odd: \u00ff\r\n\r\n'],
    ['too_long', 'Content-Length: 15\r\n\r\nhello'],
    ['too_short', 'Content-Length: 2\r\n\r\nhello'],
    ['both', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['not_a_number', 'Content-Length: -1e3\r\n\r\nhello'],
    ['bad_chunk', 'Transfer-Encoding: chunked\r\n\r\nc\r\nhello\r\n'],
  ] as const)('tells the length of a body in the way %s', (framing, end) => {
    expect(textOf({ framing }).endsWith(end)).toBe(true);
  });

  it('ends an empty chunked body at once', () => {
    expect(textOf({ framing: 'chunked', body: Buffer.alloc(0) })).toMatch(/chunked\r\n\r\n0\r\n\r\n$/);
  });
});

describe('readAnswer', () => {
  it.each([
    ['HTTP/1.1 204 No Content\r\n\r\n', { status: 204 }],
    ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n', { status: 404 }],
    [
      'HTTP/1.1 503 x\r\n\r\n{"type":"urn:userport:problem:unknown_task"}',
      { status: 503, problem: 'unknown_task' },
    ],
    ['HTTP/1.1 100 Continue\r\n\r\n', {}],
    ['', {}],
  ])('reads %j', (text, answer) => {
    expect(readAnswer(text)).toEqual(answer);
  });
});

describe('exchange', () => {
  let server: Server;
  afterEach(() => server.close());
  const listen = async (onConnection: (socket: Socket) => void): Promise<number> => {
    server = createServer({ allowHalfOpen: true }, onConnection).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const options = { timeoutMs: 5000, halfClose: false };

  it('reads until the other side closes', async () => {
    const port = await listen((socket) =>
      socket.once('data', (data) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${String(data)}`)),
    );
    expect(await exchange(port, Buffer.from('hi'), options)).toEqual({
      status: 200,
      text: 'HTTP/1.1 200 OK\r\n\r\nhi',
      timedOut: false,
    });
  });

  it('says that no more will come when it is told to', async () => {
    const port = await listen((socket) =>
      socket.resume().once('end', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
    );
    expect(await exchange(port, Buffer.from('hi'), { ...options, halfClose: true })).toMatchObject({
      status: 400,
    });
  });

  it('owns up to a connection that was cut, and to one that stays silent', async () => {
    const cut = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await exchange(cut, Buffer.from('hi'), options)).toEqual({ text: '', timedOut: false });
    server.close();
    const silent = await listen((socket) => socket.resume());
    expect(await exchange(silent, Buffer.from('hi'), { ...options, timeoutMs: 20 })).toMatchObject({
      timedOut: true,
    });
  });
});
