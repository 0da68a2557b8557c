import { answerShape, confidenceOf, judgeAnswer, type RawAnswer } from './answer';
import { choiceRules, numberRules, textRules } from './scalar-rules';

const shape = answerShape(numberRules(0, 10));

const raw = (value: RawAnswer['value'], more: Partial<RawAnswer> = {}): RawAnswer => ({
  value,
  rationale: 'The profile says so.',
  confidence: 0.9,
  missing: '',
  quotes: [],
  ...more,
});

describe('answerShape', () => {
  it('asks for these fields and leaves no room for others', () => {
    const { properties, required, additionalProperties } = shape.jsonSchema;
    expect(Object.keys(properties ?? {})).toEqual(['rationale', 'quotes', 'missing', 'value', 'confidence']);
    expect(required).toEqual(['rationale', 'quotes', 'missing', 'value', 'confidence']);
    expect(additionalProperties).toBe(false);
    expect(properties).toMatchObject({ value: { type: ['number', 'null'], minimum: 0, maximum: 10 } });
  });

  it('reads an answer as it should be', () => {
    const answer = { rationale: 'r', quotes: ['q'], missing: null, value: 3, confidence: 0.7 };
    expect(shape.parse(answer)).toEqual({
      rationale: 'r',
      quotes: ['q'],
      missing: '',
      value: 3,
      confidence: 0.7,
    });
  });

  it('reads what it can of an answer that is not', () => {
    const answer = {
      value: '3',
      confidence: 'high',
      quotes: ['a', '', 7, 'b\0', 'c', 'd', 'e', 'f'],
      rationale: 4,
    };
    expect(shape.parse(answer)).toEqual({
      value: '3',
      confidence: 0,
      quotes: ['a', 'b', 'c'],
      rationale: '',
      missing: '',
    });
  });

  it('bounds what it keeps', () => {
    const long = 'x'.repeat(10_000);
    const { rationale, missing, quotes } = shape.parse({
      value: 1,
      rationale: long,
      missing: long,
      quotes: [long],
    });
    expect([rationale.length, missing.length, quotes[0]?.length]).toEqual([2000, 2000, 400]);
  });

  it.each([[null], [[]], ['text'], [{}], [{ answer: 3 }]])('refuses %j, which is no answer', (answer) => {
    expect(() => shape.parse(answer)).toThrow('The answer must be an object with the field value.');
  });
});

describe('confidenceOf', () => {
  it.each([
    [0.5, 0.5],
    [1.7, 1],
    [-1, 0],
    [Number.NaN, 0],
    ['0.9', 0],
    [undefined, 0],
  ])('reads %j as %j', (value, expected) => {
    expect(confidenceOf(value)).toBe(expected);
  });
});

describe('judgeAnswer', () => {
  const numbers = numberRules(0, 10);

  it('takes a value that fits', () => {
    expect(judgeAnswer(raw('7'), numbers)).toEqual({ kind: 'known', value: 7, raw: raw('7') });
  });

  it('names the rule that a value breaks', () => {
    expect(judgeAnswer(raw(11), numbers)).toMatchObject({
      kind: 'broken',
      broken: "The number 11 is outside the column's range (from 0 to 10).",
    });
  });

  it.each([null, 'unknown', 'N/A', 'Not available.', '', ' - ', 'null'])('takes %j for unknown', (value) => {
    expect(judgeAnswer(raw(value), numbers).kind).toBe('unknown');
    expect(judgeAnswer(raw(value), textRules(100, false)).kind).toBe('unknown');
  });

  it('does not take a word inside a text for unknown', () => {
    expect(judgeAnswer(raw('Unknown Pleasures Ltd'), textRules(100, false)).kind).toBe('known');
  });

  it("takes a column's own choice for what it is, even if it says unknown", () => {
    const choices = choiceRules(['Known', 'Unknown']);
    expect(judgeAnswer(raw('unknown'), choices)).toMatchObject({ kind: 'known', value: 'Unknown' });
    expect(judgeAnswer(raw('n/a'), choices).kind).toBe('unknown');
  });

  it('wants to know what was missing', () => {
    const silent = raw(null, { rationale: '', missing: '' });
    expect(judgeAnswer(silent, numbers)).toMatchObject({
      kind: 'broken',
      broken: 'The value is unknown, but neither missing nor rationale says what was missing.',
    });
    expect(judgeAnswer({ ...silent, missing: 'A head count.' }, numbers).kind).toBe('unknown');
  });
});
