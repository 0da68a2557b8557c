import { RetryableError, TerminalError } from '@userport/errors';
import { type ReplayAnswer, type ReplayServer, startReplayServer } from '@userport/http/testing';
import type { ProviderCall, ProviderParts } from './paid-call';
import { openKit, type ProviderKit } from './provider-kit.suite';

/** One way in which a vendor fails, and what becomes of it. */
export interface FailureCase {
  readonly name: string;
  /** Which of the table's questions is asked; the first one when not given. */
  readonly ask?: string;
  /** Answers by path, in order; the last one again and again. */
  readonly answers: Readonly<Record<string, readonly ReplayAnswer[]>>;
  readonly kind: typeof TerminalError | typeof RetryableError;
  readonly code: string;
  readonly retryAfterMs?: number;
  /** Requests that arrived; one when not given. */
  readonly tries?: number;
  /** What the bill says: US dollars, null for unknown, `released` when nothing was sent; zero when not given. */
  readonly cost?: number | null | 'released';
  /** A piece of the message beside the vendor and the endpoint. */
  readonly says?: string;
  /** Fires the time-outs once the request has arrived. */
  readonly timesOut?: boolean;
}

/** Every way in which one vendor fails. */
export interface FailureTable {
  readonly vendor: string;
  readonly key: string;
  environment(baseUrl: string): Readonly<Record<string, string>>;
  readonly questions: Readonly<
    Record<string, (parts: ProviderParts, call: ProviderCall) => Promise<unknown>>
  >;
  readonly cases: readonly FailureCase[];
}

/** What became of a question that failed. */
export interface Failed {
  readonly error: unknown;
  readonly server: ReplayServer;
  readonly kit: ProviderKit;
}

/** Asks the question of a case of a server that answers as the case says. */
export async function fail(
  table: FailureTable,
  { ask, answers, timesOut }: FailureCase,
  key = 'key-of-the-vendor',
): Promise<Failed> {
  const routes = Object.entries(answers).map(([path, each]) => ({ path, answers: each }));
  const server = await startReplayServer(routes);
  const kit = openKit({ ...table.environment(server.url), [table.key]: key });
  const question = table.questions[ask ?? Object.keys(table.questions)[0] ?? ''];
  try {
    if (question === undefined) throw new TerminalError(`No question ${ask}`);
    const asked = question(kit.parts, kit.call());
    const ended = asked.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (timesOut === true) {
      await server.received(1);
      kit.clock.fire();
    }
    return { error: await ended, server, kit };
  } finally {
    await server.close();
  }
}

/** A case in the order in which one reads it. */
export const failure = (
  name: string,
  answers: FailureCase['answers'],
  [kind, code]: readonly [FailureCase['kind'], string],
  more: Partial<FailureCase> = {},
): FailureCase => ({ name, answers, kind, code, ...more });

/** Faults of the way, which every adapter meets: by the path that is asked first. */
export const faultsOfTheWay = (path: string, more: Partial<FailureCase> = {}): FailureCase[] => {
  const of = (name: string, answer: ReplayAnswer, code: string, rest: Partial<FailureCase> = {}) =>
    failure(name, { [path]: [answer] }, [RetryableError, code], { cost: null, ...more, ...rest });
  return [
    of('a connection that breaks', { fault: 'reset' }, 'vendor_unreachable'),
    of('an answer that breaks off', { json: { data: 'half' }, fault: 'cut' }, 'vendor_unreachable'),
    of('no answer at all', { fault: 'hang' }, 'vendor_timeout', { timesOut: true }),
    of(
      'HTML with status 200',
      { headers: { 'content-type': 'text/html' }, body: '<html>502</html>' },
      'response_invalid',
    ),
    of(
      'JSON that is cut',
      { headers: { 'content-type': 'application/json' }, body: '{"data": ' },
      'response_invalid',
    ),
    of('nothing with status 200', { body: '' }, 'response_invalid'),
  ];
};
