import { demoOf } from './task-demo';

const unit = {
  jobId: 'job-1',
  entityId: 'account-1',
  taskName: 'unheard_of',
  status: 'delivered',
  payload: {},
  bodies: [{ status: 'completed', processed_data: { words: 8 } }],
  materials: [],
};

describe('demoOf', () => {
  it('finds the demo of a task by its app', async () => {
    const demo = await demoOf('custom_column');
    const column = { ...unit, payload: { column_config: { question: 'Who?', response_type: 'string' } } };
    expect(demo.lines(column).join('\n')).toContain('Who?');
  });

  it('shows the bodies of a task without one', async () => {
    const demo = await demoOf('unheard_of');
    expect(demo.lines(unit)).toEqual(['     {"words":8}']);
    expect(demo.json(unit)).toEqual({ bodies: unit.bodies });
  });
});
