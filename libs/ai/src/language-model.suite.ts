import { gzipSync } from 'node:zlib';
import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import type { CallContext, LanguageModel, Question, SearchAnswer } from './language-model';
import { failedCall, type FailureCode } from './model-failure';
import { recordingBill } from './testing';
import { type ServerAnswer, vendorServer, type VendorServer } from './vendor-server.suite';

/** One way in which a vendor fails, by the name that the facts give it. */
export interface FailureCase {
  readonly name: string;
  readonly answer: ServerAnswer;
  readonly code: FailureCode;
  readonly retryAfterMs?: number;
  /** What the call is settled at: null when nobody knows. */
  readonly costUsd: number | null;
  readonly vendorCode?: string;
  /** A piece of the message. */
  readonly says?: string;
  /** Asked as text unless it is said. */
  readonly ask?: 'object' | 'search';
}

/** One row of a house's table of failures. */
export const failureCase = (
  name: string,
  answer: ServerAnswer,
  code: FailureCode,
  costUsd: number | null,
  more: Partial<FailureCase> = {},
): FailureCase => ({ name, answer, code, costUsd, ...more });

/** A house, its wire and what is expected on it. */
export interface HouseUnderTest {
  readonly vendor: string;
  readonly model: string;
  readonly keyVariable: string;
  create(settings: {
    readonly baseUrl: string;
    readonly apiKey: string | undefined;
    readonly timeoutMs?: number;
  }): LanguageModel;
  /** A whole answer with 1,000 tokens in, 200 of them cached, and 100 out. */
  readonly wire: {
    text(text: string): unknown;
    readonly search: unknown;
    readonly ungroundedSearch: unknown;
  };
  /** What 1,000 tokens in, 200 of them cached, and 100 out cost. */
  readonly costUsd: number;
  readonly sent: {
    readonly path: string;
    readonly keyHeader: readonly [name: string, value: string];
    readonly text: unknown;
    readonly object: unknown;
    readonly search: unknown;
  };
  /** The answer to `wire.search`, but for usage. */
  readonly searched: Omit<SearchAnswer, 'usage'>;
  readonly searchUnits: { readonly searchQueries: number; readonly costUsd: number };
  readonly failures: readonly FailureCase[];
}

/** A key that looks like one of neither vendor, to be found wherever it leaks. */
export const KEY = 'marked-key-4711';

const QUESTION: Question = {
  instructions: 'Answer with facts only.',
  prompt: 'Profile the company quarrystone.example',
  maxOutputTokens: 2000,
  operation: 'company_profile',
};

const COMPANY = shapeOf(
  'company',
  z.object({ name: z.string().max(20), founded: z.int().min(1500).nullable() }),
);

const thrownBy = async (act: Promise<unknown>): Promise<TerminalError | RetryableError> => {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof TerminalError || error instanceof RetryableError) return error;
  throw new Error('expected an error of the pair', { cause: error });
};

/** Everything that could be printed of an error: messages, facts and causes. */
const printed = (error: unknown): string => {
  const links: string[] = [];
  for (let link = error; link instanceof Error; link = link.cause) {
    links.push(link.message, JSON.stringify(link), link.stack ?? '');
  }
  return links.join('\n');
};

/** The behaviour that every house owes its callers, over loopback HTTP with the vendor's own SDK. */
export function describeLanguageModel(house: HouseUnderTest): void {
  let server: VendorServer;
  let bill: ReturnType<typeof recordingBill>;
  let controller: AbortController;
  let call: CallContext;
  let spies: jest.SpyInstance[];

  beforeEach(async () => {
    server = await vendorServer();
    bill = recordingBill();
    controller = new AbortController();
    call = { signal: controller.signal, bill, idempotencyKey: 'step_1' };
    spies = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'error')];
  });
  afterEach(async () => {
    await server.close();
    expect(bill.open()).toBe(0);
    // The SDKs say a few things by themselves; a log line of theirs has no trace and may hold anything.
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  const model = (timeoutMs?: number): LanguageModel =>
    house.create({ baseUrl: server.url, apiKey: KEY, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const asked = (kind: FailureCase['ask']): Promise<unknown> => {
    if (kind === 'object') return model().generateObject({ ...QUESTION, shape: COMPANY }, call);
    return kind === 'search' ? model().search(QUESTION, call) : model().generateText(QUESTION, call);
  };

  describe(`the model of ${house.vendor}`, () => {
    it('tells its house and name', () => {
      expect(model()).toMatchObject({ vendor: house.vendor, model: house.model });
    });

    it('sends the exact request for prose, once, and answers with text and usage', async () => {
      server.answers({ json: house.wire.text('Quarrystone cuts stone.') });
      const answer = await model().generateText({ ...QUESTION, temperature: 0.1, thinking: 'none' }, call);
      expect(answer).toEqual({
        text: 'Quarrystone cuts stone.',
        usage: {
          vendor: house.vendor,
          model: house.model,
          inputTokens: 1000,
          cachedInputTokens: 200,
          outputTokens: 100,
          searchQueries: 0,
          costUsd: house.costUsd,
        },
      });
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]).toMatchObject({ method: 'POST', path: house.sent.path });
      expect(server.requests[0]?.headers[house.sent.keyHeader[0]]).toBe(house.sent.keyHeader[1]);
      expect(server.bodies()[0]).toEqual(house.sent.text);
    });

    it('sends the exact request for data and judges the answer by its shape', async () => {
      server.answers({ json: house.wire.text('{"name":"Quarrystone","founded":2016}') });
      const answer = await model().generateObject({ ...QUESTION, thinking: 'medium', shape: COMPANY }, call);
      expect(answer.value).toEqual({ name: 'Quarrystone', founded: 2016 });
      expect(answer.usage.costUsd).toBe(house.costUsd);
      expect(server.bodies()).toEqual([house.sent.object]);
    });

    it('sends the exact request for a search and answers with prose, supports and what was searched', async () => {
      server.answers({ json: house.wire.search });
      const { usage, ...answer } = await model().search({ ...QUESTION, thinking: 'low' }, call);
      expect(answer).toEqual(house.searched);
      expect(usage).toMatchObject({ inputTokens: 1000, outputTokens: 100, ...house.searchUnits });
      expect(server.bodies()).toEqual([house.sent.search]);
    });

    it('marks a searched answer that no page carries', async () => {
      server.answers({ json: house.wire.ungroundedSearch });
      const answer = await model().search(QUESTION, call);
      expect(answer).toMatchObject({ grounded: false, sources: [], supports: [] });
      expect(answer.text).not.toBe('');
    });

    it('reserves an estimate above the cost and settles the vendor’s own counts', async () => {
      server.answers({ json: house.wire.text('Quarrystone cuts stone.') });
      await model().generateText(QUESTION, call);
      expect(bill.reserved).toEqual([
        {
          vendor: house.vendor,
          model: house.model,
          operation: 'company_profile',
          estimateUsd: expect.any(Number) as number,
        },
      ]);
      expect(bill.reserved[0]?.estimateUsd).toBeGreaterThan(house.costUsd);
      expect(bill.settled).toEqual([
        {
          units: { input_tokens: 1000, cached_input_tokens: 200, output_tokens: 100, search_queries: 0 },
          costUsd: house.costUsd,
        },
      ]);
    });

    it('makes no call when the budget refuses the estimate', async () => {
      const poor = { ...call, bill: recordingBill(0.0000001) };
      const error = await thrownBy(model().generateText(QUESTION, poor));
      expect(error).toMatchObject({ name: 'TerminalError', code: 'budget_exhausted' });
      expect(server.requests).toHaveLength(0);
    });

    it('fails without a key by naming the variable, before anything is reserved', async () => {
      const keyless = house.create({ baseUrl: server.url, apiKey: undefined });
      const error = await thrownBy(keyless.generateText(QUESTION, call));
      expect(error).toMatchObject({ name: 'TerminalError', code: 'configuration' });
      expect(error.message).toMatch(new RegExp(`${house.keyVariable} is not set; get a key at https://`));
      expect(bill.reserved).toHaveLength(0);
    });

    it('names the broken rule of a wrong shape, and settles what was paid', async () => {
      server.answers({ json: house.wire.text(JSON.stringify({ name: 'Q'.repeat(21), founded: '2016' })) });
      const error = await thrownBy(model().generateObject({ ...QUESTION, shape: COMPANY }, call));
      expect(error).toMatchObject({ name: 'RetryableError', code: 'answer_malformed' });
      const rule =
        'name: Too big: expected string to have <=20 characters; founded: Invalid input: expected number, received string';
      expect(failedCall(error)).toMatchObject({ brokenRule: rule, usage: { costUsd: house.costUsd } });
      expect(error.message).toContain(rule);
      expect(bill.settled.map((end) => end.costUsd)).toEqual([house.costUsd]);
    });

    it.each(['', '   \n'])('takes an answer of %j for no answer, and settles it', async (text) => {
      server.answers({ json: house.wire.text(text) });
      const error = await thrownBy(model().generateText(QUESTION, call));
      expect(error).toMatchObject({ name: 'RetryableError', code: 'answer_empty' });
      expect(bill.settled.map((end) => end.costUsd)).toEqual([house.costUsd]);
    });

    it.each(['{"name": "Quarry', 'Here you are: {"name":"Quarrystone","founded":null}'])(
      'takes %j for malformed data and keeps it out of the error',
      async (text) => {
        server.answers({ json: house.wire.text(text) });
        const error = await thrownBy(model().generateObject({ ...QUESTION, shape: COMPANY }, call));
        expect(error.code).toBe('answer_malformed');
        expect(failedCall(error)?.brokenRule).toBe('the answer is not JSON');
        expect(printed(error)).not.toContain('Quarry');
      },
    );
  });

  describe(`a failure of ${house.vendor}`, () => {
    it.each(house.failures)('is told as it is: $name', async (failure) => {
      server.answers(failure.answer);
      const error = await thrownBy(asked(failure.ask));
      expect(error.code).toBe(failure.code);
      expect(error instanceof RetryableError ? error.retryAfterMs : undefined).toBe(failure.retryAfterMs);
      if (failure.vendorCode !== undefined) expect(failedCall(error)?.vendorCode).toBe(failure.vendorCode);
      if (failure.says !== undefined) expect(error.message).toContain(failure.says);
      expect(error.message).toContain(house.vendor);
      expect(bill.settled.map((end) => end.costUsd)).toEqual([failure.costUsd]);
      expect(server.requests).toHaveLength(1);
    });

    it('never holds the key, even when the vendor repeats it', async () => {
      const body = {
        error: { message: `Incorrect API key provided: ${KEY}, sk-proj-abc*****xyz, AIzaSyA-1_2`, code: 400 },
      };
      for (const status of [400, 401, 403, 500]) {
        server.answers({ status, json: body });
        const text = printed(await thrownBy(model().generateText(QUESTION, call)));
        expect(text).not.toMatch(/marked-key|sk-proj|AIzaSy/);
      }
    });

    it.each([
      ['never made', 'aborted', 0],
      ['given up while it ran', 'aborted', 1],
    ])('tells an abort of a call %s from a time-out', async (when, code, requests) => {
      server.answers({ fault: 'hang' });
      if (requests === 0) controller.abort();
      const arrived = server.received(1);
      const failing = thrownBy(model().generateText(QUESTION, call));
      if (requests === 1) await arrived.then(() => controller.abort());
      const error = await failing;
      expect(error).toMatchObject({ name: 'RetryableError', code });
      expect(error.message).toContain(requests === 0 ? 'before it was made' : when);
      expect(server.requests).toHaveLength(requests);
      expect(bill.settled).toEqual(requests === 0 ? [] : [{ units: {}, costUsd: null }]);
    });

    it('tells a time-out from an abort; what it cost is unknown', async () => {
      server.answers({ fault: 'hang' });
      const error = await thrownBy(model(50).generateText(QUESTION, call));
      expect(error).toMatchObject({ name: 'RetryableError', code: 'timed_out' });
      expect(error.message).toContain('no whole answer within 50 ms');
      expect(bill.settled).toEqual([{ units: {}, costUsd: null }]);
    });

    it('gives the estimate back when the vendor cannot be reached', async () => {
      const gone = await vendorServer();
      await gone.close();
      const error = await thrownBy(
        house.create({ baseUrl: gone.url, apiKey: KEY }).generateText(QUESTION, call),
      );
      expect(error).toMatchObject({ name: 'RetryableError', code: 'connection_failed' });
      expect(error.message).toContain('ECONNREFUSED');
      expect([bill.settled.length, bill.released()]).toEqual([0, 1]);
    });

    it.each(['reset', 'cut'] as const)(
      'is a lost connection of unknown cost when it is %s',
      async (fault) => {
        server.answers({ json: house.wire.text('Quarrystone cuts stone.'), fault });
        const error = await thrownBy(model().generateText(QUESTION, call));
        expect(error).toMatchObject({ name: 'RetryableError', code: 'connection_failed' });
        expect(bill.settled).toEqual([{ units: {}, costUsd: null }]);
      },
    );

    const html = { 'content-type': 'text/html' };
    const json = { 'content-type': 'application/json' };
    it.each<[string, ServerAnswer, FailureCode]>([
      ['HTML in a 200', { body: '<html>proxy</html>', headers: html }, 'answer_unreadable'],
      ['HTML that claims to be JSON', { body: '<html>proxy</html>', headers: json }, 'answer_unreadable'],
      ['half of a JSON text', { body: '{"output": [', headers: json }, 'answer_unreadable'],
      ['nothing', { body: '', headers: json }, 'answer_unreadable'],
      ['JSON of another API', { json: [1, 2] }, 'answer_unreadable'],
      [
        'HTML in a 502',
        { status: 502, body: '<html>bad gateway</html>', headers: html },
        'vendor_unavailable',
      ],
      [
        'HTML in a 502 that claims to be JSON',
        { status: 502, body: '<html>', headers: json },
        'vendor_unavailable',
      ],
      [
        'a redirect',
        { status: 307, body: '{}', headers: { location: 'http://127.0.0.1:1/' } },
        'connection_failed',
      ],
      [
        'a small body that unpacks to 20 MB',
        { body: gzipSync(Buffer.alloc(20_000_000, ' ')), headers: { 'content-encoding': 'gzip' } },
        'answer_too_large',
      ],
    ])('is told when the answer is %s', async (_what, answer, code) => {
      server.answers(answer);
      const error = await thrownBy(model().generateText(QUESTION, call));
      expect(error.code).toBe(code);
      expect(server.requests).toHaveLength(1);
      expect(bill.reserved).toHaveLength(1);
    });
  });
}
