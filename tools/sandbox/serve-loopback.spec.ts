import { exactSleep, jsonOf, type SandboxHandler, serveLoopback } from './serve-loopback';

const withServer = async (handler: SandboxHandler, use: (url: string) => Promise<void>): Promise<void> => {
  const server = await serveLoopback(handler);
  try {
    await use(server.url);
  } finally {
    await server.stop();
  }
};

describe('serving on loopback', () => {
  it('hands on method, path, query, headers and bytes', async () => {
    const seen: unknown[] = [];
    const handler: SandboxHandler = async ({ method, path, query, headers, body }) => {
      seen.push([method, path, query.get('q'), headers['x-mark'], body.toString()]);
      return { status: 201, body: { ok: true }, headers: { 'x-answer': 'yes' } };
    };
    await withServer(handler, async (url) => {
      const response = await fetch(`${url}/a/b%20c?q=1%2B1`, {
        method: 'POST',
        headers: { 'X-Mark': 'm' },
        body: 'é',
      });
      expect([response.status, response.headers.get('x-answer'), await response.json()]).toEqual([
        201,
        'yes',
        { ok: true },
      ]);
    });
    expect(seen).toEqual([['POST', '/a/b%20c', '1+1', 'm', 'é']]);
  });

  it('says when a request came', async () => {
    const clock = { nowMs: 1000 };
    const arrived: (number | undefined)[] = [];
    const server = await serveLoopback(
      async ({ arrivedMs }) => {
        arrived.push(arrivedMs);
        clock.nowMs += 50;
        return { status: 200 };
      },
      0,
      () => clock.nowMs,
    );
    try {
      await fetch(server.url);
      await fetch(server.url);
    } finally {
      await server.stop();
    }
    expect(arrived).toEqual([1000, 1050]);
  });

  it('sends text as it is', async () => {
    await withServer(
      async () => ({ status: 200, body: 'plain', headers: { 'content-type': 'text/plain' } }),
      async (url) => {
        const response = await fetch(url);
        expect([response.headers.get('content-type'), await response.text()]).toEqual([
          'text/plain',
          'plain',
        ]);
      },
    );
  });

  it('breaks off in the middle of an answer', async () => {
    await withServer(
      async () => ({ status: 200, body: 'x'.repeat(10), ending: 'half-answer' }),
      async (url) => {
        const response = await fetch(url);
        expect(response.status).toBe(200);
        await expect(response.text()).rejects.toThrow();
      },
    );
  });

  it('resets the connection', async () => {
    await withServer(
      async () => ({ status: 200, ending: 'reset' }),
      async (url) => {
        await expect(fetch(url)).rejects.toThrow('fetch failed');
      },
    );
  });

  it('keeps a connection open without an answer until the caller gives up', async () => {
    await withServer(
      async () => ({ status: 200, ending: 'no-answer' }),
      async (url) => {
        const abort = new AbortController();
        const call = fetch(url, { signal: abort.signal });
        abort.abort();
        await expect(call).rejects.toThrow('aborted');
      },
    );
  });

  it('makes a streamed answer no faster than it is read, and stops when the reader has enough', async () => {
    let made = 0;
    const endless = function* () {
      for (;;) {
        made += 1;
        yield Buffer.alloc(64 * 1024);
      }
    };
    await withServer(
      async () => ({ status: 200, headers: { 'content-type': 'text/plain' }, stream: endless() }),
      async (url) => {
        const response = await fetch(url);
        let read = 0;
        // Leaving the loop closes the connection.
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          read += chunk.length;
          if (read >= 100_000) break;
        }
        expect(read).toBeGreaterThanOrEqual(100_000);
      },
    );
    expect(made).toBeLessThan(1000);
  });

  it('answers 500 when a handler throws', async () => {
    await withServer(
      async () => {
        throw new Error('broken handler');
      },
      async (url) => {
        const response = await fetch(url);
        expect([response.status, await response.json()]).toEqual([
          500,
          { error: 'The sandbox failed: Error: broken handler' },
        ]);
      },
    );
  });

  it('answers 413 to a body above its bound', async () => {
    await withServer(
      async () => ({ status: 200 }),
      async (url) => {
        const response = await fetch(url, { method: 'POST', body: new Uint8Array(64 * 1024 * 1024 + 1) });
        expect(response.status).toBe(413);
      },
    );
  });
});

it('reads JSON and answers undefined for anything else', () => {
  expect(jsonOf(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
  expect(jsonOf(Buffer.from('{a:1}'))).toBeUndefined();
});

describe('exactSleep', () => {
  it.each([0, 1, 2, 3.5, 5])('waits no less than %s ms, though timers count whole ones', async (ms) => {
    const beganMs = performance.now();
    await exactSleep(ms);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(ms);
  });
});
