import { JOB_STATUSES } from '@userport/runner/job-status';
import { answers } from './answers';

describe('answers', () => {
  it('explains every status that a job can have', () => {
    const { description = '' } = answers.status.shape.status;
    for (const word of Object.keys(JOB_STATUSES)) expect(description).toContain(`${word}: `);
    expect(answers.status.shape.status.options).toEqual([...Object.keys(JOB_STATUSES), 'rejected']);
  });

  it('holds a create answer to the one status that Django takes', () => {
    const answer = {
      job_id: 'j',
      status: 'scheduled',
      task_name: 'probe',
      task_id: 't',
      attempt_number: 1,
      max_retries: 3,
      original_job_id: null,
      existing: false,
      enqueued: true,
    };
    expect(answers.create.safeParse(answer).success).toBe(true);
    expect(answers.create.safeParse({ ...answer, status: 'accepted' }).success).toBe(false);
  });
});
