import { findModel, type ModelFacts } from '@userport/config';
import { joinHops, readHop } from './gemini-reply';

const AT = new Date('2026-11-23T12:00:00Z');
const MODEL: ModelFacts = findModel('gemini-3.8-flash') ?? {
  name: '',
  vendor: 'gemini',
  leastThinking: 'low',
};

const usageMetadata = {
  promptTokenCount: 900,
  toolUsePromptTokenCount: 100,
  candidatesTokenCount: 40,
  thoughtsTokenCount: 60,
};

const hop = (text: string, finishReason?: string, extra: object = {}) =>
  readHop({ candidates: [{ content: { parts: [{ text }] }, finishReason }], usageMetadata, ...extra });

describe('readHop', () => {
  it('counts thinking as output and what tools returned as input', () => {
    expect(hop('a', 'STOP').counts).toMatchObject({
      inputTokens: 1000,
      outputTokens: 100,
      cachedInputTokens: 0,
    });
  });

  it('leaves thoughts out of the text', () => {
    const parts = [{ text: 'Hm.', thought: true }, { text: 'Yes' }, { inlineData: {} }, { text: '.' }];
    expect(readHop({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }).text).toBe('Yes.');
  });

  it('knows no counts when none were told', () => {
    expect(readHop({ candidates: [] }).counts).toBeUndefined();
  });

  it('reads nulls as absent', () => {
    const answer = {
      candidates: [{ content: null, finishReason: null, groundingMetadata: null }],
      usageMetadata: null,
    };
    expect(readHop(answer)).toMatchObject({ text: '', finishReason: undefined, counts: undefined });
  });

  it.each([[{}], [[]], ['text'], [null], [{ candidates: 'none' }]])('refuses %j', (answer) => {
    expect(() => readHop(answer)).toThrow(expect.objectContaining({ name: 'ZodError' }) as Error);
  });
});

describe('joinHops', () => {
  it('adds up texts and counts, and ends as the last one did', () => {
    const reply = joinHops(
      MODEL,
      [hop('Quarry', 'CONTINUATION'), hop('stone', 'STOP', { responseId: 'r_2' })],
      AT,
    );
    expect(reply).toMatchObject({ text: 'Quarrystone', stop: undefined, requestId: 'r_2' });
    // Twice 1,000 × 0.75 and 100 × 3.75 millionths.
    expect(reply.usage).toMatchObject({ inputTokens: 2000, outputTokens: 200, costUsd: 0.00225 });
  });

  it('does not know the cost when one of several told no counts', () => {
    const silent = readHop({ candidates: [{ content: { parts: [{ text: 'x' }] }, finishReason: 'STOP' }] });
    expect(joinHops(MODEL, [hop('a', 'CONTINUATION'), silent], AT).usage.costUsd).toBeNull();
  });

  it('tells a blocked prompt before anything else', () => {
    const blocked = readHop({ promptFeedback: { blockReason: 'JAILBREAK' }, usageMetadata });
    expect(joinHops(MODEL, [blocked], AT).stop).toEqual({
      code: 'prompt_blocked',
      happened: 'the prompt was blocked (JAILBREAK)',
      vendorCode: 'JAILBREAK',
    });
  });

  it.each([
    ['MAX_TOKENS', 'answer_truncated', 'the answer was cut off (MAX_TOKENS)'],
    ['SAFETY', 'answer_blocked', 'the answer was withheld (SAFETY)'],
    ['MALFORMED_RESPONSE', 'answer_stopped', 'the answer ended early (MALFORMED_RESPONSE)'],
    [undefined, 'answer_stopped', 'the answer ended early (no finish reason)'],
  ])('does not take an answer that ended by %s for one', (finishReason, code, happened) => {
    expect(joinHops(MODEL, [hop('{"name":', finishReason)], AT).stop).toMatchObject({ code, happened });
  });
});
