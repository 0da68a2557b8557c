import { getEventListeners } from 'node:events';
import type { Bill } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { billedModel } from './billed-model';
import { usageOf } from './cost';
import type { House, Reply } from './house';
import type { ObjectQuestion, Question } from './language-model';
import { failedCall, failureError } from './model-failure';
import { recordingBill } from './testing';

const facts = { name: 'gpt-6.1-terra', vendor: 'openai', leastThinking: 'none' } as const;
const NOW = Date.parse('2026-11-23T12:00:00Z');
const counts = {
  inputTokens: 1000,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  longCacheWriteTokens: 0,
  outputTokens: 100,
  searches: 0,
};
const usage = usageOf(facts, counts, new Date(NOW));
const question: Question = {
  instructions: 'i',
  prompt: 'p',
  maxOutputTokens: 100,
  operation: 'column_value',
};

const replyOf = (change: Partial<Reply> = {}): Reply => ({
  text: 'Yes.',
  usage,
  sources: [],
  supports: [],
  queries: [],
  ...change,
});

const houseOf = (send: House['send'], change: Partial<House> = {}): House => ({
  facts,
  timeoutMs: 1000,
  now: () => NOW,
  checkKey: () => undefined,
  refusalOf: () => undefined,
  send,
  ...change,
});

const call = (bill: Bill = recordingBill(), signal = new AbortController().signal) => ({ bill, signal });

describe('billedModel', () => {
  it.each<[string, House['send']]>([
    ['an answer', async () => replyOf()],
    ['a failure', () => Promise.reject(new Error('lost'))],
  ])('lets go of its caller once it has %s', async (_what, send) => {
    const caller = new AbortController();
    const signals: AbortSignal[] = [];
    const house = houseOf((asked, wanted, sending) => {
      signals.push(sending.signal);
      return send(asked, wanted, sending);
    });
    await Promise.allSettled([billedModel(house).generateText(question, call(undefined, caller.signal))]);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    caller.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('settles once, before anybody looks at the answer', async () => {
    const bill = recordingBill();
    const shape = {
      ...shapeOf('s', z.object({})),
      parse: (): never => {
        expect(bill.settled).toHaveLength(1);
        throw new TerminalError('no');
      },
    };
    const model = billedModel(houseOf(async () => replyOf({ text: '{}' })));
    await expect(model.generateObject({ ...question, shape }, call(bill))).rejects.toMatchObject({
      code: 'answer_malformed',
    });
    expect(bill.settled.map((end) => end.costUsd)).toEqual([0.0015]);
  });

  it.each([
    ['not_sent', [], 1],
    ['nothing', [0], 0],
    ['unknown', [null], 0],
  ] as const)('ends a reservation by what a failure charges: %s', async (charge, settled, released) => {
    const bill = recordingBill();
    const error = failureError({
      code: 'connection_failed',
      happened: 'broke',
      call: { vendor: 'openai', charge },
    });
    const model = billedModel(houseOf(() => Promise.reject(error)));
    await expect(model.generateText(question, call(bill))).rejects.toBe(error);
    expect(bill.settled.map((end) => end.costUsd)).toEqual(settled);
    expect([bill.released(), bill.open()]).toEqual([released, 0]);
  });

  it('gives the estimate back when the caller gave up while it was reserved', async () => {
    const controller = new AbortController();
    const bill = recordingBill();
    const slow: Bill = {
      reserve(planned) {
        controller.abort();
        return bill.reserve(planned);
      },
    };
    const send = jest.fn();
    const model = billedModel(houseOf(send));
    await expect(model.generateText(question, call(slow, controller.signal))).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(send).not.toHaveBeenCalled();
    expect([bill.released(), bill.open()]).toEqual([1, 0]);
  });

  it('reserves more for a question with a schema and for a search', async () => {
    const bill = recordingBill();
    const model = billedModel(houseOf(async () => replyOf({ text: '{"a":1}' })));
    const asked: ObjectQuestion<unknown> = { ...question, shape: shapeOf('s', z.object({ a: z.number() })) };
    await model.generateText(question, call(bill));
    await model.generateObject(asked, call(bill));
    await model.search(question, call(bill));
    const [text, object, search] = bill.reserved.map((planned) => planned.estimateUsd);
    expect(object).toBeGreaterThan(text ?? 0);
    expect(search).toBeGreaterThan(3 * 0.014);
  });

  it('throws an error of the house as it is, after settling what came before it', async () => {
    const bill = recordingBill();
    const stop = new TerminalError('broken off', { code: 'vendor_refused' });
    const model = billedModel(houseOf(async () => replyOf({ stop })));
    await expect(model.generateText(question, call(bill))).rejects.toBe(stop);
    expect(bill.settled).toHaveLength(1);
  });

  it('tells the usage of an answer that must not be used', async () => {
    const stop = {
      code: 'answer_blocked',
      happened: 'the answer was withheld (SAFETY)',
      vendorCode: 'SAFETY',
    } as const;
    const model = billedModel(houseOf(async () => replyOf({ stop, requestId: 'r_1' })));
    const error: unknown = await model.generateText(question, call()).catch((thrown: unknown) => thrown);
    expect(failedCall(error)).toEqual({
      vendor: 'openai',
      model: 'gpt-6.1-terra',
      vendorCode: 'SAFETY',
      requestId: 'r_1',
      usage,
    });
  });

  it('calls a search grounded only when something carries its text', async () => {
    const sources = [{ url: 'https://a.example', title: 'A' }];
    const supports = [{ start: 0, end: 4, sources: [0] }];
    const grounded = billedModel(houseOf(async () => replyOf({ sources, supports, queries: ['q'] })));
    const fromMemory = billedModel(houseOf(async () => replyOf({ queries: ['q'] })));
    expect(await grounded.search(question, call())).toMatchObject({ grounded: true, sources, supports });
    expect(await fromMemory.search(question, call())).toMatchObject({ grounded: false, queries: ['q'] });
  });

  it('checks the key before it reserves anything', async () => {
    const bill = recordingBill();
    const checkKey = () => {
      throw new TerminalError('no key', { code: 'configuration' });
    };
    const model = billedModel(houseOf(async () => replyOf(), { checkKey }));
    await expect(model.search(question, call(bill))).rejects.toMatchObject({ code: 'configuration' });
    expect(bill.reserved).toHaveLength(0);
  });
});
