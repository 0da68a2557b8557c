import { type ScriptedAnswer, scriptedModel } from '@userport/ai/testing';
import { columnValue } from './column-value';
import { cellAnswer, cellCase, payloadFor, recordingContext, SEARCHED } from './testing';

type Payload = ReturnType<typeof payloadFor>;

const numbers = payloadFor(['e1'], { response_type: 'number', response_config: { min: 0 } });

const found = async (payload: Payload, answers: readonly ScriptedAnswer[], task = recordingContext()) => {
  const model = scriptedModel(answers);
  const finding = columnValue(await cellCase(payload, model, task));
  return { model, finding };
};

describe('columnValue out of the context', () => {
  it('asks once and keeps value, confidence and the quotes that are really there', async () => {
    const answer = cellAnswer('Robots', { quotes: ['Company e1', 'never said'] });
    const { model, finding } = await found(payloadFor(['e1']), [answer]);
    expect(await finding).toMatchObject({
      value: 'Robots',
      confidence: 0.8,
      quotes: { evidence: [{ quote: 'Company e1', part: 'account_info' }], notFound: 1 },
      search: undefined,
      check: undefined,
      model: 'gpt-6.1-terra',
      vendor: 'openai',
      repaired: false,
    });
    expect(model.calls.map(({ kind, question }) => [kind, question.operation, question.temperature])).toEqual(
      [['object', 'column_value', 0.1]],
    );
  });

  it('gives an unknown value no confidence, whatever the model claims', async () => {
    const { finding } = await found(numbers, [
      cellAnswer(null, { missing: 'A count of robots.', confidence: 1 }),
    ]);
    expect(await finding).toMatchObject({
      value: null,
      confidence: 0,
      raw: { missing: 'A count of robots.' },
    });
  });

  it('asks once more and names the broken rule', async () => {
    const { model, finding } = await found(numbers, [cellAnswer('1,250'), cellAnswer(1250)]);
    expect(await finding).toMatchObject({ value: 1250, repaired: true });
    expect(model.calls.map(({ question }) => question.operation)).toEqual(['column_value', 'column_repair']);
    expect(model.calls[1]?.question.prompt).toContain('The value must be a plain number such as 1234.5');
  });

  it('takes unknown for an answer to the repair', async () => {
    const { finding } = await found(numbers, [cellAnswer('many'), cellAnswer(null)]);
    expect(await finding).toMatchObject({ value: null, confidence: 0, repaired: true });
  });

  it('gives up after one repair and says which rule', async () => {
    const { model, finding } = await found(numbers, [cellAnswer(-1), cellAnswer(-2)]);
    await expect(finding).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'answer_unfit',
      message:
        'The answer does not fit the column, also after one correction. ' +
        "The number -2 is outside the column's range (not below 0).",
    });
    expect(model.calls).toHaveLength(2);
  });

  it('leaves the model as many tokens as the longest value needs', async () => {
    const short = await found(numbers, [cellAnswer(1)]);
    await short.finding;
    const long = await found(payloadFor(['e1'], { response_config: { max_length: 9000 } }), [
      cellAnswer('x'),
    ]);
    await long.finding;
    expect(short.model.calls[0]?.question.maxOutputTokens).toBe(4196);
    expect(long.model.calls[0]?.question.maxOutputTokens).toBe(7096);
  });
});

describe('columnValue out of a search', () => {
  const searching = { ...numbers, ai_config: { use_internet: true, temperature: 0 } };

  it('searches in prose and reads the value out of it', async () => {
    const { model, finding } = await found(searching, [
      SEARCHED,
      cellAnswer(1250, { quotes: ['runs 1250 robots'] }),
    ]);
    expect(await finding).toMatchObject({
      value: 1250,
      confidence: 0.8,
      search: { grounded: true },
      quotes: {
        evidence: [
          { quote: 'runs 1250 robots', part: 'search', urls: ['https://northwind-robotics.example/about'] },
        ],
      },
    });
    expect(model.calls.map(({ kind, question }) => [kind, question.operation, question.temperature])).toEqual(
      [
        ['search', 'column_search', 0],
        ['object', 'column_value', 0],
      ],
    );
    expect(model.calls[1]?.question.prompt).toContain('"Northwind Robotics runs 1250 robots."');
    expect(model.calls[1]?.question.prompt).not.toContain('Company e1');
  });

  it('gives an answer from memory no confidence', async () => {
    const { finding } = await found(searching, [
      { search: { text: 'I recall 1250 robots.' } },
      cellAnswer(1250),
    ]);
    expect(await finding).toMatchObject({ value: 1250, confidence: 0, search: { grounded: false } });
  });

  it('takes a known value to its second look', async () => {
    const checked = { ...numbers, ai_config: { validate_with_search: true } };
    const verdict = { object: { reason: 'Page.', verdict: 'validated_incorrect', value: 1300 } };
    const { model, finding } = await found(checked, [cellAnswer(1250), SEARCHED, verdict]);
    expect(await finding).toMatchObject({ value: 1300, confidence: 0.6, check: { corrected: true } });
    expect(model.calls).toHaveLength(3);
  });

  it('takes no unknown value to a second look', async () => {
    const checked = { ...numbers, ai_config: { validate_with_search: true } };
    const { model, finding } = await found(checked, [cellAnswer(null)]);
    expect(await finding).toMatchObject({ value: null, check: undefined });
    expect(model.calls).toHaveLength(1);
  });
});

describe('columnValue in a later delivery', () => {
  it('pays for no answer twice', async () => {
    const everything = { ...numbers, ai_config: { use_internet: true, validate_with_search: true } };
    const verdict = { object: { reason: 'Page.', verdict: 'validated_correct', value: null } };
    const first = recordingContext();
    const { finding } = await found(
      everything,
      [SEARCHED, cellAnswer('many'), cellAnswer(1250), SEARCHED, verdict],
      first,
    );
    const paidFor = await finding;
    const again = await found(everything, [], recordingContext({ memos: first.memos }));
    expect(await again.finding).toEqual(paidFor);
    expect(again.model.calls).toHaveLength(0);
  });
});
