import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  /** Without `/bigquery/v2/projects/PROJECT` and without the query string. */
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonBody;
}

/** What goes wrong with one request. */
export interface Fault {
  /** `before`: not carried out. `after`: carried out, and the answer is lost. `later`: carried out at `release`. */
  readonly when: 'before' | 'after' | 'later';
  /** An error answer; absent: the connection is cut. `silent`: never answered. */
  readonly answer?:
    { readonly status: number; readonly reason: string; readonly message?: string } | 'silent';
}

type Json = string | number | boolean | null | JsonBody | readonly Json[];
interface JsonBody {
  readonly [key: string]: Json | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

type Row = Readonly<Record<string, Json | undefined>>;

const ok = (body: object): Answer => ({ status: 200, body });

/** https://cloud.google.com/bigquery/docs/error-messages: status, reason and text, as the service shapes them. */
const refusal = (status: number, reason: string, message = reason): Answer => ({
  status,
  body: { error: { code: status, message, errors: [{ message, domain: 'global', reason }], status: reason } },
});

const readBody = async (request: IncomingMessage): Promise<JsonBody> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return text === '' ? {} : (JSON.parse(text) as JsonBody);
};

const textOf = (value: Json | undefined): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

interface Parameter {
  readonly name: string;
  readonly parameterValue: {
    readonly value?: string;
    readonly arrayValues?: readonly { readonly value: string }[];
  };
}

/** The values of `@p0` and on: one, or several for a list. */
const parametersOf = (body: JsonBody): ReadonlyMap<string, readonly string[]> =>
  new Map(
    ((body['queryParameters'] ?? []) as unknown as readonly Parameter[]).map(({ name, parameterValue }) => [
      name,
      parameterValue.arrayValues?.map(({ value }) => value) ?? [String(parameterValue.value)],
    ]),
  );

const PART = /^SELECT (\d+) AS part, .* FROM \(SELECT .* FROM `[\w-]+\.(\w+)` AS r( WHERE .*)?\) AS t$/;
const EQUAL = /r\.`(\w+)` (?:= |IN UNNEST\()@(\w+)/g;

/**
 * The rows that a find's statement asks for, as far as equality goes: enough to answer what was appended. Bounds of
 * other kinds and the order are left to the emulators, which have an engine.
 */
const linesOf = (body: JsonBody, tables: ReadonlyMap<string, readonly Row[]>) => {
  const parameters = parametersOf(body);
  return textOf(body['query'])
    .split('\nUNION ALL\n')
    .flatMap((part) => {
      const [, index, table = '', where = ''] = PART.exec(part) ?? [];
      if (index === undefined) return [];
      const bounds = [...where.matchAll(EQUAL)].map(
        ([, column = '', name = '']) => [column, parameters.get(name) ?? []] as const,
      );
      const fit = (tables.get(table) ?? []).filter((row) =>
        bounds.every(([column, values]) => values.includes(textOf(row[column]))),
      );
      return fit.map((row, place) => [index, String(place + 1), JSON.stringify(asRead(row))]);
    });
};

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** As the statement reads columns: times as digits; the others were written as they are read. */
const asRead = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && TIME.test(value) ? String(Date.parse(value)) : value,
    ]),
  );

const SCHEMA = {
  fields: [
    { name: 'part', type: 'INTEGER' },
    { name: 'place', type: 'INTEGER' },
    { name: 'line', type: 'STRING' },
  ],
};

const page = (lines: readonly (readonly string[])[]) => ({
  jobComplete: true,
  queryId: 'query-1',
  schema: SCHEMA,
  totalRows: String(lines.length),
  rows: lines.map((line) => ({ f: line.map((value) => ({ v: value })) })),
});

type Handler = (request: RecordedRequest) => Answer;

/** The methods of BigQuery's REST API that the driver calls, on what was written so far. */
function openMethods(now: () => number) {
  const tables = new Map<string, Row[]>();
  const jobs = new Map<string, object>();
  const methods: readonly (readonly [RegExp, Handler])[] = [
    [
      /^POST \/jobs$/,
      ({ body }) => {
        const { jobReference, configuration } = body as {
          jobReference: { jobId: string };
          configuration: object;
        };
        if (jobs.has(jobReference.jobId)) return refusal(409, 'duplicate', 'Already Exists: Job');
        const job = {
          jobReference,
          configuration,
          statistics: { creationTime: String(now()) },
          status: { state: 'RUNNING' },
        };
        jobs.set(jobReference.jobId, job);
        return ok(job);
      },
    ],
    [
      /^GET \/jobs\//,
      ({ path }) => {
        const job = jobs.get(decodeURIComponent(path.slice('/jobs/'.length)));
        return job === undefined ? refusal(404, 'notFound', 'Not found: Job') : ok(job);
      },
    ],
    [
      /^POST \/datasets\/[\w-]+\/tables\/\w+\/insertAll$/,
      ({ path, body }) => {
        const table = path.split('/')[4] ?? '';
        const rows = (body['rows'] as unknown as readonly { json: Row }[]).map(({ json }) => json);
        tables.set(table, [...(tables.get(table) ?? []), ...rows]);
        return ok({ kind: 'bigquery#tableDataInsertAllResponse' });
      },
    ],
    [/^POST \/queries$/, ({ body }) => ok(page([['-1', '0', String(now())], ...linesOf(body, tables)]))],
    [
      /^GET \/datasets\/[\w-]+\/tables$/,
      () => ok({ tables: [...tables.keys()].map((tableId) => ({ tableReference: { tableId } })) }),
    ],
    [/^GET \/queries\//, () => ok({ ...page([]), numDmlAffectedRows: '2' })],
  ];
  return {
    tables,
    jobs,
    carryOut(request: RecordedRequest): Answer {
      const line = `${request.method} ${request.path}`;
      const handler = methods.find(([pattern]) => pattern.test(line))?.[1];
      return handler === undefined ? refusal(404, 'notFound', `Not found: ${line}`) : handler(request);
    },
  };
}

interface Planned {
  readonly pattern: RegExp;
  readonly fault: Fault;
}

/** How the server is started. */
export interface BigqueryServerOptions {
  readonly now?: () => number;
  /** How long every answer takes, so that what is asked at one time is seen together; at once unless given. */
  readonly answerMs?: number;
}

/**
 * A server on loopback that speaks the part of BigQuery's REST API which the driver uses, writes down every request
 * and goes wrong when told to. It shows what no emulator shows: a commit whose answer is lost, a rate limit, rows that
 * appear late.
 */
export async function startBigqueryServer({ now = Date.now, answerMs = 0 }: BigqueryServerOptions = {}) {
  const requests: RecordedRequest[] = [];
  const planned: Planned[] = [];
  const waiting: (() => void)[] = [];
  const answers: [RegExp, Answer][] = [];
  const { tables, jobs, carryOut } = openMethods(now);
  let inWork = 0;
  let roundTrips = 0;

  const answerTo = (request: RecordedRequest): Answer => {
    const line = `${request.method} ${request.path}`;
    return answers.find(([pattern]) => pattern.test(line))?.[1] ?? carryOut(request);
  };
  const faultOf = (request: RecordedRequest): Fault | undefined => {
    const index = planned.findIndex(({ pattern }) => pattern.test(`${request.method} ${request.path}`));
    return index === -1 ? undefined : planned.splice(index, 1)[0]?.fault;
  };
  const send = (response: ServerResponse, { status, body }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const fail = (response: ServerResponse, { answer }: Fault): void => {
    if (answer === 'silent') return;
    if (answer === undefined) response.destroy();
    else send(response, refusal(answer.status, answer.reason, answer.message));
  };
  const server = createServer((incoming, response) => {
    roundTrips += inWork === 0 ? 1 : 0;
    inWork += 1;
    response.once('close', () => (inWork -= 1));
    void readBody(incoming).then((body) => {
      const url = new URL(incoming.url ?? '/', 'http://bigquery.invalid');
      const request: RecordedRequest = {
        method: incoming.method ?? '',
        path: url.pathname.replace(/^\/bigquery\/v2\/projects\/[^/]+/, ''),
        search: url.searchParams,
        headers: incoming.headers,
        body,
      };
      requests.push(request);
      const fault = faultOf(request);
      if (fault === undefined) {
        const answer = answerTo(request);
        return answerMs === 0 ? send(response, answer) : setTimeout(() => send(response, answer), answerMs);
      }
      if (fault.when === 'after') carryOut(request);
      if (fault.when === 'later') waiting.push(() => void carryOut(request));
      fail(response, fault);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** Times that something was asked while nothing was under way. */
    roundTrips: (): number => roundTrips,
    /** Rows by table, as they were sent. */
    tables,
    /** Jobs by id. */
    jobs,
    /** Lines of what was asked, such as `POST /jobs`. */
    asked: (): string[] => requests.map(({ method, path }) => `${method} ${path}`),
    /** The next request that fits goes wrong. */
    plan: (pattern: RegExp, ...faults: readonly Fault[]): void => {
      planned.push(...faults.map((fault) => ({ pattern, fault })));
    },
    /** Every request that fits is answered with this from now on. */
    answer: (pattern: RegExp, status: number, body: object): void => {
      answers.unshift([pattern, { status, body }]);
    },
    /** Carries out what is to appear late. */
    release: (): void => waiting.splice(0).forEach((carry) => carry()),
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
