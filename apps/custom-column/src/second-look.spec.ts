import { type ScriptedAnswer, scriptedModel } from '@userport/ai/testing';
import { RetryableError, TerminalError } from '@userport/errors';
import { secondLook } from './second-look';
import { cellCase, payloadFor, recordingContext, SEARCHED } from './testing';

const payload = payloadFor(['e1'], { response_type: 'number', response_config: { max: 5000 } });

const verdict = (word: string, value: unknown = null): ScriptedAnswer => ({
  object: { reason: 'The page says so.', verdict: word, value },
});

const look = async (answers: readonly ScriptedAnswer[], confidence: number, last = false) => {
  const model = scriptedModel(answers);
  const task = recordingContext({ last });
  return { model, task, result: secondLook(await cellCase(payload, model, task), 1250, confidence) };
};

describe('secondLook', () => {
  it.each([
    ['validated_correct', 0.6, 0.7],
    ['validated_correct', 0.9, 0.95],
    ['validated_correct', 0.99, 0.95],
    ['validated_incorrect', 0.6, 0.4],
    ['validated_incorrect', 0.2, 0.1],
    ['insufficient_data', 0.6, 0.6],
  ])('turns a verdict %s on confidence %d into %d', async (word, before, after) => {
    const { result } = await look([SEARCHED, verdict(word)], before);
    expect(await result).toEqual({
      status: word,
      reason: 'The page says so.',
      value: 1250,
      corrected: false,
      confidence: after,
      sources: SEARCHED.search.sources,
    });
  });

  it('takes the value that the search tells, if it fits the column', async () => {
    const { result } = await look([SEARCHED, verdict('validated_incorrect', 1300)], 0.6);
    expect(await result).toMatchObject({ value: 1300, corrected: true, confidence: 0.4 });
  });

  it.each([9000, 'many', 1250])('keeps the value when the correction is %j', async (correction) => {
    const { result } = await look([SEARCHED, verdict('validated_incorrect', correction)], 0.6);
    expect(await result).toMatchObject({ value: 1250, corrected: false, confidence: 0.4 });
  });

  it('takes no value with another verdict', async () => {
    const { result } = await look([SEARCHED, verdict('validated_correct', 1300)], 0.6);
    expect(await result).toMatchObject({ value: 1250, corrected: false });
  });

  it('calls a search without pages no check, and asks for no verdict', async () => {
    const { result, model } = await look([{ search: { text: 'I recall 1250.' } }], 0.6);
    expect(await result).toMatchObject({ status: 'insufficient_data', confidence: 0.6, sources: [] });
    expect(model.calls).toHaveLength(1);
  });

  it('shows the answer and the findings as data, and the verdicts as the only choices', async () => {
    const { result, model } = await look([SEARCHED, verdict('insufficient_data')], 0.6);
    await result;
    const [search, judge] = model.calls;
    expect([search?.kind, search?.question.operation]).toEqual(['search', 'column_check_search']);
    expect(search?.question.prompt).toContain('{"value":1250}');
    expect([judge?.kind, judge?.question.operation]).toEqual(['object', 'column_check']);
    expect(judge?.question.prompt).toContain('"Northwind Robotics runs 1250 robots."');
    expect(judge?.jsonSchema).toMatchObject({
      additionalProperties: false,
      properties: {
        verdict: { enum: ['validated_correct', 'validated_incorrect', 'insufficient_data'] },
        value: { type: ['number', 'null'], maximum: 5000 },
      },
    });
  });

  const blocked = { error: new TerminalError('blocked', { code: 'prompt_blocked' }) };
  const busy = { error: new RetryableError('busy', { code: 'rate_limited' }) };

  it.each([
    ['a final refusal', [blocked], false],
    ['a final refusal of the verdict', [SEARCHED, blocked], false],
    ['passing trouble at the last attempt', [busy], true],
  ])('changes nothing after %s', async (_what, answers, last) => {
    const { result, task } = await look(answers, 0.6, last);
    expect(await result).toEqual({
      status: 'validation_failed',
      reason: 'The check by search could not be made.',
      value: 1250,
      corrected: false,
      confidence: 0.6,
      sources: [],
    });
    expect(task.warnings).toHaveLength(1);
  });

  it('leaves passing trouble to the queue as long as it tries again', async () => {
    const { result } = await look([busy], 0.6);
    await expect(result).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('takes an unknown verdict for a malformed answer', async () => {
    const { result } = await look([SEARCHED, verdict('probably')], 0.6);
    await expect(result).rejects.toMatchObject({ code: 'answer_malformed' });
  });
});
