import { columnOf } from './column';
import { payloadFor } from './testing';

describe('columnOf', () => {
  it('fills in what Django leaves out', () => {
    expect(columnOf(payloadFor(['e1']))).toEqual({
      id: 'column-1',
      name: 'Summary',
      description: '',
      question: 'What does the company do?',
      examples: [],
      validationRules: [],
      limits: { type: 'string', maxLength: undefined },
      model: undefined,
      temperature: 0.1,
      useInternet: false,
      markdown: false,
      useLinkedinActivity: false,
      validateWithSearch: false,
    });
  });

  it('reads the choices of the author', () => {
    const column = columnOf(
      payloadFor(
        [],
        {},
        {
          ai_config: {
            model: 'gpt-6-luna',
            temperature: 0,
            use_internet: true,
            unstructured_response: true,
            use_linkedin_activity: true,
            validate_with_search: true,
          },
        },
      ),
    );
    expect(column).toMatchObject({
      model: 'gpt-6-luna',
      temperature: 0,
      useInternet: true,
      markdown: true,
      useLinkedinActivity: true,
      validateWithSearch: true,
    });
  });

  it.each([
    ['string', { max_length: 40 }, { type: 'string', maxLength: 40 }],
    ['json_object', { schema: { type: 'object' } }, { type: 'json_object', schema: { type: 'object' } }],
    ['json_object', { schema: null }, { type: 'json_object', schema: undefined }],
    [
      'boolean',
      { true_label: 'Yes', false_label: null },
      { type: 'boolean', trueLabel: 'Yes', falseLabel: undefined },
    ],
    ['number', { min: 0, max: null }, { type: 'number', min: 0, max: undefined }],
    ['enum', { allowed_values: ['a', 'b'] }, { type: 'enum', allowedValues: ['a', 'b'] }],
  ] as const)('reads the limits of a %s column from %j', (type, config, limits) => {
    const payload = payloadFor([], { response_type: type, response_config: { ...config } });
    expect(columnOf(payload).limits).toEqual(limits);
  });

  it('takes examples and rules from inside the response configuration when there are no others', () => {
    const nested = { examples: ['inner'], validation_rules: ['inner rule'] };
    const column = columnOf(
      payloadFor([], { response_config: nested, examples: [], validation_rules: ['own'] }),
    );
    expect(column.examples).toEqual(['inner']);
    expect(column.validationRules).toEqual(['own']);
  });
});
