import type { LanguageModel, Models } from '@userport/ai';
import { freeBill, type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import type { CallbackBody, JsonObject } from '@userport/contracts';
import type { CustomColumnPayload, CustomColumnValue } from '@userport/contracts/custom-column';
import { RetryableError, TerminalError } from '@userport/errors';
import type { TaskResult } from '@userport/runner';
import { customColumnTask } from './task';
import { cellAnswer, payloadFor, recordingContext } from './testing';

type Answer = (call: ScriptedCall, index: number) => ScriptedAnswer;

const opened = (answer: Answer) => {
  const model = scriptedModel(answer);
  const models: Models = { forRole: () => model, named: () => model };
  return { model, task: customColumnTask({ models }) };
};

/** The entity that a prompt of these tests is about. */
const entityIn = ({ question }: ScriptedCall): string => /Company (\w+)/.exec(question.prompt)?.[1] ?? '';

const bodiesOf = ({ bodies }: TaskResult): readonly CallbackBody[] => bodies as readonly CallbackBody[];

const rowsOf = (result: TaskResult): readonly CustomColumnValue[] =>
  bodiesOf(result).flatMap(({ body }) => (body['processed_data'] as { values: CustomColumnValue[] }).values);

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `e${n + 1}`);
const busy = new RetryableError('gemini is busy.', { code: 'rate_limited', retryAfterMs: 3000 });

describe('customColumnTask', () => {
  it('answers every entity and delivers the values before the completing body', async () => {
    const { task } = opened((call) => cellAnswer(`About ${entityIn(call)}`));
    const context = recordingContext();
    const result = await task.run(payloadFor(ids(3)), context);
    expect(result.total).toBe(2);
    expect(bodiesOf(result).map(({ body }) => body['status'])).toEqual(['processing', 'completed']);
    expect(rowsOf(result).map((row) => [row.entity_id, row.value_string])).toEqual([
      ['e1', 'About e1'],
      ['e2', 'About e2'],
      ['e3', 'About e3'],
    ]);
    expect(bodiesOf(result)[1]?.body).toMatchObject({
      account_id: 'e1',
      completion_percentage: 100,
      orchestration_data: null,
      processed_data: { successful_count: 3, failed_count: 0, avg_confidence: 0.8, values: [] },
    });
    const { processing_time_seconds: seconds } = bodiesOf(result)[1]?.body['processed_data'] as JsonObject;
    expect(seconds).toBe(4);
  });

  it.each<
    [CustomColumnPayload['column_config']['response_type'], JsonObject, unknown, Partial<CustomColumnValue>]
  >([
    ['string', {}, 'Robots', { value_string: 'Robots' }],
    ['number', {}, 420, { value_number: 420 }],
    ['boolean', { true_label: 'Yes', false_label: 'No' }, false, { value_boolean: false }],
    ['enum', { allowed_values: ['Small', 'Large'] }, 'small', { value_enum: 'Small' }],
    ['json_object', { schema: { type: 'array', items: { type: 'string' } } }, ['a'], { value_json: ['a'] }],
  ])('fills a %s column', async (type, config, value, expected) => {
    const { task } = opened(() => cellAnswer(value));
    const payload = payloadFor(['e1'], { response_type: type, response_config: config });
    const [row] = rowsOf(await task.run(payload, recordingContext()));
    const empty = {
      value_string: null,
      value_number: null,
      value_boolean: null,
      value_enum: null,
      value_json: null,
    };
    expect(row).toMatchObject({ ...empty, ...expected, status: 'completed' });
  });

  it('echoes the chain unchanged and marks the body that continues it', async () => {
    const { task } = opened(() => cellAnswer('x'));
    const chain = { next_columns: ['c2'], entity_ids: ['e1'], tenant_id: 't', request_id: 'r' };
    const result = await task.run(payloadFor(['e1'], {}, { orchestration_data: chain }), recordingContext());
    expect(bodiesOf(result).map(({ body, once }) => [body['orchestration_data'], once])).toEqual([
      [null, undefined],
      [chain, true],
    ]);
  });

  it('tells progress by real counts', async () => {
    const { task } = opened(() => cellAnswer('x'));
    const context = recordingContext();
    await task.run(payloadFor(ids(5), {}, { batch_size: 2 }), context);
    expect(context.progressed.map((body) => body['completion_percentage'])).toEqual([10, 42, 74, 90]);
  });

  it('has no more calls under way at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    const full = Promise.withResolvers<void>();
    const model = scriptedModel(() => cellAnswer('x'));
    const counted: LanguageModel = {
      ...model,
      async generateObject(question, call) {
        const reservation = await call.bill.reserve({ vendor: 'openai', operation: 'x', estimateUsd: 0 });
        underWay += 1;
        most = Math.max(most, underWay);
        if (underWay === 4) full.resolve();
        await full.promise;
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        reservation.settle({ units: {}, costUsd: 0 });
        return model.generateObject(question, { ...call, bill: freeBill() });
      },
    };
    const task = customColumnTask({ models: { forRole: () => counted, named: () => counted } });
    await task.run(payloadFor(ids(20), {}, { concurrent_requests: 4 }), recordingContext());
    expect([most, model.calls.length]).toEqual([4, 20]);
  });

  it('makes an error cell of an entity that the vendor refuses, and delivers the others', async () => {
    const blocked = new TerminalError('gemini blocks this prompt.', { code: 'prompt_blocked' });
    const { task } = opened((call) => (entityIn(call) === 'e2' ? { error: blocked } : cellAnswer('x')));
    const result = await task.run(payloadFor(ids(3)), recordingContext());
    expect(rowsOf(result).map((row) => [row.status, row.error_details?.['error'] ?? null])).toEqual([
      ['completed', null],
      ['error', 'gemini blocks this prompt.'],
      ['completed', null],
    ]);
    expect(result.summary).toMatchObject({ total_processed: 3, successful_count: 2, failed_count: 1 });
  });

  it('asks no model about an entity without a context', async () => {
    const { task, model } = opened(() => cellAnswer('x'));
    const payload = payloadFor(ids(2), {}, { context_data: { e1: {} } });
    const result = await task.run(payload, recordingContext());
    expect(model.calls).toHaveLength(0);
    expect(rowsOf(result).map((row) => [row.status, row.value_string, row.confidence_score])).toEqual([
      ['completed', null, 0],
      ['completed', null, 0],
    ]);
    expect(result.summary).toMatchObject({ unknown_count: 2, successful_count: 2 });
  });

  it('gives the delivery back to the queue while a vendor is in trouble, then asks only what is missing', async () => {
    const { task, model } = opened((call, index) =>
      entityIn(call) === 'e2' && index < 3 ? { error: busy } : cellAnswer('x'),
    );
    const first = recordingContext();
    await expect(task.run(payloadFor(ids(3)), first)).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'rate_limited',
      retryAfterMs: 3000,
      message: '1 of 3 entities could not be answered yet. gemini is busy.',
    });
    expect(model.calls).toHaveLength(3);
    const result = await task.run(payloadFor(ids(3)), recordingContext({ memos: first.memos }));
    expect(model.calls).toHaveLength(4);
    expect(rowsOf(result).every(({ status }) => status === 'completed')).toBe(true);
    expect(result.summary).toMatchObject({ metrics: { calls: 3, input_tokens: 300, cost_usd: 0.0006 } });
  });

  it('delivers what it has at the last attempt, the rest as errors', async () => {
    const { task } = opened((call) => (entityIn(call) === 'e2' ? { error: busy } : cellAnswer('x')));
    const result = await task.run(payloadFor(ids(3)), recordingContext({ last: true }));
    expect(rowsOf(result).map((row) => [row.status, row.error_details])).toEqual([
      ['completed', null],
      ['error', { error: 'gemini is busy.', error_type: 'rate_limited', retryable: true }],
      ['completed', null],
    ]);
  });

  it('fails as a whole, after one call, when every entity would meet the same', async () => {
    const noKey = new TerminalError('GEMINI_API_KEY is not set.', { code: 'configuration' });
    const { task, model } = opened(() => ({ error: noKey }));
    const payload = payloadFor(ids(10), {}, { concurrent_requests: 1 });
    await expect(task.run(payload, recordingContext())).rejects.toBe(noKey);
    expect(model.calls).toHaveLength(1);
  });

  it('delivers what was bought when the budget ends half way', async () => {
    const spent = new TerminalError('The budget of 0.001 dollars is spent.', { code: 'budget_exhausted' });
    const { task, model } = opened((_call, index) => (index < 2 ? cellAnswer('x') : { error: spent }));
    const payload = payloadFor(ids(5), {}, { concurrent_requests: 1 });
    const result = await task.run(payload, recordingContext());
    expect(rowsOf(result).map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'error',
      'error',
      'error',
    ]);
    expect(model.calls).toHaveLength(3);
  });

  it('refuses an unusable column before anything is paid', async () => {
    const { task, model } = opened(() => cellAnswer({}));
    const payload = payloadFor(['e1'], {
      response_type: 'json_object',
      response_config: { schema: { type: 'object', properties: 7 } },
    });
    await expect(task.run(payload, recordingContext())).rejects.toMatchObject({ code: 'column_invalid' });
    expect(model.calls).toHaveLength(0);
  });

  it('stops with the reason of the abort and delivers nothing', async () => {
    const abort = new AbortController();
    const draining = new RetryableError('This instance is stopping.', { code: 'draining' });
    const { task, model } = opened(() => {
      abort.abort(draining);
      return cellAnswer('x');
    });
    const context = recordingContext({ signal: abort.signal, last: true });
    const payload = payloadFor(ids(5), {}, { concurrent_requests: 1 });
    await expect(task.run(payload, context)).rejects.toBe(draining);
    expect(model.calls).toHaveLength(1);
  });

  it('records tokens and cost per entity and per job, and tells them to the queue', async () => {
    const { task } = opened(() => cellAnswer('x'));
    const context = recordingContext();
    const result = await task.run(payloadFor(ids(2)), context);
    const each = { calls: 1, input_tokens: 100, output_tokens: 20, search_queries: 0, cost_usd: 0.0002 };
    const entities = ids(2).map((id) => ({
      entity_id: id,
      status: 'completed',
      confidence_score: 0.8,
      ...each,
    }));
    const metrics = { calls: 2, input_tokens: 200, output_tokens: 40, search_queries: 0, cost_usd: 0.0004 };
    expect(result.summary).toEqual({
      status: 'completed',
      job_id: 'job-1',
      column_id: 'column-1',
      total_processed: 2,
      successful_count: 2,
      failed_count: 0,
      unknown_count: 0,
      metrics,
      paid_now_usd: 0.5,
      entities,
    });
    expect(context.raw).toEqual([
      {
        step: 'usage',
        source: 'custom_column',
        raw: { column_id: 'column-1', entities },
        processed: metrics,
      },
    ]);
    expect(rowsOf(result)[0]?.generation_metadata).toMatchObject({ usage: each });
  });

  it('tells the usage of fifty entities a row', async () => {
    const { task } = opened(() => cellAnswer('x'));
    const context = recordingContext();
    await task.run(payloadFor(ids(51)), context);
    const told = context.raw.map((row) => (row as { raw: { entities: JsonObject[] } }).raw.entities);
    expect(told.map((entities) => entities.map((entity) => entity['entity_id']))).toEqual([
      ids(51).slice(0, 50),
      ids(51).slice(50),
    ]);
  });

  it('asks the model that the author named, for this job alone', async () => {
    const asked: string[] = [];
    const model = scriptedModel(() => cellAnswer('x'));
    const task = customColumnTask({
      models: {
        forRole: (role) => (asked.push(role), model),
        named: (name) => (asked.push(name), model),
      },
    });
    const named = payloadFor(['e1'], {}, { ai_config: { model: 'gpt-6-luna' } });
    await Promise.all([
      task.run(named, recordingContext()),
      task.run(payloadFor(['e1']), recordingContext()),
    ]);
    expect(asked.sort()).toEqual(['gpt-6-luna', 'gpt-6-luna', 'reason', 'reason']);
  });

  it('lists no single entity of more than a thousand to the queue', async () => {
    const { task } = opened(() => cellAnswer('x'));
    const payload = payloadFor(ids(1200), {}, { context_data: {} });
    const { summary } = await task.run(payload, recordingContext());
    expect(summary).toMatchObject({ total_processed: 1200 });
    expect(summary['entities']).toHaveLength(1000);
  });
});
