import { taskDemo } from './custom-column.demo';

const cell = (entityId: string, more: object) => ({
  entity_id: entityId,
  status: 'completed',
  value_string: null,
  value_number: null,
  confidence_score: 0.9,
  rationale: 'The page says so.',
  error_details: null,
  ...more,
});

const unit = {
  jobId: 'job-1',
  entityId: 'column-1',
  taskName: 'custom_column',
  status: 'delivered',
  payload: {
    column_config: { question: 'How many robots?', response_type: 'number' },
    context_data: { a: { account_info: { name: 'Northwind Robotics' } }, b: {} },
  },
  bodies: [
    { processed_data: { values: [cell('a', { value_number: 1250 })] } },
    {
      processed_data: {
        values: [
          cell('b', { status: 'error', confidence_score: null, error_details: { error: 'No budget.' } }),
        ],
      },
    },
    { processed_data: { values: [] } },
  ],
  materials: [],
};

describe('the demo of custom_column', () => {
  it('shows the question and each cell with its value or its error', () => {
    const lines = taskDemo.lines(unit);
    expect(lines[0]).toContain('How many robots? (number)');
    expect(lines.slice(1).map((line) => line.trim().replaceAll(/\s+/g, ' '))).toEqual([
      'Northwind Robotics 1250 90 % sure',
      'The page says so.',
      'b failed',
      'No budget.',
    ]);
  });

  it('gives the same to machines', () => {
    expect(taskDemo.json(unit)).toEqual({
      values: [
        {
          entity_id: 'a',
          status: 'completed',
          value: 1250,
          confidence: 0.9,
          rationale: 'The page says so.',
          error: null,
        },
        {
          entity_id: 'b',
          status: 'error',
          value: null,
          confidence: null,
          rationale: 'The page says so.',
          error: { error: 'No budget.' },
        },
      ],
    });
  });
});
