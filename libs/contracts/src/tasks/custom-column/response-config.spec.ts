import { RESPONSE_CONFIGS } from './response-config';

const problems = (type: keyof typeof RESPONSE_CONFIGS, config: unknown): string[] =>
  RESPONSE_CONFIGS[type]
    .safeParse(config)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

const nested = (levels: number): object => (levels === 1 ? {} : { properties: nested(levels - 1) });

describe('RESPONSE_CONFIGS', () => {
  it.each([
    ['string', {}],
    ['string', { max_length: 1, examples: ['a'], validation_rules: null }],
    ['string', { max_length: null }],
    ['json_object', {}],
    ['json_object', { schema: { type: ['array', 'null'] } }],
    ['json_object', { schema: { properties: {} } }],
    ['boolean', {}],
    ['boolean', { true_label: 'Hiring', false_label: 'Not hiring' }],
    ['boolean', { true_label: null, false_label: null }],
    ['number', { min: 0, max: 0 }],
    ['number', { min: -5.5 }],
    ['enum', { allowed_values: ['Yes', 'yes'] }],
  ] as const)('takes a %s column with %j', (type, config) => {
    expect(problems(type, config)).toEqual([]);
  });

  it.each([
    ['string', { max_length: 0 }, 'max_length: Too small: expected number to be >=1'],
    ['string', { max_length: 1.5 }, 'max_length: Invalid input: expected int, received number'],
    ['json_object', { schema: { type: 'string' } }, 'schema: must describe an object or an array'],
    ['json_object', { schema: { $async: true } }, 'schema: must not be asynchronous ($async)'],
    ['json_object', { schema: nested(17) }, 'schema: is nested deeper than 16 levels'],
    ['json_object', { schema: [] }, 'schema: Invalid input: expected object, received array'],
    [
      'json_object',
      { schema: { title: 'x'.repeat(16_384) } },
      'schema: has more than 16384 characters of JSON',
    ],
    ['boolean', { true_label: 'Same', false_label: 'Same' }, 'false_label: must differ from true_label'],
    ['boolean', { true_label: ' ' }, 'true_label: must not be empty'],
    ['number', { min: 2, max: 1 }, 'max: must not be below min'],
    ['number', { min: 1e13 }, 'min: Too big: expected number to be <=9999999999999.998'],
    ['enum', {}, 'allowed_values: Invalid input: expected array, received undefined'],
    ['enum', { allowed_values: ['one'] }, 'allowed_values: Too small: expected array to have >=2 items'],
    ['enum', { allowed_values: ['a', 'b', 'a'] }, 'allowed_values: must not name a value twice'],
    ['enum', { allowed_values: ['a', ''] }, 'allowed_values.1: must not be empty'],
  ] as const)('refuses a %s column with %j', (type, config, problem) => {
    expect(problems(type, config)).toEqual([problem]);
  });

  it('takes a schema that is sixteen levels deep', () => {
    expect(problems('json_object', { schema: nested(16) })).toEqual([]);
  });
});
