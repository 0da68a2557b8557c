import { createLogger } from '@userport/logging';
import request from '../../apps/custom-column/fixtures/request.json';
import { estimateJob } from './estimate-job';

const options = {
  environment: {},
  at: new Date('2026-11-24T12:00:00Z'),
  log: createLogger({ level: 'error' }),
};

describe('estimateJob', () => {
  it('adds up what the task of that name says of the request', async () => {
    const { taskName, day, lines, maxRetries, total } = await estimateJob('custom_column', request, options);
    expect([taskName, day, maxRetries]).toEqual(['custom_column', '2026-11-24', 3]);
    expect(lines.map(({ operation }) => operation)).toEqual(['column_value', 'column_repair']);
    expect(total).toMatchObject({ calls: { least: 3, most: 6 }, unpriced: [] });
  });

  it('names the tasks that there are', async () => {
    await expect(estimateJob('nothing', request, options)).rejects.toThrow(/nothing.*custom_column/);
  });

  it('names every rule that a request breaks, in the words of create', async () => {
    const broken = { ...request, entity_ids: [], column_id: 7 };
    await expect(estimateJob('custom_column', broken, options)).rejects.toThrow(
      'Create would refuse this request:\n  column_id must be of type string, not a number\n  entity_ids must have at least 1 entry',
    );
  });
});
