import { queueNameOf } from './queue-name';

describe('queueNameOf', () => {
  it('writes the name of a task with hyphens, which a queue id takes', () => {
    expect(queueNameOf('lead_identification_apollo')).toBe('lead-identification-apollo');
  });
});
