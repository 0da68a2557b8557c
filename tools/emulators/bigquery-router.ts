import { createServer, type IncomingMessage, request as forward, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Addresses of the two emulators of BigQuery. */
export interface BigqueryEmulators {
  /** Has tables, parameters, writes and reads; takes a job id twice. */
  readonly tablesUrl: string;
  /** Refuses a job id that was used; has no parameters and no tables of ours. */
  readonly jobsUrl: string;
}

/** The router as it runs. */
export interface BigqueryRouter {
  readonly url: string;
  /** Method and path without query of every request since the start. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
};

interface JobInsert {
  readonly configuration?: { readonly query?: { readonly query?: string } };
  readonly jobReference?: { readonly jobId?: string };
}

const jobOf = (body: Buffer): JobInsert => {
  try {
    return JSON.parse(body.toString()) as JobInsert;
  } catch {
    return {};
  }
};

/**
 * Where a request goes: inserting and reading a job that reads no table goes to the emulator that elects, all the rest
 * to the one that has tables. Which jobs are of the other kind is remembered by id.
 */
function openRouting() {
  const onTables = new Set<string>();
  return ({ method, url = '' }: IncomingMessage, body: Buffer): keyof BigqueryEmulators => {
    const path = url.split('?')[0] ?? '';
    if (method === 'POST' && path.endsWith('/jobs')) {
      const { configuration, jobReference } = jobOf(body);
      if (configuration?.query?.query === 'SELECT 1') return 'jobsUrl';
      if (jobReference?.jobId !== undefined) onTables.add(jobReference.jobId);
      return 'tablesUrl';
    }
    const id = /\/jobs\/([^/]+)$/.exec(path)?.[1];
    return id === undefined || onTables.has(id) ? 'tablesUrl' : 'jobsUrl';
  };
}

/** Joins the two emulators behind one address on loopback, as the one service that they stand for. */
export async function startBigqueryRouter(emulators: BigqueryEmulators): Promise<BigqueryRouter> {
  const asked: string[] = [];
  const routeOf = openRouting();
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(incoming);
    asked.push(`${incoming.method} ${incoming.url?.split('?')[0]}`);
    const target = new URL(incoming.url ?? '/', emulators[routeOf(incoming, body)]);
    const { method, headers } = incoming;
    const outgoing = forward(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    outgoing.end(body);
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
