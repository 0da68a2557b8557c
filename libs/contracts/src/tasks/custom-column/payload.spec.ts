import { customColumnPayload } from './payload';

const account = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';

/** A call with everything that Django ever sends, in the orchestrated form. */
const sent = {
  column_id: 'c0a80101-0000-4000-8000-000000000001',
  entity_ids: [account, '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c02'],
  column_config: {
    id: 'c0a80101-0000-4000-8000-000000000001',
    name: 'Robot count',
    description: '',
    question: 'How many robots does the company run?',
    response_type: 'number',
    response_config: {},
    examples: ['12', { value: 40 }],
    validation_rules: [],
  },
  context_data: { [account]: { account_info: { name: 'Northwind Robotics' }, leads_count: 3 } },
  tenant_id: '0d7b0f0e-58a4-4a50-8d0a-0f4b4a4d1c11',
  ai_config: {
    model: 'gemini-2.5-flash-preview-04-17',
    temperature: 0.1,
    use_internet: false,
    unstructured_response: false,
    use_linkedin_activity: false,
    validate_with_search: false,
  },
  batch_size: 1,
  concurrent_requests: 5,
  job_id: '4e7d2c1a-1111-4222-8333-444455556666',
  request_id: '4e7d2c1a-1111-4222-8333-444455556666',
  orchestration_id: '4e7d2c1a-1111-4222-8333-444455556667',
  orchestration_data: { next_columns: [], entity_ids: [account], batch_size: 10, tenant_id: '0d7b' },
};

const problems = (payload: unknown): string[] =>
  customColumnPayload.safeParse(payload).error?.issues.map(({ path }) => path.join('.')) ?? [];

const without = (key: keyof typeof sent): object =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => name !== key));

describe('customColumnPayload', () => {
  it('keeps a call as it came, unknown keys included', () => {
    const odd = { ...sent, batch_metadata: { batch_number: 1 }, later_field: ['x'] };
    expect(customColumnPayload.parse(odd)).toEqual(odd);
  });

  it.each(['tenant_id', 'ai_config', 'batch_size', 'job_id', 'orchestration_data'] as const)(
    'takes a call without %s, or with null',
    (key) => {
      expect(problems(without(key))).toEqual([]);
      expect(problems({ ...sent, [key]: null })).toEqual([]);
    },
  );

  it('takes entities that have no context, an empty one or null', () => {
    expect(problems({ ...sent, context_data: {} })).toEqual([]);
    expect(problems({ ...sent, context_data: { [account]: {} } })).toEqual([]);
    expect(problems({ ...sent, context_data: { [account]: null } })).toEqual([]);
  });

  it('takes any text inside a context: it is cleaned where it is used', () => {
    expect(problems({ ...sent, context_data: { [account]: { bio: 'a\0b\ud800' } } })).toEqual([]);
  });

  it('names all mistakes at once', () => {
    const { name: _name, ...nameless } = sent.column_config;
    expect(
      problems({
        ...sent,
        column_id: 7,
        entity_ids: ['a', 'b', 'a', ' '],
        column_config: { ...nameless, response_config: { min: 3, max: 1 } },
        context_data: [],
        ai_config: { temperature: 3 },
        batch_size: 0,
      }).sort(),
    ).toEqual([
      'ai_config.temperature',
      'batch_size',
      'column_config.name',
      'column_config.response_config.max',
      'column_id',
      'context_data',
      'entity_ids.2',
      'entity_ids.3',
    ]);
  });

  it.each([
    ['nothing', undefined, ''],
    ['a list', [], ''],
    ['a text', '{}', ''],
  ])('refuses %s', (_what, payload, path) => {
    expect(problems(payload)).toEqual([path]);
  });

  it.each([
    ['no entities', { entity_ids: [] }, ['entity_ids']],
    ['too many entities', { entity_ids: Array.from({ length: 10_001 }, (_, n) => `e${n}`) }, ['entity_ids']],
    ['an id with a NUL', { entity_ids: ['a\0'] }, ['entity_ids.0']],
    ['a job id with a lone surrogate', { job_id: '\ud800' }, ['job_id']],
    ['a context under a broken id', { context_data: { 'a\0': {} } }, ['context_data']],
    ['a text as context', { context_data: { [account]: 'text' } }, [`context_data.${account}`]],
    [
      'a broken id in the chain',
      { orchestration_data: { entity_ids: ['\0'] } },
      ['orchestration_data.entity_ids.0'],
    ],
    ['a flag that is a text', { ai_config: { use_internet: 'yes' } }, ['ai_config.use_internet']],
    ['retries without end', { max_retries: 1000 }, ['max_retries']],
  ])('refuses %s', (_what, part, expected) => {
    expect(problems({ ...sent, ...part })).toEqual(expected);
  });

  it.each([
    ['an unknown response type', { response_type: 'date' }, ['response_type']],
    ['an empty question', { question: '  ' }, ['question']],
    [
      'one allowed value',
      { response_type: 'enum', response_config: { allowed_values: ['a'] } },
      ['response_config.allowed_values'],
    ],
    [
      'no allowed values at all',
      { response_type: 'enum', response_config: null },
      ['response_config.allowed_values'],
    ],
    ['a NUL in the name', { name: 'a\0' }, ['name']],
    ['a lone surrogate in an example', { examples: ['\udc00'] }, ['examples.0']],
    ['a NUL in a key', { response_config: { 'min\0': 1 } }, ['response_config']],
    ['more words than a prompt can carry', { examples: ['x'.repeat(33_000)] }, ['']],
  ])('refuses %s', (_what, part, paths) => {
    expect(problems({ ...sent, column_config: { ...sent.column_config, ...part } })).toEqual(
      paths.map((path) => (path === '' ? 'column_config' : `column_config.${path}`)),
    );
  });

  it('refuses a payload that is nested deeper than readers can follow', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) deep = { a: deep };
    expect(problems({ ...sent, context_data: { [account]: { deep } } })).toEqual(['']);
  });
});
