import { RetryableError } from '@userport/errors';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { failedCall } from './model-failure';
import { freeBill, recordingBill, scriptedModel } from './testing';

const question = { instructions: 'i', prompt: 'p', maxOutputTokens: 10, operation: 'column_value' };
const shape = shapeOf('s', z.object({ a: z.number() }));
const call = (bill = freeBill()) => ({
  signal: new AbortController().signal,
  bill,
  idempotencyKey: 'step_1',
});

describe('scriptedModel', () => {
  it('answers in order and keeps the calls', async () => {
    const model = scriptedModel([
      { text: 'One.' },
      { object: { a: 1 } },
      { search: { text: 'Two.', queries: ['q'] } },
    ]);
    expect((await model.generateText(question, call())).text).toBe('One.');
    expect((await model.generateObject({ ...question, shape }, call())).value).toEqual({ a: 1 });
    expect(await model.search(question, call())).toMatchObject({
      text: 'Two.',
      grounded: false,
      queries: ['q'],
    });
    expect(model.calls.map((each) => [each.kind, each.question.prompt, each.idempotencyKey])).toEqual([
      ['text', 'p', 'step_1'],
      ['object', 'p', 'step_1'],
      ['search', 'p', 'step_1'],
    ]);
    expect(model.calls[1]?.jsonSchema).toEqual(shape.jsonSchema);
  });

  it('answers by a function of the call', async () => {
    const model = scriptedModel(({ question: { prompt } }, index) => ({ text: `${prompt}${index}` }));
    expect((await model.generateText(question, call())).text).toBe('p0');
    expect((await model.generateText(question, call())).text).toBe('p1');
  });

  it('passes the bill as a real model does', async () => {
    const bill = recordingBill();
    const model = scriptedModel([{ text: 'One.' }, { search: { text: 'Two.' } }]);
    await model.generateText(question, call(bill));
    await model.search(question, call(bill));
    // 100 × 1 and 20 × 5 millionths; a search at 0.01.
    expect(bill.settled.map((end) => end.costUsd)).toEqual([0.0002, 0.0102]);
    expect(bill.reserved.map((planned) => planned.operation)).toEqual(['column_value', 'column_value']);
  });

  it('judges data by the shape of the question', async () => {
    const model = scriptedModel([{ object: { a: 'x' } }]);
    const error: unknown = await model
      .generateObject({ ...question, shape }, call())
      .catch((thrown: unknown) => thrown);
    expect(failedCall(error)?.brokenRule).toBe('a: Invalid input: expected number, received string');
  });

  it('throws what the script says', async () => {
    const error = new RetryableError('busy', { code: 'rate_limited' });
    await expect(scriptedModel([{ error }]).generateText(question, call())).rejects.toBe(error);
  });

  it('fails when the script is over', async () => {
    await expect(scriptedModel([]).generateText(question, call())).rejects.toMatchObject({
      code: 'script_over',
    });
  });

  it('says who it stands for', () => {
    expect(scriptedModel([])).toMatchObject({ vendor: 'openai', model: 'gpt-6.1-terra' });
    const facts = { name: 'gemini-3.8-flash', vendor: 'gemini', leastThinking: 'low' } as const;
    expect(scriptedModel([], facts)).toMatchObject({ vendor: 'gemini', model: 'gemini-3.8-flash' });
  });
});

describe('recordingBill', () => {
  const planned = { vendor: 'openai', operation: 'o', estimateUsd: 0.5 };

  it('notes how each reservation ended', async () => {
    const bill = recordingBill();
    (await bill.reserve(planned)).settle({ units: {}, costUsd: 0.1 });
    (await bill.reserve(planned)).release();
    await bill.reserve(planned);
    expect(bill.reserved).toEqual([planned, planned, planned]);
    expect(bill.settled).toEqual([{ units: {}, costUsd: 0.1 }]);
    expect([bill.released(), bill.open()]).toEqual([1, 1]);
  });

  it('refuses what is above its budget', async () => {
    await expect(recordingBill(0.4).reserve(planned)).rejects.toMatchObject({ code: 'budget_exhausted' });
  });
});
