import { type Cache, openCache } from '@userport/cache';
import { RetryableError } from '@userport/errors';
import { openCacheStore } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { cachedModel } from './cached-model';
import type { CallContext, Question } from './language-model';
import { recordingBill, type ScriptedAnswer, scriptedModel } from './testing';

const HOUR_MS = 60 * 60 * 1000;

describe('cachedModel', () => {
  let nowMs: number;
  let cache: Cache;
  let rowsKept: () => Promise<readonly unknown[]>;

  beforeEach(() => {
    nowMs = Date.UTC(2026, 10, 23);
    const now = () => nowMs;
    const warehouse = openMemoryWarehouse({ now });
    const store = openCacheStore(warehouse, 'ai_prompt_cache', { now });
    cache = openCache({ store, now, log: { warn: () => undefined } });
    rowsKept = async () => {
      const { rows } = await warehouse.find({
        table: 'ai_prompt_cache',
        where: { vendor: 'openai' },
        limit: 99,
      });
      return rows[0].map(({ model, scope, input_tokens, output_tokens }) => [
        model,
        scope,
        input_tokens,
        output_tokens,
      ]);
    };
  });

  const scope = 'job:7';
  const question: Question = {
    instructions: 'You answer.',
    prompt: 'What does Quarrystone sell?',
    temperature: 0,
    thinking: 'low',
    maxOutputTokens: 500,
    operation: 'column_value',
  };
  const sold = shapeOf('sold', z.object({ sells: z.string().transform((text) => text.toUpperCase()) }));
  const open = (
    answers: readonly ScriptedAnswer[],
    more: Partial<Parameters<typeof cachedModel>[1]> = {},
  ) => {
    const scripted = scriptedModel(answers);
    return { scripted, model: cachedModel(scripted, { cache, scope, ...more }) };
  };
  const call = (): CallContext & { bill: ReturnType<typeof recordingBill> } => ({
    signal: new AbortController().signal,
    bill: recordingBill(),
  });

  it('is the model that it decorates', () => {
    expect(open([]).model).toMatchObject({ vendor: 'openai', model: 'gpt-6.1-terra' });
  });

  it('keeps prose: the second answer costs nothing and says so', async () => {
    const { model, scripted } = open([{ text: 'Planning software.' }]);
    const first = await model.generateText(question, call());
    const again = call();
    const second = await model.generateText(question, again);
    expect([first.text, second.text, scripted.calls.length]).toEqual([
      'Planning software.',
      'Planning software.',
      1,
    ]);
    expect([first.usage.costUsd, second.usage]).toEqual([
      0.0002,
      {
        vendor: 'openai',
        model: 'gpt-6.1-terra',
        inputTokens: 0,
        cachedInputTokens: 0,
        outputTokens: 0,
        searchQueries: 0,
        costUsd: 0,
      },
    ]);
    expect(again.bill.reserved).toEqual([
      {
        vendor: 'openai',
        model: 'gpt-6.1-terra',
        operation: 'column_value',
        estimateUsd: 0,
        cached: true,
      },
    ]);
    expect(again.bill.settled).toEqual([{ units: { saved_usd: 0.0002 }, costUsd: 0, cached: true }]);
    expect(await rowsKept()).toEqual([['gpt-6.1-terra', 'job:7', 100, 20]]);
  });

  it('keeps what the model wrote, and judges it again', async () => {
    const { model } = open([{ object: { sells: 'software' } }]);
    const ask = () => model.generateObject({ ...question, shape: sold }, call());
    expect([(await ask()).value, (await ask()).value]).toEqual([
      { sells: 'SOFTWARE' },
      { sells: 'SOFTWARE' },
    ]);
  });

  it('asks anew when the rules of today refuse what was kept', async () => {
    const { model, scripted } = open([{ object: { sells: 'software' } }, { object: { sells: 'TRUCKS' } }]);
    await model.generateObject({ ...question, shape: sold }, call());
    const strict = {
      ...sold,
      parse: (value: unknown) => {
        const { sells } = z.object({ sells: z.string().uppercase() }).parse(value);
        return { sells };
      },
    };
    expect((await model.generateObject({ ...question, shape: strict }, call())).value).toEqual({
      sells: 'TRUCKS',
    });
    expect(scripted.calls).toHaveLength(2);
  });

  it('keeps a searched answer with its sources', async () => {
    const search = {
      text: 'It sells PlanBench.',
      sources: [{ url: 'https://quarrystone.example/', title: 'Quarrystone' }],
      supports: [{ start: 0, end: 19, sources: [0] }],
      queries: ['quarrystone products'],
    };
    const { model, scripted } = open([{ search }]);
    await model.search(question, call());
    expect(await model.search(question, call())).toMatchObject({ ...search, grounded: true });
    expect(scripted.calls).toHaveLength(1);
  });

  it('does not keep a search from memory', async () => {
    const { model, scripted } = open([{ search: { text: 'I guess.' } }, { search: { text: 'I guess.' } }]);
    await model.search(question, call());
    await model.search(question, call());
    expect([scripted.calls.length, await rowsKept()]).toEqual([2, []]);
  });

  it.each<[string, ScriptedAnswer]>([
    ['an error', { error: new RetryableError('busy', { code: 'vendor_unavailable' }) }],
    ['an answer that was cut off', { error: new RetryableError('cut', { code: 'answer_truncated' }) }],
    ['a malformed answer', { object: { sells: 3 } }],
  ])('does not keep %s', async (_what, bad) => {
    const { model } = open([bad, { object: { sells: 'software' } }]);
    const ask = () => model.generateObject({ ...question, shape: sold }, call());
    await expect(ask()).rejects.toThrow();
    expect((await ask()).value).toEqual({ sells: 'SOFTWARE' });
    expect(await rowsKept()).toHaveLength(1);
  });

  it.each<[string, Partial<Question>]>([
    ['instructions', { instructions: 'You answer briefly.' }],
    ['prompt', { prompt: 'What does Lumenfjord sell?' }],
    ['temperature', { temperature: 1 }],
    ['thinking', { thinking: 'high' }],
    ['length', { maxOutputTokens: 600 }],
    ['operation', { operation: 'repair' }],
  ])('asks anew when the %s differs', async (_what, other) => {
    const { model } = open([{ text: 'one' }, { text: 'two' }]);
    await model.generateText(question, call());
    expect((await model.generateText({ ...question, ...other }, call())).text).toBe('two');
  });

  it('asks anew when the wanted shape differs', async () => {
    const { model } = open([{ object: { sells: 'a' } }, { object: { sells: 'b', since: 2016 } }]);
    const other = shapeOf('sold', z.object({ sells: z.string(), since: z.number() }));
    await model.generateObject({ ...question, shape: sold }, call());
    expect((await model.generateObject({ ...question, shape: other }, call())).value).toEqual({
      sells: 'b',
      since: 2016,
    });
  });

  it('serves nobody beyond its scope: a user who asks again wants a new answer', async () => {
    await open([{ text: 'one' }]).model.generateText(question, call());
    const other = open([{ text: 'two' }], { scope: 'job:8' }).model;
    expect((await other.generateText(question, call())).text).toBe('two');
    const retried = open([]).model;
    expect((await retried.generateText(question, call())).text).toBe('one');
  });

  it('keeps an answer for a day unless told otherwise', async () => {
    await open([{ text: 'one' }]).model.generateText(question, call());
    nowMs += 24 * HOUR_MS;
    expect((await open([]).model.generateText(question, call())).text).toBe('one');
    const young = open([{ text: 'two' }], { maxAgeMs: HOUR_MS }).model;
    expect((await young.generateText(question, call())).text).toBe('two');
  });

  it('passes over what is kept when asked for something fresh', async () => {
    await open([{ text: 'one' }]).model.generateText(question, call());
    nowMs += 1;
    const fresh = open([{ text: 'two' }], { fresh: true }).model;
    expect((await fresh.generateText(question, call())).text).toBe('two');
    expect((await open([]).model.generateText(question, call())).text).toBe('two');
  });
});
